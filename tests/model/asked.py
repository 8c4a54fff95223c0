"""What people in the model ask for: mostly the right person and a sensible thing, now and then anybody and anything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

PEOPLE = ["HR1", "HR2", "ROOT", "AUD", "P0", "P1", "P2", "P3", "P4", "P5", "P6"]
DEPARTMENTS = ["D0", "D1", "D2"]
TAGS = ["T0", "T1", "T2", "T3"]


def fixed_tag(points: int, cap: int | None, value: str | None) -> dict[str, Any]:
    rule = {"type": "fixed", "points": points, "value_per_unit": value, "value_unit": None}
    return {**PLAIN, "coefficient": "0.5", "monthly_cap": cap, "grant_range": {"min": 1, "max": 100}, "rule": rule}


PLAIN = {
    "name": "价值",
    "departments": (),
    "evidence_required": False,
    "monthly_cap": None,
    "coefficient": "1",
    "grant_range": None,
}
STEPS = [{"op": ">", "threshold": "5", "points": 50}, {"op": ">=", "threshold": "12", "points": 100}]
STEPPED = {"type": "stepped", "unit": "%", "steps": STEPS, "value_per_unit": None, "value_unit": None}
FIRST_TAGS = {
    "T0": fixed_tag(61, None, "50"),
    "T1": fixed_tag(99, 120, None),
    "T2": {**PLAIN, "monthly_cap": 180, "rule": STEPPED},
}


def seldom(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.none(), st.none(), what)


def mostly(*likely: str) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(likely), st.sampled_from(likely), st.sampled_from(likely), anyone)


anyone = st.sampled_from(PEOPLE)
somebody = st.none() | anyone
hr = mostly("HR1", "HR2")
admin = mostly("ROOT")
employee = mostly("P3", "P4", "P1")
claimant = st.sampled_from([None, None, None, *PEOPLE])
right_one = st.sampled_from([None] * 15 + PEOPLE)
"""None: whoever it is for, or whoever decides for them, as the book has it."""
manager = mostly("P0", "P1", "P2", "HR1")
hr_or_manager = mostly("HR1", "P0", "P1", "P2")
owners = st.sampled_from(["organisation", "P0", "P1", "P2", "P3", "HR1", "HR2"])
departments = st.sampled_from(DEPARTMENTS)
tags = st.sampled_from(TAGS)
used_tags = st.sampled_from(["T0", "T0", "T1", "T1", "T2", "T2", "T3"])
roles = st.sampled_from([(), ("hr",), ("payroll",), ("auditor",), ("admin", "hr"), ("auditor", "hr")]).map(frozenset)
matters = st.sampled_from([("grants",), ("claims",), ("claims", "grants")]).map(frozenset)

days = st.sampled_from([0, 0, 0, -40, -31, -3, -1, 1, 3, 10, 35])
maybe_days = st.none() | days
ago = st.sampled_from([0] * 12 + [4, 6, -60, *(-24 * 60 * day for day in (1, 10, 20, 29, 31, 400))]).map(
    lambda minutes: timedelta(minutes=minutes)
)
points = st.sampled_from([0, 1, 10, 50, 100, 300, 1_000])
maybe_points = st.sampled_from([None, None, None, None, 1, 5, 30, 50, 100, 1_000])
quantities = st.sampled_from(
    ["12", "100", "12", "100", None, "5.5", "0", "-1", "0.1", "4.999999", "5", "5.000001", "10", "1000", "100000"]
)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields).filter(bool)


up = st.sampled_from([None, "P1", "P2", "P3"])
reporting = st.tuples(st.sampled_from(["P1", "P2", "P3"]), up, st.integers(-3, 3))
belonging = st.tuples(departments, st.none() | departments, st.integers(-3, 3))
transfers = some(department=departments, manager=somebody)
moves = some(parent=st.none() | departments, head=somebody)

money = {"value_per_unit": st.none() | st.sampled_from(["0", "0.333333", "50"]), "value_unit": st.none()}
rule_points = st.sampled_from([1, 10, 50, 100])
step = st.fixed_dictionaries(
    {
        "op": st.sampled_from([">", ">=", "<", "<="]),
        "threshold": st.sampled_from(["0", "5", "10", "-1.5"]),
        "points": rule_points,
    }
)
fixed = st.fixed_dictionaries({"type": st.just("fixed"), "points": rule_points, **money})
stepped = st.fixed_dictionaries(
    {
        "type": st.just("stepped"),
        "unit": st.just("%"),
        "steps": st.lists(step, min_size=1, max_size=3),
        **money,
    }
)
per_unit = st.fixed_dictionaries(
    {
        "type": st.just("per_unit"),
        "unit": st.just("¥"),
        "per": st.sampled_from(["0.3", "1", "1000"]),
        "points": rule_points,
        "max": st.none() | rule_points,
        **money,
    }
)
grant_range = st.fixed_dictionaries({"min": st.sampled_from([1, 10, 60]), "max": st.sampled_from([5, 50, 100])})
terms = st.fixed_dictionaries(
    {
        "name": st.just("价值"),
        "departments": st.one_of(st.just(()), st.just(()), st.sets(departments, max_size=2).map(sorted).map(tuple)),
        "evidence_required": st.sampled_from([False, False, True]),
        "monthly_cap": st.none() | st.sampled_from([5, 60, 150]),
        "coefficient": st.sampled_from(["1", "1", "1.5", "0.25", "0.004"]),
        "grant_range": st.one_of(st.none(), st.none(), grant_range),
        "rule": fixed | fixed | stepped | per_unit,
    }
)
grants = st.fixed_dictionaries(
    {
        "employee": mostly("P3", "P4"),
        "tag": st.sampled_from(["T0", "T0", "T1", "T1", "T1", "T2", "T3"]),
        "points": maybe_points,
        "instant": st.sampled_from([False] * 6 + [True]),
        "ago": ago,
    }
)
decisions = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["approved", "approved", "approved", "returned", "rejected"]),
        "points": maybe_points,
        "reason": st.sampled_from([True, True, False]),
    }
)
claims = st.fixed_dictionaries(
    {
        "employee": st.one_of(st.none(), st.none(), st.none(), anyone),
        "tag": used_tags,
        "quantity": quantities,
        "value_quantity": quantities,
        "evidence": st.sampled_from([None, (), ("截图",)]),
        "ago": ago,
        "then": st.none() | decisions | decisions,
    }
)
resubmissions = st.fixed_dictionaries(
    {"quantity": quantities, "value_quantity": quantities, "evidence": st.none() | st.sampled_from([(), ("截图",)])}
)


def several(what: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(what, min_size=1, max_size=5)
