"""Somebody inside tries to come by points: for themselves, through a friend, a second role, or the past."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

import httpx
import pytest

from tests.api.crowd import at_once, through
from tests.fuzz.town import ROLES, Team, Town
from tests.journeys.seeing import read
from tests.service import TILL, Person

_tags = count(1)
TODAY = datetime.now(UTC).date()
YESTERDAY = TODAY - timedelta(days=2)


@pytest.fixture
def tag(town: Town) -> str:
    """A tag that nobody has used: 50 points, 120 a month."""
    code = f"attack-{next(_tags)}"
    town.tag(code, {"type": "fixed", "points": 50}, monthly_cap=120, grant_range={"min": 1, "max": 100})
    return code


@pytest.fixture
def ours(town: Town) -> Team:
    return town.team()


@pytest.fixture
def theirs(town: Town) -> Team:
    return town.team()


def refused(answered: httpx.Response, status: int, code: str) -> None:
    assert (answered.status_code, answered.json().get("type")) == (status, f"/problems/{code}"), answered.text


def taken(answered: httpx.Response) -> dict[str, Any]:
    assert answered.is_success, answered.text
    body: dict[str, Any] = answered.json()
    return body


def for_whom(behalf: Person | None) -> dict[str, str]:
    return {} if behalf is None else {"On_Behalf_Of": behalf.number}


def grant(giver: Person, to: Person, behalf: Person | None = None, **fields: Any) -> httpx.Response:
    body = {"employee": to.number, "tag": "thanks", "reason": "谢谢", **fields}
    return giver.post("/grants", body, **for_whom(behalf))


def approve(person: Person, claim: str, behalf: Person | None = None, **fields: Any) -> httpx.Response:
    return person.post(f"/claims/{claim}/approval", fields or None, **for_whom(behalf))


def claim(person: Person, tag: str = "thanks", **fields: Any) -> str:
    claimed: str = taken(person.post("/claims", {"tag": tag, "description": "做成了", **fields}))["id"]
    return claimed


def change(by: Person, whom: Person, **fields: Any) -> httpx.Response:
    return by.request("PATCH", f"/employees/{whom.number}", fields)


def delegate(giver: Person, to: Person, *what: str) -> None:
    days = {"starts_on": "2020-01-01", "ends_on": TILL}
    taken(giver.post("/delegations", {"to": to.number, "what": list(what or ("grants", "claims")), **days}))


def ago(**past: float) -> str:
    return (datetime.now(UTC) - timedelta(**past)).isoformat()


# By delegation


def test_nobody_decides_their_own_claim_however_they_come_to_it(town: Town, ours: Team) -> None:
    me, mine = ours.one, claim(ours.one)
    refused(approve(me, mine), 403, "role")
    delegate(ours.head, me)
    refused(approve(me, mine, behalf=ours.head), 403, "upon-oneself")
    refused(grant(me, me, behalf=ours.head), 403, "upon-oneself")
    town.role(me.number, "hr")
    refused(approve(me, mine), 403, "upon-oneself")
    refused(grant(me, me, instant=True), 403, "upon-oneself")
    refused(me.put(f"/budgets/{me.number}/{town.month}", {"points": 5}), 403, "upon-oneself")


def test_who_acts_for_a_manager_gives_nothing_to_that_manager_either(town: Town, ours: Team, theirs: Team) -> None:
    friend = theirs.head
    delegate(ours.head, friend)
    taken(change(town.hr, ours.head, manager=friend.number))  # now the friend sees them in their own name, too
    refused(grant(friend, ours.head, behalf=ours.head), 403, "upon-oneself")
    refused(grant(friend, theirs.one, behalf=ours.head), 422, "unknown-reference")


def test_what_was_delegated_is_not_delegated_on(ours: Team, theirs: Team) -> None:
    delegate(ours.head, theirs.head)
    delegate(theirs.head, theirs.one)
    refused(grant(theirs.one, ours.one, behalf=ours.head), 403, "not-delegated")
    refused(grant(theirs.one, ours.one, behalf=theirs.head), 422, "unknown-reference")
    body = {"to": ours.two.number, "what": ["grants"], "starts_on": "2020-01-01", "ends_on": TILL}
    refused(theirs.head.post("/delegations", body, On_Behalf_Of=ours.head.number), 403, "not-delegated")


def test_a_manager_who_is_hr_delegates_the_manager_and_not_the_hr(town: Town, ours: Team, theirs: Team) -> None:
    town.role(ours.head.number, "hr")
    helper = theirs.one
    delegate(ours.head, helper)
    taken(grant(helper, ours.one, behalf=ours.head))
    refused(grant(helper, ours.one, behalf=ours.head, instant=True), 403, "role")
    refused(approve(helper, claim(theirs.two), behalf=ours.head), 404, "not-found")
    more = {"points": 1000, "reason": "多多益善"}
    refused(approve(helper, claim(ours.two), behalf=ours.head, **more), 403, "raising-takes-hr")


@pytest.mark.parametrize("changes", [{"left_on": str(YESTERDAY)}, {"roles": ["auditor"]}])
def test_a_delegation_ends_with_whom_it_was_given_to(
    town: Town, ours: Team, theirs: Team, changes: dict[str, Any]
) -> None:
    delegate(ours.head, theirs.one)
    taken(change(town.admin if "roles" in changes else town.hr, theirs.one, **changes))
    assert grant(theirs.one, ours.one, behalf=ours.head).status_code in {401, 403}


def test_a_delegation_ends_when_its_giver_manages_nobody_any_more(town: Town, ours: Team, theirs: Team) -> None:
    delegate(ours.head, theirs.one)
    asked = claim(ours.one)
    taken(town.hr.patch(f"/departments/{ours.code}", {"head": ours.two.number}))
    refused(grant(theirs.one, ours.one, behalf=ours.head), 403, "role")
    refused(approve(theirs.one, asked, behalf=ours.head), 403, "role")


# By the chart


def test_a_head_who_sits_in_their_own_department_is_decided_for_above(town: Town, ours: Team, theirs: Team) -> None:
    taken(town.hr.patch(f"/departments/{theirs.code}", {"parent": ours.code}))
    mine = claim(theirs.head)
    refused(approve(theirs.head, mine), 403, "upon-oneself")
    taken(approve(ours.head, mine))


def test_whoever_stands_higher_than_the_approver_does_not_decide(town: Town, ours: Team, theirs: Team) -> None:
    taken(town.hr.patch(f"/departments/{theirs.code}", {"parent": ours.code}))
    refused(approve(ours.head, claim(theirs.one)), 403, "not-the-approver")


def test_an_auditor_who_is_somebodys_manager_decides_nothing_and_blocks_nobody(town: Town, ours: Team) -> None:
    taken(change(town.hr, ours.one, manager="AUD01"))
    asked = claim(ours.one)
    refused(approve(town.as_("auditor"), asked), 403, "role")
    taken(approve(ours.head, asked))


def test_no_circle_is_hidden_in_the_future(town: Town, ours: Team) -> None:
    """Each change is fine on its own day; together they would have two people approve for each other."""
    one, two, hr = ours.one, ours.two, town.hr
    soon, later = str(TODAY + timedelta(days=10)), str(TODAY + timedelta(days=20))
    taken(change(hr, one, manager=two.number, effective_from=soon))
    taken(change(hr, one, manager=None, effective_from=later))
    refused(change(hr, two, manager=one.number), 409, "manager-circle")
    taken(change(hr, two, manager=one.number, effective_from=later))


def test_a_transfer_into_the_past_moves_no_credit_and_gives_no_sight(town: Town, ours: Team, theirs: Team) -> None:
    taken(grant(ours.head, ours.one))
    taken(change(town.hr, ours.one, department=theirs.code, effective_from=str(YESTERDAY)))
    moved = taken(change(town.hr, ours.one, department=ours.code, effective_from=str(TODAY)))
    boards = {
        code: read(town.hr, f"/leaderboards?scope=department:{code}", moved["position"])["items"]
        for code in (ours.code, theirs.code)
    }
    assert [item["employee"] for item in boards[ours.code]] == [ours.one.number]
    assert boards[theirs.code] == []
    assert theirs.head.get(f"/accounts/{ours.one.number}").status_code == 404


# By the past, and by many at once


def test_backdating_gives_each_month_its_own_cap_and_no_more(town: Town, ours: Team, tag: str) -> None:
    credited: dict[str, int] = {}
    for days in (0, 0, 0, 0, 27, 27, 27, 27):
        at = datetime.now(UTC) - timedelta(days=days, minutes=1)
        month = at.astimezone(town.zone).strftime("%Y-%m")
        body = {"tag": tag, "description": "早就做了", "occurred_at": at.isoformat()}
        claimed = ours.one.post("/claims", body)
        if claimed.is_success:
            approved = taken(approve(ours.head, claimed.json()["id"]))
            credited[month] = credited.get(month, 0) + approved["points"]
    assert set(credited.values()) == {120}


def test_nothing_is_further_back_or_ahead_than_the_organisation_allows(ours: Team, tag: str) -> None:
    for at, code in ((ago(days=31), "occurred-too-long-ago"), (ago(minutes=-6), "occurred-in-future")):
        refused(grant(ours.head, ours.one, tag=tag, occurred_at=at), 422, code)
        refused(ours.one.post("/claims", {"tag": tag, "description": "做成了", "occurred_at": at}), 422, code)


def test_a_returned_claim_keeps_its_day_and_its_revision(town: Town, ours: Team, tag: str) -> None:
    old = claim(ours.one, tag, occurred_at=ago(minutes=5))
    taken(ours.head.post(f"/claims/{old}/return", {"reason": "证据？"}))
    taken(town.hr.post(f"/tags/{tag}/revisions", {"name": "更贵", "rule": {"type": "fixed", "points": 100}}))
    again = taken(ours.one.post(f"/claims/{old}/resubmission", {"description": "新的"}))
    assert (again["revision"], again["points"]) == (1, 50)
    refused(ours.one.post(f"/claims/{old}/resubmission", {"occurred_at": ago(days=1)}), 422, "invalid-fields")


def test_withdrawing_and_approving_at_once_never_do_both(town: Town, ours: Team) -> None:
    head, me = through(town.service, ours.head), through(town.service, ours.one)
    for _ in range(5):
        mine = claim(ours.one)
        outcomes = at_once([partial(approve, head, mine), partial(me.post, f"/claims/{mine}/withdrawal")])
        assert sorted(answered.status_code for answered in outcomes) == [200, 409]


def test_an_almost_equal_key_is_another_command_that_the_cap_counts(town: Town, ours: Team, tag: str) -> None:
    body = {"employee": ours.one.number, "tag": tag, "reason": "谢谢", "points": 100}
    first = ours.head.done("POST", "/grants", body, Idempotency_Key="one")
    assert ours.head.done("POST", "/grants", body, Idempotency_Key="one") == first
    second = ours.head.done("POST", "/grants", body, Idempotency_Key="ONE")
    assert second["points"] == 20
    refused(ours.head.post("/grants", body, Idempotency_Key="one,one"), 409, "cap-reached")


# By a second role


def test_hr_does_not_sign_in_as_an_admin_an_auditor_or_another_hr(town: Town, ours: Team) -> None:
    for number in (ROLES["admin"], ROLES["auditor"], ROLES["payroll"], "HR01"):
        refused(town.as_("hr").patch(f"/employees/{number}", {"password": "mine now"}), 403, "role")
    taken(change(town.hr, ours.one, password="a new one"))
    town.role(ours.two.number, "hr")
    taken(change(town.admin, ours.two, password="a new one"))


def test_nobody_gives_themselves_a_role_a_record_or_a_password(town: Town, ours: Team) -> None:
    town.role(ours.one.number, "hr", "admin")
    for fields in (
        {"roles": ["hr", "payroll"]},
        {"pay_standard": "99999"},
        {"manager": None},
        {"password": "mine now"},
    ):
        refused(change(ours.one, ours.one, **fields), 403, "upon-oneself")


def test_registering_somebody_with_a_role_takes_an_admin(town: Town) -> None:
    body = {"employee_no": "EVE", "name": "夏娃", "department": "TEC", "roles": ["admin"], "password": "mine now"}
    refused(town.as_("hr").post("/employees", body), 403, "role")


@pytest.mark.parametrize("number", ["system", "organisation"])
def test_nobody_is_called_like_the_ledgers_own(town: Town, number: str) -> None:
    refused(town.hr.post("/employees", {"employee_no": number, "name": "我", "department": "TEC"}), 422, "reserved")


def test_a_proposal_is_worth_nothing_until_hr_approves_it(town: Town, ours: Team, theirs: Team) -> None:
    boss, code = ours.head, f"rich-{next(_tags)}"
    rich = {"name": "发财", "rule": {"type": "fixed", "points": 10**9}, "departments": [ours.code]}
    taken(boss.post("/tags", {"code": code, **rich}))
    refused(boss.post(f"/tags/{code}/approval"), 403, "role")
    refused(grant(boss, ours.one, tag=code), 409, "tag-not-active")
    refused(ours.one.post("/claims", {"tag": code, "description": "发财"}), 409, "tag-not-active")
    refused(boss.post("/tags", {"code": f"{code}er", **rich, "departments": [theirs.code]}), 422, "unknown-reference")
    town.role(boss.number, "hr")
    refused(boss.post(f"/tags/{code}/approval"), 403, "upon-oneself")


def test_who_has_left_is_out_at_once(town: Town, ours: Team) -> None:
    taken(change(town.hr, ours.one, left_on=str(YESTERDAY)))
    for method, path in (("GET", "/me"), ("GET", "/leaderboards"), ("POST", "/claims"), ("GET", "/stream")):
        assert ours.one.request(method, path, {} if method == "POST" else None).status_code == 401
