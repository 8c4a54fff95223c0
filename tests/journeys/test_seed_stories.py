"""S2, S4, S6, S7, S8, S17: what people did, what it earns by the tag's rule, and that everybody sees it at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.journeys.seeing import credit_is_seen, read
from tests.journeys.watching import watching
from tests.service import Company, Service

PERCENT = {"type": "stepped", "unit": "%"}


@dataclass(frozen=True)
class Told:
    """A story of the seeds: a tag with its rule, what is claimed, and what it earns."""

    seed: str
    department: str
    tag: str
    rule: dict[str, Any]
    points: int
    description: str
    quantity: str | None = None
    value: str | None = None
    claim: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.seed}-{self.tag}"


def reaches(threshold: str, points: int, unit: str = "%") -> dict[str, Any]:
    return {"type": "stepped", "unit": unit, "steps": [{"op": ">=", "threshold": threshold, "points": points}]}


STORIES = [
    Told("S2", "ADM", "流程优化", reaches("10", 100), 100, "流程优化降低10%成本", "10"),
    Told("S2", "TEC", "跨部门协作", {"type": "fixed", "points": 50}, 50, "跨部门支持完成一个项目"),
    Told("S2", "TEC", "解决重大问题", {"type": "fixed", "points": 200}, 200, "解决重大问题"),
    Told("S4", "FIN", "数据驱动决策", reaches("8", 150), 150, "调整定价,毛利率提升8%", "8"),
    Told("S6", "TEC", "技术赋能业务", reaches("25", 200), 200, "客户跟进效率提升25%", "25"),
    Told("S7", "HRD", "招聘效率提升", reaches("30", 100), 100, "候选人匹配度提升30%", "30"),
    Told("S7", "HRD", "员工发展支持", reaches("15", 120), 120, "培训后销售额增长15%", "15"),
    Told(
        "S8",
        "FIN",
        "成本控制",
        {"type": "per_unit", "unit": "元", "per": "1000", "points": 1, "value_per_unit": "1"},
        100,
        "预算优化,降低成本10万元",
        "100000",
        "100000.00",
    ),
    Told("S17", "FIN", "报告被引用", reaches("3", 60, "次"), 60, "成本分析报告被业务部门引用3次", "3"),
    Told("S17", "FIN", "预算准确率", reaches("10", 80), 80, "预算准确率提升10%", "10"),
    Told("S17", "ADM", "采购降本", reaches("8", 70), 70, "办公采购成本降低8%", "8"),
    Told("S17", "ADM", "员工满意度", reaches("5", 40, "分"), 40, "满意度调查提升5分", "5"),
    Told("S17", "TEC", "故障时间缩短", reaches("15", 90), 90, "系统故障时间缩短15%", "15"),
]


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_value_is_worked_out_at_once_and_credited_with_the_approval(
    firm: Company, service: Service, story: Told
) -> None:
    firm.tag(story.tag, story.rule)
    number = f"{story.department}01"
    employee, manager = firm.sign_in(number), firm.sign_in(f"{story.department}00")
    body = {"tag": story.tag, "description": story.description, "quantity": story.quantity, **story.claim}
    with watching(service, employee, f"department:{story.department}") as watch:
        claim = employee.done("POST", "/claims", {name: value for name, value in body.items() if value is not None})
        assert (claim["state"], claim["points"], claim["value"]) == ("submitted", story.points, story.value)
        approved = manager.done("POST", f"/claims/{claim['id']}/approval")
        assert (approved["state"], approved["points"]) == ("approved", story.points)
        credit_is_seen(
            firm.hr, watch, approved, number,
            kind="claim", points=story.points, tag=story.tag, department=story.department,
        )  # fmt: skip
    shown = read(employee, f"/claims/{claim['id']}", approved["position"])
    told = (shown["state"], shown["description"], shown["quantity"], shown["credited"], shown["value"])
    assert told == ("approved", story.description, story.quantity, story.points, story.value)


@pytest.mark.parametrize(
    ("threshold", "short"),
    [("10", "9.999999"), ("8", "7.9"), ("3", "2"), ("5", "4.999")],
    ids=["S2", "S4", "S17", "S17"],
)
def test_what_falls_short_of_the_step_earns_nothing(firm: Company, threshold: str, short: str) -> None:
    code = f"短-{threshold}"
    firm.tag(code, reaches(threshold, 100))
    answered = firm.sign_in("ADM02").post("/claims", {"tag": code, "description": "差一点", "quantity": short})
    assert (answered.status_code, answered.json()["type"]) == (409, "/problems/does-not-qualify")
