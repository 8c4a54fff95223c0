"""hr's value tags, by the rules of the seeds (S1 to S9, S17).

What could be farmed has a cap for each employee and month (S14); savings have none, since extra value is rewarded
without an upper end (S15). 「流程优化降本」 earns 100 (S2) and 「流程优化」 120 (S5): two tags, each with its own rule.
Where a percentage earns the points and money is the value, the money is given apart (`value_quantity`).
"""

from __future__ import annotations

from decimal import Decimal

from ledger.domain.tags.events import GrantRange, TagTerms
from ledger.domain.tags.rules import DeductionRule, FixedRule, PerUnitRule, Step, SteppedRule

ONE = Decimal(1)
LOWER_COST, BACK_BUSINESS, GROW_PEOPLE = "降本增效", "提升业务支持能力", "员工与组织发展"


def _at_least(threshold: str, points: int) -> tuple[Step, ...]:
    return (Step(op=">=", threshold=Decimal(threshold), points=points),)


TAGS: dict[str, TagTerms] = {
    # S2: a process that costs 10 percent less.
    "cost-process": TagTerms(
        name="流程优化降本",
        second_name="Process cost savings",
        goal=LOWER_COST,
        evidence_required=True,
        monthly_cap=200,
        coefficient=ONE,
        rule=SteppedRule(
            unit="%", steps=_at_least("10", 100), value_per_unit=ONE, value_unit="元", second_value_unit="CNY"
        ),
    ),
    "cross-department": TagTerms(
        name="跨部门协作",
        second_name="Cross-department work",
        goal=BACK_BUSINESS,
        monthly_cap=150,
        coefficient=ONE,
        grant_range=GrantRange(min=20, max=100),
        rule=FixedRule(points=50),
    ),
    # S2: 200 for a major problem; S11: a fixed bug earns less, within the range.
    "problem-solved": TagTerms(
        name="问题解决",
        second_name="Problem solved",
        goal=BACK_BUSINESS,
        monthly_cap=400,
        coefficient=ONE,
        grant_range=GrantRange(min=20, max=200),
        rule=FixedRule(points=200),
    ),
    # S3: both strict; 5 percent exactly, or 10 percent exactly, does not qualify.
    "budget-accuracy": TagTerms(
        name="预算准确",
        second_name="Budget accuracy",
        goal=LOWER_COST,
        departments=("FIN",),
        evidence_required=True,
        monthly_cap=50,
        coefficient=ONE,
        rule=SteppedRule(unit="%", steps=(Step(op="<", threshold=Decimal(5), points=50),)),
    ),
    "cost-reduction": TagTerms(
        name="成本控制",
        second_name="Cost control",
        goal=LOWER_COST,
        evidence_required=True,
        monthly_cap=200,
        coefficient=ONE,
        rule=SteppedRule(
            unit="%",
            steps=(Step(op=">", threshold=Decimal(10), points=100),),
            value_per_unit=ONE,
            value_unit="元",
            second_value_unit="CNY",
        ),
    ),
    # S4: a margin that is 8 percent higher.
    "data-decision": TagTerms(
        name="数据驱动决策",
        second_name="Data-driven decisions",
        goal=BACK_BUSINESS,
        departments=("FIN", "MKT"),
        evidence_required=True,
        monthly_cap=300,
        coefficient=ONE,
        rule=SteppedRule(unit="%", steps=_at_least("8", 150)),
    ),
    # S5: 1,000 hours at ¥50 are ¥50,000 of value and 120 points.
    "process-improvement": TagTerms(
        name="流程优化",
        second_name="Process improvement",
        goal=LOWER_COST,
        evidence_required=True,
        monthly_cap=240,
        coefficient=ONE,
        rule=SteppedRule(
            unit="小时",
            second_unit="h",
            steps=(*_at_least("400", 48), *_at_least("1000", 120)),
            value_per_unit=Decimal(50),
            value_unit="小时",
            second_value_unit="h",
        ),
    ),
    # S6: technology that makes the business 25 percent more efficient.
    "tech-enablement": TagTerms(
        name="技术赋能业务",
        second_name="Technology for the business",
        goal=BACK_BUSINESS,
        departments=("TEC",),
        evidence_required=True,
        monthly_cap=400,
        coefficient=ONE,
        rule=SteppedRule(
            unit="%", steps=_at_least("25", 200), value_per_unit=ONE, value_unit="元", second_value_unit="CNY"
        ),
    ),
    # S7.
    "recruiting": TagTerms(
        name="招聘效率提升",
        second_name="Faster recruiting",
        goal=GROW_PEOPLE,
        departments=("HRD",),
        evidence_required=True,
        monthly_cap=200,
        coefficient=ONE,
        rule=SteppedRule(unit="%", steps=_at_least("30", 100)),
    ),
    "staff-development": TagTerms(
        name="员工发展支持",
        second_name="Staff development",
        goal=GROW_PEOPLE,
        departments=("HRD",),
        evidence_required=True,
        monthly_cap=240,
        coefficient=ONE,
        rule=SteppedRule(unit="%", steps=_at_least("15", 120)),
    ),
    # S8: ¥100,000 are 100 points.
    "savings": TagTerms(
        name="成本节约",
        second_name="Savings",
        goal=LOWER_COST,
        evidence_required=True,
        coefficient=ONE,
        rule=PerUnitRule(
            unit="元",
            second_unit="CNY",
            per=Decimal(1000),
            points=1,
            value_per_unit=ONE,
            value_unit="元",
            second_value_unit="CNY",
        ),
    ),
    # S9.
    "stability": TagTerms(
        name="系统优化",
        second_name="System stability",
        goal=BACK_BUSINESS,
        departments=("TEC",),
        evidence_required=True,
        monthly_cap=300,
        coefficient=ONE,
        rule=SteppedRule(unit="%", steps=_at_least("15", 150)),
    ),
    # S17.
    "report-cited": TagTerms(
        name="分析报告被引用",
        second_name="Report cited",
        goal=BACK_BUSINESS,
        evidence_required=True,
        monthly_cap=60,
        coefficient=ONE,
        rule=PerUnitRule(unit="次", second_unit="citations", per=Decimal(3), points=30, max=60),
    ),
    "satisfaction": TagTerms(
        name="员工满意度",
        second_name="Employee satisfaction",
        goal=GROW_PEOPLE,
        departments=("ADM", "HRD"),
        evidence_required=True,
        monthly_cap=100,
        coefficient=ONE,
        rule=SteppedRule(unit="分", second_unit="points", steps=_at_least("5", 50)),
    ),
    "purchasing": TagTerms(
        name="采购降本",
        second_name="Purchasing savings",
        goal=LOWER_COST,
        departments=("ADM", "OPS"),
        evidence_required=True,
        monthly_cap=160,
        coefficient=ONE,
        rule=SteppedRule(
            unit="%", steps=_at_least("8", 80), value_per_unit=ONE, value_unit="元", second_value_unit="CNY"
        ),
    ),
    # S14: overtime by itself is worth little: a tenth of a coefficient, and a low cap.
    "overtime": TagTerms(
        name="加班支援",
        second_name="Overtime support",
        goal=BACK_BUSINESS,
        evidence_required=True,
        monthly_cap=10,
        coefficient=Decimal("0.1"),
        rule=PerUnitRule(unit="小时", second_unit="h", per=ONE, points=10),
    ),
    # S30: late more than three times.
    "late": TagTerms(
        name="迟到超过 3 次",
        second_name="Late more than 3 times",
        goal="遵守作息",
        coefficient=ONE,
        rule=DeductionRule(points=10),
    ),
}
