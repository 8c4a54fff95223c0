"""Tags that managers proposed (S1), and what hr changes from next month on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ledger.demo.data.tags import TAGS
from ledger.domain.tags.events import GrantRange, TagTerms
from ledger.domain.tags.rules import FixedRule


@dataclass(frozen=True, slots=True)
class Proposal:
    code: str
    by: str
    approved: bool
    terms: TagTerms


PROPOSALS = (
    Proposal(
        "innovation",
        "TEC00",
        True,
        TagTerms(
            name="创新",
            second_name="Innovation",
            goal="鼓励技术创新",
            departments=("TEC",),
            monthly_cap=200,
            coefficient=Decimal(1),
            grant_range=GrantRange(min=30, max=150),
            rule=FixedRule(points=80),
        ),
    ),
    # Waits for hr.
    Proposal(
        "customer-praise",
        "MKT00",
        False,
        TagTerms(
            name="客户点名表扬",
            second_name="Praised by a customer",
            goal="提升客户口碑",
            departments=("MKT",),
            evidence_required=True,
            monthly_cap=60,
            coefficient=Decimal(1),
            rule=FixedRule(points=30),
        ),
    ),
)

REVISED: dict[str, TagTerms] = {
    "report-cited": TAGS["report-cited"].model_copy(update={"monthly_cap": 90}),
}
