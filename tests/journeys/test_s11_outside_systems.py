"""S11: an outside system pushes what it saw, and it is credited at once; with its key it can do nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ledger.bootstrap import Installation
from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import balance, board, entries, read, refused
from tests.journeys.watching import watching
from tests.service import Company, Person, Service

FIXED = {"tag": "问题解决", "description": "修复了影响业务的系统bug", "employee": "TEC01"}
KEY: dict[str, Any] = {"name": "缺陷系统", "tags": ["问题解决", "人工复核"], "departments": ["TEC"]}


def with_key(company: Company, **scope: Any) -> tuple[Person, dict[str, Any]]:
    """An outside system that holds a new key, and the key as it was shown."""
    shown = company.admin.done("POST", "/api-keys", {**KEY, **scope})
    return Person(company.client, f"api-key:{shown['id']}", shown["secret"]), shown


@pytest.fixture
def pushing(company: Company) -> Company:
    """TEC with LAB below it, FIN beside it; 「问题解决」 credits at once, 「人工复核」 waits for the approver."""
    company.department("TEC", "TEC01", "TEC02")
    company.department("LAB", "LAB01", parent="TEC")
    company.department("FIN", "FIN01")
    rule = {"type": "fixed", "points": 10, "value_per_unit": "50"}
    company.tag("问题解决", rule, auto_approve=True, monthly_cap=95)
    company.tag("人工复核", {"type": "fixed", "points": 20})
    company.tag("其他", {"type": "fixed", "points": 1}, auto_approve=True)
    return company


def test_a_fixed_bug_is_credited_in_the_same_request_and_pushed(pushing: Company, service: Service) -> None:
    system, shown = with_key(pushing)
    employee = pushing.sign_in("TEC01")
    with watching(service, employee, "department:TEC") as watch:
        done = system.done("POST", "/claims", {**FIXED, "quantity": "4"})
        expected = {"state": "approved", "employee": "TEC01", "points": 10, "value": "200.00", "balance": 10}
        assert {name: done[name] for name in expected} == expected
        watch.told("notification", lambda data: data["position"] == done["position"])
    newest = entries(employee, "TEC01", done["position"])[0]
    assert (newest["kind"], newest["points"], newest["reason"]) == ("claim", 10, FIXED["description"])
    assert newest["actor"] == f"api-key:{shown['id']}"
    events = read(pushing.hr, f"/audit/events?actor=api-key:{shown['id']}", done["position"])["items"]
    assert [event["type"].rpartition(".")[0] for event in events] == [
        "accounts.points-transferred", "claims.approved", "claims.submitted",
    ]  # fmt: skip
    assert len({event["command"] for event in events}) == 1
    assert shown["secret"] not in repr(read(pushing.hr, "/audit/events?limit=1000", done["position"]))


def test_thirty_pushes_of_a_week_are_points_at_once_within_cap_and_time(timed: TimedCompany) -> None:
    timed.department("TEC", *(f"TEC{number:02}" for number in range(1, 6)))
    timed.tag("问题解决", {"type": "fixed", "points": 10}, auto_approve=True, monthly_cap=55)
    system, _ = with_key(timed, tags=["问题解决"])
    week_ago = timed.clock.now - timedelta(days=7)
    credited: dict[str, int] = {}
    for push in range(30):
        employee = f"TEC{push % 5 + 1:02}"
        occurred_at = (week_ago + timedelta(hours=5 * push)).isoformat()
        done = system.done("POST", "/claims", {**FIXED, "employee": employee, "occurred_at": occurred_at})
        credited[employee] = credited.get(employee, 0) + done["points"]
        assert (done["state"], done["balance"]) == ("approved", credited[employee])
    assert credited == {f"TEC{number:02}": 55 for number in range(1, 6)}  # six times 10, of which the cap leaves 55
    assert board(timed.hr, "tag:问题解决", done["position"], "2030-03") == credited
    refused(system.post("/claims", {**FIXED, "employee": "TEC01"}), 409, "cap-reached", "/tag")
    assert read(timed.hr, "/trial-balance", done["position"])["sum"] == 0


def test_under_a_tag_that_does_not_approve_by_itself_the_approver_decides(pushing: Company) -> None:
    system, _ = with_key(pushing)
    claim = system.done("POST", "/claims", {**FIXED, "tag": "人工复核"})
    assert (claim["state"], claim["points"]) == ("submitted", 20)
    assert pushing.sign_in("TEC00").done("POST", f"/claims/{claim['id']}/approval")["balance"] == 20


def test_an_employees_own_claim_under_such_a_tag_waits_like_any_other(pushing: Company) -> None:
    claim = {"tag": "问题解决", "description": "自己说的"}
    assert pushing.sign_in("TEC01").done("POST", "/claims", claim)["state"] == "submitted"
    assert pushing.hr.done("POST", "/claims", {**claim, "employee": "TEC01"})["state"] == "submitted"


@pytest.mark.parametrize(
    ("change", "status", "code", "pointer"),
    [
        ({"employee": "FIN01"}, 422, "unknown-reference", "/employee"),
        ({"employee": "NOBODY"}, 422, "unknown-reference", "/employee"),
        ({"employee": None}, 403, "role", "/employee"),
        ({"tag": "其他"}, 422, "unknown-reference", "/tag"),
        ({"tag": "没有"}, 422, "unknown-reference", "/tag"),
        ({"occurred_at": "2020-01-01T00:00:00Z"}, 422, "occurred-too-long-ago", "/occurred_at"),
    ],
)
def test_a_key_records_under_its_tags_of_the_people_it_may_name(
    pushing: Company, change: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    system, _ = with_key(pushing)
    refused(system.post("/claims", {**FIXED, **change}), status, code, pointer)


def test_a_scope_covers_people_and_departments_with_those_below_as_they_are_now(pushing: Company) -> None:
    system, _ = with_key(pushing, employees=["FIN01"])
    for employee in ("TEC01", "LAB01", "FIN01"):
        assert system.done("POST", "/claims", {**FIXED, "employee": employee})["points"] == 10
    pushing.hr.done("PATCH", "/employees/LAB01", {"department": "FIN"})
    refused(system.post("/claims", {**FIXED, "employee": "LAB01"}), 422, "unknown-reference", "/employee")


def test_who_made_a_key_is_credited_nothing_by_it(pushing: Company) -> None:
    pushing.hr.done("PATCH", "/employees/ROOT", {"department": "TEC"})
    system, _ = with_key(pushing, employees=["ROOT"])
    refused(system.post("/claims", {**FIXED, "employee": "ROOT"}), 403, "upon-oneself", "/employee")


def test_a_key_acts_on_nobodys_behalf(pushing: Company) -> None:
    system, _ = with_key(pushing)
    refused(system.post("/claims", FIXED, On_Behalf_Of="TEC00"), 403, "not-delegated")


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"departments": []}, "scope-missing", "/departments"),
        ({"tags": []}, "invalid-fields", "/tags"),
        ({"tags": ["没有"]}, "unknown-reference", "/tags/0"),
        ({"departments": ["TEC", "NONE"]}, "unknown-reference", "/departments/1"),
        ({"employees": ["NOBODY"]}, "unknown-reference", "/employees/0"),
        ({"ends_on": "2020-01-01"}, "dates", "/ends_on"),
    ],
)
def test_a_key_names_what_there_is(pushing: Company, change: dict[str, Any], code: str, pointer: str) -> None:
    refused(pushing.admin.post("/api-keys", {**KEY, **change}), 422, code, pointer)


def test_a_revoked_key_lets_nobody_in_through_any_process(pushing: Company) -> None:
    system, shown = with_key(pushing)
    assert system.done("POST", "/claims", FIXED)["points"] == 10
    revoked = pushing.admin.done("POST", f"/api-keys/{shown['id']}/revocation")
    assert revoked["revoked"] is True
    refused(system.post("/claims", FIXED), 401, "not-signed-in")
    again = pushing.admin.done("POST", f"/api-keys/{shown['id']}/revocation")
    assert again == {**revoked, "unchanged": True}


def test_a_key_ends_with_its_last_local_day(timed: TimedCompany) -> None:
    timed.department("TEC", "TEC01")
    timed.tag("问题解决", {"type": "fixed", "points": 10}, auto_approve=True)
    system, _ = with_key(timed, tags=["问题解决"], ends_on="2030-03-16")
    timed.it_is(2030, 3, 16, 23, 59)
    assert system.done("POST", "/claims", FIXED)["points"] == 10
    timed.it_is(2030, 3, 17, 0, 0)
    refused(system.post("/claims", FIXED), 401, "not-signed-in")


def test_a_secret_is_shown_once_and_the_list_says_when_a_key_was_used(pushing: Company) -> None:
    system, shown = with_key(pushing)
    unused = read(pushing.admin, "/api-keys", shown["position"])["items"]
    assert [(one["id"], one["last_used_at"], one["recorded"]) for one in unused] == [(shown["id"], None, 0)]
    system.done("POST", "/claims", FIXED)
    last = system.done("POST", "/claims", {**FIXED, "employee": "TEC02"})["position"]
    revoked = pushing.admin.done("POST", f"/api-keys/{shown['id']}/revocation")["position"]
    listed = read(pushing.admin, "/api-keys", revoked)["items"][0]
    recorded = read(pushing.hr, "/audit/events", revoked)["items"]
    assert listed["last_used_at"] == next(one["recorded_at"] for one in recorded if one["position"] == last)
    expected = {"recorded": 2, "created_by": "ROOT", "tags": KEY["tags"], "departments": ["TEC"], "employees": []}
    assert {name: listed[name] for name in expected} == expected
    assert listed["revoked_at"] is not None
    assert "secret" not in listed


def test_idempotency_keys_are_each_api_keys_own(pushing: Company) -> None:
    one, other = with_key(pushing)[0], with_key(pushing)[0]
    first = one.post("/claims", FIXED, Idempotency_Key="push-1")
    again = one.post("/claims", FIXED, Idempotency_Key="push-1")
    assert (first.status_code, first.content) == (201, again.content)
    refused(
        one.post("/claims", {**FIXED, "employee": "TEC02"}, Idempotency_Key="push-1"), 422, "idempotency-key-reused"
    )
    assert other.done("POST", "/claims", FIXED, Idempotency_Key="push-1")["balance"] == 20
    assert balance(pushing.hr, "TEC01", first.json()["position"]) >= 10


def test_keys_open_their_own_organisation_only_and_made_up_ones_none(
    pushing: Company, shared_where: Installation, service: Service
) -> None:
    theirs = Company(shared_where, service)
    theirs.department("TEC", "TEC01")
    theirs.tag("问题解决", {"type": "fixed", "points": 999}, auto_approve=True)
    _, shown = with_key(pushing)
    assert shown["secret"].startswith("plk_")
    secret = shown["secret"].replace(pushing.id, theirs.id)
    changed = shown["secret"][:-1] + ("0" if shown["secret"][-1] != "0" else "1")
    for made_up in (secret, changed, "plk_", "plk_x", f"plk_{pushing.id}_{shown['id']}_{'0' * 64}"):
        refused(Person(pushing.client, "nobody", made_up).post("/claims", FIXED), 401, "not-signed-in")
    head = read(theirs.hr, "/audit/verification")["head"]
    done = Person(pushing.client, "system", shown["secret"]).done("POST", "/claims", FIXED)
    assert done["points"] == 10
    assert read(theirs.hr, "/audit/verification")["head"] == head


def test_who_tries_keys_is_slowed_down_and_the_right_one_still_works(pushing: Company) -> None:
    system, shown = with_key(pushing)
    wrong = Person(pushing.client, "nobody", f"plk_{pushing.id}_{shown['id']}_{'f' * 64}")
    statuses = [wrong.post("/claims", FIXED).status_code for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    assert int(wrong.post("/claims", FIXED).headers["Retry-After"]) > 0
    assert system.done("POST", "/claims", FIXED)["points"] == 10
