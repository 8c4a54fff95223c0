"""S49: a changed rule never means doing anything again: what occurred under a revision is judged by it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import board, read, refused


@pytest.fixture
def improving(timed: TimedCompany) -> TimedCompany:
    """「流程优化」 earned 100 (S2) and earns 120 from 18 March on (S5)."""
    timed.department("ADM", "ADM01")
    timed.tag("流程优化", {"type": "fixed", "points": 100})
    timed.budget("ADM00", 10_000)
    rule = {"type": "fixed", "points": 120}
    revision = {"name": "流程优化", "rule": rule, "effective_from": "2030-03-18"}
    assert timed.hr.done("POST", "/tags/流程优化/revisions", revision)["revision"] == 2
    return timed


def test_an_action_is_judged_by_the_revision_in_force_when_it_occurred(improving: TimedCompany) -> None:
    improving.it_is(2030, 3, 20, 12, 0)
    for occurred_at, points, revision in [
        ("2030-03-17T23:59:59+08:00", 100, 1),
        ("2030-03-18T00:00:00+08:00", 120, 2),
        ("2030-03-17T16:00:00Z", 120, 2),
    ]:
        body = {"employee": "ADM01", "tag": "流程优化", "reason": "例会缩短", "occurred_at": occurred_at}
        granted = improving.sign_in("ADM00").done("POST", "/grants", body)
        assert granted["points"] == points
        claim = {"tag": "流程优化", "description": "例会缩短", "occurred_at": occurred_at}
        submitted = improving.sign_in("ADM01").done("POST", "/claims", claim)
        assert (submitted["points"], submitted["revision"]) == (points, revision)


def test_a_claim_keeps_its_revision_however_long_it_waits(improving: TimedCompany) -> None:
    claim = improving.sign_in("ADM01").done("POST", "/claims", {"tag": "流程优化", "description": "归档流程"})
    improving.it_is(2030, 4, 2, 12, 0)
    approved = improving.sign_in("ADM00").done("POST", f"/claims/{claim['id']}/approval")
    assert (approved["points"], approved["revision"]) == (100, 1)
    assert board(improving.hr, "tag:流程优化", approved["position"], "2030-03") == {"ADM01": 100}
    assert board(improving.hr, "tag:流程优化", approved["position"], "2030-04") == {}


def test_a_revision_is_never_in_force_in_the_past(improving: TimedCompany) -> None:
    revision = {"name": "流程优化", "rule": {"type": "fixed", "points": 1}}
    path = "/tags/流程优化/revisions"
    for day in ("2030-03-14", "2029-03-15"):
        answered = improving.hr.post(path, {**revision, "effective_from": day})
        refused(answered, 422, "effective-from-past", "/effective_from")
    improving.it_is(2030, 3, 19, 0, 30)  # still the 18th in UTC
    refused(improving.hr.post(path, {**revision, "effective_from": "2030-03-18"}), 422, "effective-from-past")
    assert improving.hr.done("POST", path, {**revision, "effective_from": "2030-03-19"})["revision"] == 3


def test_all_revisions_stay_known_and_the_list_shows_the_one_in_force(improving: TimedCompany) -> None:
    position = improving.hr.done("PATCH", "/organisation", {"backdating_days": 31})["position"]
    for moment, number, points in [((2030, 3, 15, 13, 0), 1, 100), ((2030, 3, 18, 0, 0), 2, 120)]:
        improving.it_is(*moment)
        tag = read(improving.sign_in("ADM01"), "/tags", position)["items"][0]
        assert (tag["revision"], tag["rule"]["points"]) == (number, points)
        assert [one["effective_from"] for one in tag["revisions"]] == [None, "2030-03-18"]
        assert [one["terms"]["rule"]["points"] for one in tag["revisions"]] == [100, 120]
        assert read(improving.sign_in("ADM01"), "/tags/流程优化", position) == tag


def test_a_revision_for_an_earlier_day_leaves_the_one_that_is_to_come_in_force(improving: TimedCompany) -> None:
    """120 from the 18th on was announced; 110 for the days before it does not take that back."""
    revision = {"name": "流程优化", "rule": {"type": "fixed", "points": 110}, "effective_from": "2030-03-16"}
    made = improving.hr.done("POST", "/tags/流程优化/revisions", revision)
    assert made["revision"] == 3
    for day, points in ((15, 100), (16, 110), (18, 120)):
        improving.it_is(2030, 3, day, 12, 0)
        tag = read(improving.sign_in("ADM01"), "/tags", made["position"])["items"][0]
        assert tag["rule"]["points"] == points
        body = {"employee": "ADM01", "tag": "流程优化", "reason": "例会缩短"}
        assert improving.sign_in("ADM00").done("POST", "/grants", body)["points"] == points


def test_a_retired_tag_still_judges_what_occurred_before(improving: TimedCompany) -> None:
    improving.it_is(2030, 3, 20, 12, 0)
    assert improving.hr.done("POST", "/tags/流程优化/retirement")["state"] == "retired"
    employee, body = improving.sign_in("ADM01"), {"tag": "流程优化", "description": "收尾"}
    refused(employee.post("/claims", body), 409, "tag-retired", "/tag")
    before = {**body, "occurred_at": "2030-03-19T12:00:00+08:00"}
    assert employee.done("POST", "/claims", before)["points"] == 120
    again = {"name": "流程优化", "rule": {"type": "fixed", "points": 1}}
    refused(improving.hr.post("/tags/流程优化/revisions", again), 409, "tag-not-active")


PATH = "/tags/流程优化/revisions"


def fixed(points: int, **fields: Any) -> dict[str, Any]:
    return {"name": "流程优化", "rule": {"type": "fixed", "points": points}, **fields}


def test_a_second_name_is_a_revisions_and_may_be_left_out(improving: TimedCompany) -> None:
    unit = {"type": "per_unit", "unit": "小时", "second_unit": "hours", "per": "1", "points": 1}
    made = improving.tag("overtime", unit, second_name="Overtime support")
    assert (made["second_name"], made["rule"]["second_unit"]) == ("Overtime support", "hours")
    revised = improving.hr.done("POST", "/tags/overtime/revisions", {"name": "加班支援", "rule": unit})
    tag = read(improving.sign_in("ADM01"), "/tags/overtime", revised["position"])
    assert (tag["second_name"], tag["rule"]["second_unit"]) == (None, "hours")
    assert [one["terms"]["second_name"] for one in tag["revisions"]] == ["Overtime support", None]
    refused(improving.hr.post("/tags/overtime/revisions", {**fixed(1), "second_name": "\u200b"}), 422, "invalid-fields")


def test_a_revision_that_changes_nothing_is_refused(improving: TimedCompany) -> None:
    for said in (fixed(100), fixed(120, effective_from="2030-03-18"), fixed(120, effective_from="2030-04-01")):
        refused(improving.hr.post(PATH, said), 409, "revision-empty")
    reward = {"code": "cup", "name": "杯子", "kind": "custom", "cost": 10}
    improving.hr.done("POST", "/rewards", reward)
    for said in ({}, {"cost": 10}, {"name": "杯子", "stock": None}):
        refused(improving.hr.patch("/rewards/cup", said), 409, "revision-empty")


def test_a_revision_of_today_leaves_the_announced_one_and_names_what_that_takes_back(improving: TimedCompany) -> None:
    """The cap of today ends on the 18th, when the announced revision says none; the page and clients are told so."""
    made = improving.hr.done("POST", PATH, fixed(100, monthly_cap=500))
    assert made["announced"] == [{"number": 2, "effective_from": "2030-03-18", "falls_back": ["monthly_cap"]}]
    shown = read(improving.sign_in("ADM01"), "/tags/流程优化", made["position"])
    assert (shown["revision"], shown["monthly_cap"], shown["rule"]["points"]) == (3, 500, 100)
    assert [one["state"] for one in shown["revisions"]] == ["past", "announced", "in_force"]

    carried = improving.hr.done("PUT", f"{PATH}/2", fixed(120, monthly_cap=500))
    assert (carried["revision"], carried["effective_from"], carried["announced"]) == (4, "2030-03-18", [])
    improving.it_is(2030, 3, 18, 9, 0)
    shown = read(improving.sign_in("ADM01"), "/tags/流程优化", carried["position"])
    assert (shown["revision"], shown["monthly_cap"], shown["rule"]["points"]) == (4, 500, 120)
    assert [one["state"] for one in shown["revisions"]] == ["past", "withdrawn", "past", "in_force"]


def test_an_announced_revision_is_withdrawn_before_its_day_and_not_after(improving: TimedCompany) -> None:
    refused(improving.sign_in("ADM00").post(f"{PATH}/2/withdrawal"), 403, "role")
    refused(improving.hr.post(f"{PATH}/1/withdrawal"), 409, "revision-in-force")
    withdrawn = improving.hr.done("POST", f"{PATH}/2/withdrawal")
    assert (withdrawn["revision"], withdrawn["announced"]) == (1, [])
    refused(improving.hr.post(f"{PATH}/2/withdrawal"), 409, "revision-withdrawn")
    refused(improving.hr.put(f"{PATH}/2", fixed(9)), 409, "revision-withdrawn")
    for unknown in ("3", "0", "x", "9" * 30, "²"):
        refused(improving.hr.post(f"{PATH}/{unknown}/withdrawal"), 404, "not-found")
    improving.it_is(2030, 3, 20, 12, 0)
    body = {"employee": "ADM01", "tag": "流程优化", "reason": "例会缩短"}
    assert improving.sign_in("ADM00").done("POST", "/grants", body)["points"] == 100
    found = read(improving.hr, "/audit/events?subject=tag:流程优化", withdrawn["position"])["items"]
    assert "tags.revision-withdrawn.1" in [one["type"] for one in found]


def test_an_announced_revision_that_was_changed_can_be_withdrawn(improving: TimedCompany) -> None:
    """However often: what is left is the first, which nothing came before."""
    for number, points in ((3, 130), (4, 140)):
        changed = improving.hr.done("PUT", f"{PATH}/{number - 1}", fixed(points, effective_from="2030-03-19"))
        assert (changed["revision"], changed["announced"]) == (number, [])
    withdrawn = improving.hr.done("POST", f"{PATH}/4/withdrawal")
    assert (withdrawn["revision"], withdrawn["announced"]) == (1, [])
    shown = read(improving.hr, "/tags/流程优化", withdrawn["position"])
    assert [one["state"] for one in shown["revisions"]] == ["in_force", "withdrawn", "withdrawn", "withdrawn"]


def test_a_revision_in_force_is_neither_changed_nor_withdrawn(improving: TimedCompany) -> None:
    improving.it_is(2030, 3, 18, 0, 0)
    refused(improving.hr.put(f"{PATH}/2", fixed(9)), 409, "revision-in-force")
    refused(improving.hr.post(f"{PATH}/2/withdrawal"), 409, "revision-in-force")
