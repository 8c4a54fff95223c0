"""The six departments of 示例科技, each headed by `{code}00`, with what its manager may grant in a month."""

from __future__ import annotations

from dataclasses import dataclass

HEADQUARTERS = "示例科技有限公司"
BRANCH = "示例科技（上海）有限公司"
ORGANISATION_BUDGET = 2_000
"""For hr's instant awards (S16)."""
POINTS_A_CLAIM = 300
"""What is worth more takes a second approver."""


@dataclass(frozen=True, slots=True)
class Department:
    code: str
    name: str
    legal_entity: str
    cost_centre: str
    budget: int

    @property
    def head(self) -> str:
        return f"{self.code}00"


DEPARTMENTS = (
    Department("FIN", "财务部", HEADQUARTERS, "CC-1010", 2_000),
    Department("ADM", "行政部", HEADQUARTERS, "CC-1020", 2_000),
    Department("TEC", "技术部", HEADQUARTERS, "CC-2010", 3_000),
    Department("HRD", "人力资源部", HEADQUARTERS, "CC-1030", 2_000),
    Department("MKT", "市场部", BRANCH, "CC-3010", 2_500),
    Department("OPS", "运营部", BRANCH, "CC-3020", 2_500),
)
