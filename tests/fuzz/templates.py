"""Of every command: somebody who may, a path that exists, and a body that is right, to be spoilt part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.fuzz.town import Town
from tests.service import TILL

RULE = {"type": "fixed", "points": 5, "value_per_unit": "50", "value_unit": "hour"}
STEPPED = {"type": "stepped", "unit": "%", "steps": [{"op": ">", "threshold": "5", "points": 50}]}
PER_UNIT = {"type": "per_unit", "unit": "¥", "per": "1000", "points": 1, "max": 100}
TERMS = {
    "name": "标签",
    "goal": "目标",
    "departments": ["FIN"],
    "evidence_required": False,
    "monthly_cap": 100,
    "coefficient": "1.5",
    "grant_range": {"min": 1, "max": 10},
    "auto_approve": False,
}
PERSON = {
    "name": "新人",
    "department": "TEC",
    "manager": "TEC00",
    "job": "工程师",
    "legal_entity": "甲公司",
    "cost_centre": "C1",
    "hired_on": "2020-01-01",
    "left_on": "2099-01-01",
    "pay_standard": "10000",
    "performance_share": "0.3",
}
WHEN = "2026-01-01T00:00:00+08:00"


@dataclass(frozen=True)
class Command:
    operation: str
    role: str
    path: str
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return self.operation.partition(" ")[0]


COMMANDS = [
    Command(
        "POST /v1/departments", "hr", "/departments", {"code": "NEW", "name": "部门", "parent": "TEC", "head": "X2"}
    ),
    Command(
        "PATCH /v1/departments/{code}",
        "hr",
        "/departments/TEC",
        {"name": "部门", "parent": None, "head": "TEC00", "effective_from": "2030-01-01"},
    ),
    Command(
        "POST /v1/employees",
        "hr",
        "/employees",
        {"employee_no": "X1", **PERSON, "password": "a long word 7", "roles": []},
    ),
    Command("PATCH /v1/employees/{employee_no}", "hr", "/employees/X1", {**PERSON, "effective_from": "2030-01-01"}),
    Command(
        "POST /v1/delegations",
        "manager",
        "/delegations",
        {"to": "FIN02", "what": ["grants"], "starts_on": "2020-01-01", "ends_on": TILL},
    ),
    Command("POST /v1/delegations/{delegation}/revocation", "manager", "/delegations/nothing/revocation"),
    Command(
        "PATCH /v1/organisation",
        "admin",
        "/organisation",
        {"name": "公司", "language": "zh", "lot_term": {"kind": "months", "months": 12, "month": 12, "day": 31}},
    ),
    Command("PATCH /v1/organisation", "hr", "/organisation", {"backdating_days": 30}),
    Command("POST /v1/tags", "hr", "/tags", {"code": "thanks", **TERMS, "rule": RULE}),
    Command("POST /v1/tags", "hr", "/tags", {"code": "saving", **TERMS, "grant_range": None, "rule": PER_UNIT}),
    Command("POST /v1/trials", "employee", "/trials", {"tag": "saving", "quantity": "5000", "occurred_at": WHEN}),
    Command("POST /v1/trials/grants", "manager", "/trials/grants", {"employee": "FIN01", "tag": "thanks", "points": 5}),
    Command(
        "POST /v1/trials",
        "hr",
        "/trials",
        {"rule": STEPPED, "coefficient": "1.5", "monthly_cap": 100, "quantity": "6", "value_quantity": "1"},
    ),
    Command(
        "POST /v1/api-keys",
        "admin",
        "/api-keys",
        {
            "name": "系统",
            "tags": ["thanks"],
            "departments": ["FIN"],
            "employees": ["FIN01"],
            "ends_on": "2099-01-01",
        },
    ),
    Command("POST /v1/api-keys/{key}/revocation", "admin", "/api-keys/nothing/revocation"),
    Command("POST /v1/tags/{code}/rejection", "hr", "/tags/nothing/rejection", {"reason": "理由"}),
    Command("POST /v1/tags/{code}/approval", "hr", "/tags/thanks/approval"),
    Command(
        "POST /v1/tags/{code}/revisions",
        "hr",
        "/tags/closing/revisions",
        {**TERMS, "grant_range": None, "rule": STEPPED, "effective_from": "2099-01-01"},
    ),
    Command(
        "PUT /v1/tags/{code}/revisions/{number}",
        "hr",
        "/tags/closing/revisions/2",
        {**TERMS, "grant_range": None, "rule": STEPPED, "effective_from": "2099-01-01"},
    ),
    Command("POST /v1/tags/{code}/revisions/{number}/withdrawal", "hr", "/tags/nothing/revisions/2/withdrawal"),
    Command("POST /v1/tags/{code}/retirement", "hr", "/tags/nothing/retirement"),
    Command("PUT /v1/budgets/{owner}/{month}", "hr", "/budgets/TEC00/2099-01", {"points": 5}),
    Command(
        "POST /v1/grants",
        "manager",
        "/grants",
        {"employee": "FIN01", "tag": "thanks", "reason": "谢谢", "points": 5, "occurred_at": WHEN, "instant": False},
    ),
    Command(
        "POST /v1/claims",
        "hr",
        "/claims",
        {
            "tag": "saving",
            "description": "做成了",
            "occurred_at": WHEN,
            "quantity": "5000",
            "value_quantity": "1",
            "evidence": ["图"],
            "employee": "FIN01",
        },
    ),
    Command(
        "POST /v1/claims/{claim}/approval",
        "manager",
        "/claims/{claim}/approval",
        {"points": 10**9, "reason": "理由", "verified_value": "50"},
    ),
    Command("POST /v1/claims/{claim}/rejection", "hr", "/claims/nothing/rejection", {"reason": "理由"}),
    Command("POST /v1/claims/{claim}/return", "hr", "/claims/nothing/return", {"reason": "理由"}),
    Command(
        "POST /v1/claims/{claim}/resubmission",
        "employee",
        "/claims/{claim}/resubmission",
        {"description": "做成了", "quantity": "1", "value_quantity": "1", "evidence": "图"},
    ),
    Command(
        "POST /v1/claims/{claim}/verification",
        "hr",
        "/claims/nothing/verification",
        {"verified_value": "90000", "months": 3, "reason": "理由"},
    ),
    Command("PUT /v1/budgets/{month}", "hr", "/budgets/2030-01", {"items": [{"owner": "X1", "points": 100}]}),
    Command(
        "POST /v1/deductions",
        "hr",
        "/deductions",
        {"employee": "X1", "tag": "nothing", "reason": "迟到", "points": 5, "occurred_at": WHEN},
    ),
    Command("POST /v1/deductions/{deduction}/reversal", "hr", "/deductions/nothing/reversal", {"reason": "理由"}),
    Command("POST /v1/grants/{grant}/reversal", "hr", "/grants/nothing/reversal", {"reason": "理由", "force": True}),
    Command("POST /v1/claims/{claim}/reversal", "hr", "/claims/nothing/reversal", {"reason": "理由", "force": True}),
    Command(
        "POST /v1/countersignatures/{countersignature}/confirmation", "hr", "/countersignatures/nothing/confirmation"
    ),
    Command(
        "POST /v1/countersignatures/{countersignature}/rejection",
        "hr",
        "/countersignatures/nothing/rejection",
        {"reason": "理由"},
    ),
    Command("POST /v1/reversals/{reversal}/confirmation", "hr", "/reversals/nothing/confirmation"),
    Command("POST /v1/reversals/{reversal}/rejection", "hr", "/reversals/nothing/rejection", {"reason": "理由"}),
    Command("POST /v1/claims/{claim}/withdrawal", "employee", "/claims/nothing/withdrawal"),
    Command(
        "POST /v1/rewards",
        "hr",
        "/rewards",
        {
            "code": "new-reward",
            "name": "奖品",
            "kind": "bonus",
            "cost": 10,
            "amount": "50",
            "pay_item": "奖金",
            "tax_class": "工资薪金",
            "stock": 5,
            "yearly_limit": 1,
            "approval": "manager",
        },
    ),
    Command(
        "PATCH /v1/rewards/{code}",
        "hr",
        "/rewards/nothing",
        {"name": "奖品", "days": "0.5", "hours": None, "course": "课程", "stock": None, "approval": "none"},
    ),
    Command("POST /v1/rewards/{code}/retirement", "hr", "/rewards/nothing/retirement"),
    Command("POST /v1/redemptions", "employee", "/redemptions", {"reward": "new-reward"}),
    Command("POST /v1/redemptions/{redemption}/approval", "hr", "/redemptions/nothing/approval"),
    Command("POST /v1/redemptions/{redemption}/rejection", "hr", "/redemptions/nothing/rejection", {"reason": "理由"}),
    Command("POST /v1/redemptions/{redemption}/cancellation", "employee", "/redemptions/nothing/cancellation"),
    Command("POST /v1/redemptions/{redemption}/fulfilment", "hr", "/redemptions/nothing/fulfilment"),
    Command("POST /v1/redemptions/{redemption}/reversal", "hr", "/redemptions/nothing/reversal", {"reason": "理由"}),
    Command("POST /v1/exports/{export}/takeover", "payroll", "/exports/nothing/takeover"),
    Command("PUT /v1/me/password", "payroll", "/me/password", {"current": "wrong", "password": "long enough"}),
    Command("POST /v1/sessions", "employee", "/sessions", {"organisation": "none", "login": "X", "password": "x"}),
]
WITH_BODY = [command for command in COMMANDS if command.body]


def path_of(command: Command, town: Town) -> str:
    return "/v1" + command.path.replace("{claim}", town.a_claim)


def parts(body: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where every value of a body stands."""
    items: Any = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in items:
        yield (*at, key)
        yield from parts(value, (*at, key))


def spoilt(body: Any, at: tuple[str | int, ...], value: Any) -> Any:
    """A copy of a body with another value at one place."""
    if not at:
        return value
    copy = dict(body) if isinstance(body, dict) else list(body)
    copy[at[0]] = spoilt(copy[at[0]], at[1:], value)
    return copy
