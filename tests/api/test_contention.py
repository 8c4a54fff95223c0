"""Whatever runs at once, through however many processes: no budget and no claim is spent twice."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import cycle

import httpx
import pytest

from tests.api.crowd import at_once, through
from tests.journeys.seeing import balance, entries, read
from tests.service import Company, Person, Service

CLIENTS = 64
POINTS = 3


@pytest.fixture
def staffed(company: Company) -> Company:
    company.department("FIN", "FIN01", "FIN02")
    company.tag("谢谢", {"type": "fixed", "points": POINTS})
    return company


def codes(answers: list[httpx.Response]) -> Counter[str]:
    """How many of each: the status, and of a refusal its type."""
    return Counter(
        f"{answered.status_code} {answered.json().get('type', '')}".removesuffix(" ").replace("/problems/", "")
        for answered in answers
    )


def test_of_64_clients_granting_from_a_budget_for_half_of_them_exactly_half_succeed(
    staffed: Company, service: Service, second: Service, full: bool
) -> None:
    each = 20 if full else 3
    total = CLIENTS * each
    staffed.budget("FIN00", total * POINTS // 2)
    clients = [
        through(process, staffed.sign_in("FIN00")) for process, _ in zip(cycle((service, second)), range(CLIENTS))
    ]
    body = {"tag": "谢谢", "reason": "多谢"}

    def grants(client: Person, employee: str) -> list[httpx.Response]:
        return [client.post("/grants", {**body, "employee": employee}) for _ in range(each)]

    rounds = at_once([partial(grants, one, f"FIN0{n % 2 + 1}") for n, one in enumerate(clients)])
    answers = [answered for of_one in rounds for answered in of_one]
    assert codes(answers) == {"201": total // 2, "409 budget-exhausted": total // 2}

    position = max(answered.json().get("position", 0) for answered in answers)
    path = f"/budgets/FIN00/{staffed.month}"
    assert read(staffed.hr, path, position) == {
        "points": total * POINTS // 2, "spent": total * POINTS // 2, "lapsed": 0, "left": 0,
    }  # fmt: skip
    trial = read(staffed.hr, "/trial-balance", position)
    accounts = {one["account"]: one["balance"] for one in trial["accounts"]}
    assert (trial["sum"], accounts[f"budget:FIN00:{staffed.month}"]) == (0, 0)
    assert sum(accounts.get(f"employee:FIN0{n}", 0) for n in (1, 2)) == total * POINTS // 2
    assert len({answered.json()["id"] for answered in answers if answered.status_code == 201}) == total // 2
    verified = read(staffed.hr, "/audit/verification")
    assert (verified["sound"], verified["head"]) == (True, position)


def test_of_two_who_decide_one_claim_at_once_one_wins(
    staffed: Company, service: Service, second: Service, full: bool
) -> None:
    manager, hr = through(service, staffed.sign_in("FIN00")), through(second, staffed.hr)
    employee = staffed.sign_in("FIN01")
    seen: Counter[str] = Counter()
    times = 200 if full else 15
    for number in range(times):
        claim = employee.done("POST", "/claims", {"tag": "谢谢", "description": "做了一件事"})["id"]
        path = f"/claims/{claim}"
        rejected = "rejection" if number % 2 else "approval"
        deciding = [
            partial(manager.post, f"{path}/approval"),
            partial(hr.post, f"{path}/{rejected}", {"reason": "再想想"}),
            partial(employee.post, f"{path}/withdrawal"),
        ]
        answers = at_once(deciding if number % 3 == 0 else deciding[:2])
        found = codes(answers)
        assert found["200"] == 1, found
        assert found["409 claim-decided"] == len(answers) - 1
        won = next(answered.json()["state"] for answered in answers if answered.status_code == 200)
        seen[won] += 1
    assert sum(seen.values()) == times
    position = read(staffed.hr, "/audit/verification")["head"]
    assert balance(staffed.hr, "FIN01", position) == seen["approved"] * POINTS
    credited = [entry["subject"] for entry in entries(staffed.hr, "FIN01", position)]
    assert len(credited) == len(set(credited)) == min(seen["approved"], 50)


def test_grants_and_approvals_at_once_never_bring_more_than_the_cap(
    staffed: Company, service: Service, second: Service
) -> None:
    staffed.tag("加班", {"type": "fixed", "points": 7}, monthly_cap=50)
    staffed.budget("FIN00", 1000)
    manager, employee = staffed.sign_in("FIN00"), staffed.sign_in("FIN01")
    claims = [employee.done("POST", "/claims", {"tag": "加班", "description": "加班"})["id"] for _ in range(8)]
    here, there = ([through(process, manager) for _ in range(8)] for process in (service, second))
    grant = {"employee": "FIN01", "tag": "加班", "reason": "加班"}
    acts = [partial(one.post, "/grants", grant) for one in here]
    acts += [partial(one.post, f"/claims/{claim}/approval") for one, claim in zip(there, claims, strict=True)]
    answers = at_once(acts)
    credited = [answered.json()["points"] for answered in answers if answered.is_success]
    assert sorted(credited) == [1] + [7] * 7
    assert codes([answered for answered in answers if not answered.is_success]) == {"409 cap-reached": 8}
    position = read(staffed.hr, "/audit/verification")["head"]
    assert balance(staffed.hr, "FIN01", position) == 50
