"""What a claim or a grant would earn, asked before it is sent: by the same rules, and nothing is recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.journeys.seeing import read, refused
from tests.service import Company

MEETINGS = {"type": "fixed", "points": 120, "value_per_unit": "50", "value_unit": "小时"}
DEVIATION = {"type": "stepped", "unit": "%", "steps": [{"op": "<", "threshold": "5", "points": 50}]}
REDUCTION = {"type": "stepped", "unit": "%", "steps": [{"op": ">", "threshold": "10", "points": 100}]}
SAVED = {"type": "per_unit", "unit": "元", "per": "1000", "points": 1, "value_per_unit": "1", "value_unit": "元"}
FAULTS = {
    "type": "stepped",
    "unit": "%",
    "steps": [{"op": ">=", "threshold": "5", "points": 20}, {"op": ">=", "threshold": "15", "points": 150}],
}


def tried(firm: Company, number: str, **body: Any) -> dict[str, Any]:
    return firm.sign_in(number).done("POST", "/trials", body)


@pytest.fixture(scope="module")
def tags(firm: Company) -> Company:
    firm.tag("试-会议", MEETINGS, monthly_cap=200)
    firm.tag("试-预算偏差", DEVIATION, departments=["FIN"])
    return firm


@pytest.mark.parametrize(
    ("seed", "rule", "quantity", "value_quantity", "points", "value", "threshold"),
    [
        ("S3", DEVIATION, "4.999999", None, 50, None, "5"),
        ("S3", REDUCTION, "10.000001", None, 100, None, "10"),
        ("S5", MEETINGS, None, "1000", 120, "50000.00", None),
        ("S8", SAVED, "100000", None, 100, "100000.00", None),
        ("S9", FAULTS, "15", None, 150, None, "15"),
        ("S9", FAULTS, "14.9", None, 20, None, "5"),
    ],
)
def test_a_draft_earns_what_the_seeds_say(
    firm: Company,
    seed: str,
    rule: dict[str, Any],
    quantity: str | None,
    value_quantity: str | None,
    points: int,
    value: str | None,
    threshold: str | None,
) -> None:
    asked = {"rule": rule, "quantity": quantity, "value_quantity": value_quantity}
    found = tried(firm, "HR01", **asked)
    step = found["matched_step"]
    assert (found["qualifies"], found["points"], found["value"], found["problem"]) == (True, points, value, None)
    assert (step and step["threshold"], found["revision"], found["claim"]["credited"]) == (threshold, None, points)


@pytest.mark.parametrize(("rule", "quantity"), [(DEVIATION, "5"), (REDUCTION, "10"), (SAVED, "999.99")])
def test_exactly_the_threshold_earns_nothing_and_says_what_it_needs(
    firm: Company, rule: dict[str, Any], quantity: str
) -> None:
    found = tried(firm, "HR01", rule=rule, quantity=quantity)
    assert (found["qualifies"], found["points"], found["matched_step"]) == (False, 0, None)
    assert found["problem"]["type"] == "/problems/does-not-qualify"
    needed = f"it needs {rule['steps'][0]['op']} " if "steps" in rule else "it needs ≥ 1000 元"
    assert needed in found["problem"]["detail"]


def test_a_quantity_that_is_not_there_yet_is_told_with_its_field(firm: Company) -> None:
    found = tried(firm, "HR01", rule=DEVIATION)
    assert found["problem"]["type"] == "/problems/quantity-missing"
    assert found["problem"]["errors"][0]["pointer"] == "/quantity"


def test_a_trial_says_what_the_claim_then_says_and_records_nothing(tags: Company) -> None:
    employee, manager = tags.sign_in("ADM01"), tags.sign_in("ADM00")
    asked = {"tag": "试-会议", "value_quantity": "1000"}
    before = read(tags.hr, "/audit/verification")["head"]
    first = tried(tags, "ADM01", **asked)
    assert read(tags.hr, "/audit/verification")["head"] == before
    assert (first["revision"], first["claim"]["cap_left"], first["claim"]["month"]) == (1, 200, tags.month)

    claim = employee.done("POST", "/claims", {**asked, "description": "例会从2小时缩短到1小时"})
    assert (claim["points"], claim["value"]) == (first["points"], first["value"]) == (120, "50000.00")
    manager.done("POST", f"/claims/{claim['id']}/approval")
    second = tried(tags, "ADM01", **asked)
    assert (second["points"], second["claim"]["credited"], second["claim"]["cap_left"]) == (120, 80, 80)

    again = employee.done("POST", "/claims", {**asked, "description": "又一个例会"})
    assert manager.done("POST", f"/claims/{again['id']}/approval")["points"] == 80
    third = tried(tags, "ADM01", **asked)
    assert (third["qualifies"], third["claim"]["credited"], third["claim"]["cap_left"]) == (True, 0, 0)
    assert third["claim"]["problem"]["type"] == "/problems/cap-reached"


def test_the_rule_is_told_apart_from_whether_the_tag_is_for_me(tags: Company) -> None:
    own = tried(tags, "FIN01", tag="试-预算偏差", quantity="4.9")
    assert (own["points"], own["claim"]["credited"], own["claim"]["problem"]) == (50, 50, None)
    others = tried(tags, "ADM01", tag="试-预算偏差", quantity="4.9")
    assert (others["qualifies"], others["points"]) == (True, 50)
    assert others["claim"]["problem"]["type"] == "/problems/tag-not-for-department"


def test_a_later_day_is_judged_by_the_revision_of_that_day(firm: Company) -> None:
    firm.tag("试-修订", {"type": "fixed", "points": 5})
    later = datetime.now(UTC).astimezone(firm.zone) + timedelta(days=40)
    terms = {"name": "试-修订", "rule": {"type": "fixed", "points": 7}, "effective_from": later.date().isoformat()}
    firm.hr.done("POST", "/tags/试-修订/revisions", terms)
    assert tried(firm, "FIN01", tag="试-修订")["points"] == 5
    found = tried(firm, "FIN01", tag="试-修订", occurred_at=later.isoformat())
    assert (found["points"], found["revision"]) == (7, 2)
    assert found["claim"]["problem"]["type"] == "/problems/occurred-in-future"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/tag"),
        ({"tag": "试-会议", "rule": MEETINGS}, "/tag"),
        ({"tag": "试-会议", "coefficient": "2"}, "/coefficient"),
        ({"tag": "试-会议", "monthly_cap": 5}, "/monthly_cap"),
        ({"tag": "试-会议", "quantity": 5}, "/quantity"),
        ({"tag": "试-会议", "occurred_at": "9999-12-31T23:59:59Z"}, "/occurred_at"),
    ],
)
def test_either_a_tag_or_a_draft_is_tried(tags: Company, body: dict[str, Any], pointer: str) -> None:
    refused(tags.hr.post("/trials", body), 422, "invalid-fields", pointer)
