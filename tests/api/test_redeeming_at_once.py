"""However many redeem at once, through however many processes: no point, no piece and no limit is spent twice."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import cycle
from typing import Any

import pytest

from tests.api.crowd import at_once, through
from tests.journeys.redeeming import BONUS, LEAVE, given_points, reward
from tests.journeys.seeing import read
from tests.service import Company, Person, Service

CLIENTS = 200
COST = 30


@pytest.fixture
def staffed(company: Company) -> Company:
    company.department("TEC", "TEC01", "TEC02", "TEC03", "TEC04")
    return company


def rounds(full: bool) -> int:
    return 1000 if full else 2


def crowd(company: Company, service: Service, second: Service, *numbers: str) -> list[Person]:
    processes = cycle((service, second))
    people = cycle(company.sign_in(number) for number in numbers)
    return [through(process, person) for process, person, _ in zip(processes, people, range(CLIENTS), strict=False)]


def one_succeeds(clients: list[Person], refusal: str, *, code: str) -> str:
    """All ask for the same; one gets it, and all others are told why not."""
    answers = at_once([partial(client.post, "/redemptions", {"reward": code}) for client in clients])
    found = Counter((answered.status_code, answered.json().get("type")) for answered in answers)
    assert found == {(201, None): 1, (409, f"/problems/{refusal}"): CLIENTS - 1}
    won: str = next(answered.json()["id"] for answered in answers if answered.status_code == 201)
    return won


def test_of_200_against_a_balance_for_one_one_succeeds(
    staffed: Company, service: Service, second: Service, full: bool
) -> None:
    reward(staffed, LEAVE, approval="manager")
    clients = crowd(staffed, service, second, "TEC01")
    given_points(staffed, "TEC01", COST)
    for _ in range(rounds(full)):
        won = one_succeeds(clients, "balance-too-low", code="half-day")
        back = staffed.sign_in("TEC01").done("POST", f"/redemptions/{won}/cancellation")
        assert back["balance"] == COST
    sound(staffed)


def test_of_200_for_the_last_piece_one_succeeds(
    staffed: Company, service: Service, second: Service, full: bool
) -> None:
    people = ("TEC01", "TEC02", "TEC03", "TEC04")
    reward(staffed, LEAVE, approval="manager", stock=1)
    clients = crowd(staffed, service, second, *people)
    for number in people:
        given_points(staffed, number, COST * CLIENTS)
    for _ in range(rounds(full)):
        won = one_succeeds(clients, "out-of-stock", code="half-day")
        staffed.hr.done("POST", f"/redemptions/{won}/rejection", {"reason": "重来"})
    sound(staffed)


def test_of_200_within_a_yearly_limit_of_one_one_succeeds(
    staffed: Company, service: Service, second: Service, full: bool
) -> None:
    reward(staffed, LEAVE, approval="manager", yearly_limit=1)
    clients = crowd(staffed, service, second, "TEC01")
    given_points(staffed, "TEC01", COST * CLIENTS)
    for _ in range(rounds(full)):
        won = one_succeeds(clients, "yearly-limit-reached", code="half-day")
        staffed.sign_in("TEC01").done("POST", f"/redemptions/{won}/cancellation")
    sound(staffed)


def test_of_all_who_decide_one_redemption_at_once_one_wins(staffed: Company, service: Service, second: Service) -> None:
    reward(staffed, LEAVE, approval="manager")
    given_points(staffed, "TEC01", COST)
    employee = staffed.sign_in("TEC01")
    manager, hr = through(service, staffed.sign_in("TEC00")), through(second, staffed.hr)
    for number in range(5):
        path = f"/redemptions/{employee.done('POST', '/redemptions', {'reward': 'half-day'})['id']}"
        deciding = [
            partial(manager.post, f"{path}/rejection", {"reason": "再想想"}),
            partial(through(second, employee).post, f"{path}/cancellation"),
            partial(hr.post, f"{path}/rejection", {"reason": "再想想"}),
        ]
        statuses = Counter(answered.status_code for answered in at_once(deciding[number % 2 :]))
        assert statuses[200] == 1, statuses
    assert sound(staffed)["employee:TEC01"] == COST


@pytest.mark.parametrize(("terms", "path"), [(LEAVE, "/exports/leave"), (BONUS, "/exports/bonuses")])
def test_a_line_is_in_one_export_however_many_are_prepared_at_once(
    staffed: Company, service: Service, second: Service, terms: dict[str, Any], path: str
) -> None:
    reward(staffed, {**terms, "cost": COST}, approval="none", **({"amount": "50"} if terms is BONUS else {}))
    employee = staffed.sign_in("TEC01")
    given_points(staffed, "TEC01", COST * CLIENTS)
    done = [employee.done("POST", "/redemptions", {"reward": terms["code"]})["id"] for _ in range(12)]
    preparing = [partial(through(process, staffed.hr).post, path) for process in (service, second) * 4]
    fulfilling = [partial(through(service, staffed.hr).post, f"/redemptions/{one}/fulfilment") for one in done]
    answers = at_once([*fulfilling, *preparing])[len(done) :]
    last = staffed.hr.post(path)
    lines = [line["redemption"] for one in (*answers, last) if one.status_code == 201 for line in one.json()["lines"]]
    assert sorted(lines) == sorted(done)


def sound(company: Company) -> dict[str, int]:
    """Balances by account, after everything was verified."""
    position = read(company.hr, "/audit/verification")["head"]
    trial = read(company.hr, "/trial-balance", position)
    assert trial["sum"] == 0
    balances = {one["account"]: one["balance"] for one in trial["accounts"]}
    assert all(balance >= 0 for account, balance in balances.items() if account != "issuance")
    assert sum(balance for account, balance in balances.items() if account.startswith("held:")) == 0
    return balances
