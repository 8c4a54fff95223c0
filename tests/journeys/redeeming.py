"""Rewards, and points to redeem for them."""

from __future__ import annotations

from typing import Any

from tests.journeys.seeing import read
from tests.service import Company, Person

BONUS = {"code": "bonus-5000", "name": "现金奖金", "kind": "bonus", "cost": 100, "amount": "5000"}
LEAVE = {"code": "half-day", "name": "半天假", "kind": "leave", "cost": 30, "days": "0.5", "approval": "none"}
COURSE = {
    "code": "cloud-course",
    "name": "外部培训",
    "kind": "training",
    "cost": 150,
    "course": "云原生架构",
    "stock": 2,
    "yearly_limit": 1,
}


def reward(company: Company, terms: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return company.hr.done("POST", "/rewards", {**terms, **fields})


def given_points(company: Company, number: str, points: int) -> dict[str, Any]:
    """An instant award of so many points."""
    code = f"given-{points}"
    if code not in {tag["code"] for tag in read(company.hr, "/tags?limit=1000")["items"]}:
        position = company.tag(code, {"type": "fixed", "points": points})["position"]
        read(company.hr, "/tags", position)
    company.budget("organisation", 1_000_000)
    body = {"employee": number, "tag": code, "reason": "奖励", "instant": True}
    awarded = company.hr.done("POST", "/grants", body)
    read(company.hr, f"/accounts/{number}", awarded["position"])
    return awarded


def redeemed(employee: Person, hr: Person, code: str) -> dict[str, Any]:
    """A redemption that was approved and fulfilled."""
    asked = employee.done("POST", "/redemptions", {"reward": code})
    if asked["state"] == "requested":
        hr.done("POST", f"/redemptions/{asked['id']}/approval")
    return hr.done("POST", f"/redemptions/{asked['id']}/fulfilment")
