"""Twenty value tags to begin with, in the words of the organisation and of the other language: nothing of them is there
until somebody takes it (docs/rules/points.md, "Value tags"; S2 to S9, S14, S17, S30, S31, S68).

What could be farmed has a cap for each employee and month; savings have none, since extra value is rewarded without an
upper end. Where a percentage earns the points and money is the value, the money is given apart. Departments are the
organisation's own, so none is named.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from ledger.domain.tags.events import GrantRange
from ledger.domain.tags.offered import MONEY, Counted, Kept, Offered, Words
from ledger.domain.tags.rules import DeductionRule, FixedRule, PerUnitRule, Step, SteppedRule

LOWER_COST = Words("降本增效", "Lower costs, higher efficiency")
BACK_BUSINESS = Words("提升业务支持能力", "Better support for the business")
GROW_PEOPLE = Words("员工与组织发展", "Growth of people and organisation")
KEEP_TIMES = Words("遵守作息", "Keeping working hours")
PERCENT, HOURS = Words("%", "%"), Words("小时", "h")
SCORE, TIMES = Words("分", "points"), Words("次", "citations")


def _fixed(points: int) -> Counted:
    return Counted(FixedRule(points=points))


def _steps(unit: Words, *steps: tuple[Literal[">", ">=", "<", "<="], str, int]) -> Counted:
    made = tuple(Step(op=op, threshold=Decimal(threshold), points=points) for op, threshold, points in steps)
    return Counted(SteppedRule(unit=unit.zh, steps=made), unit)


def _worth(counted: Counted, unit: Words, each: str = "1") -> Counted:
    rule = counted.rule.model_copy(update={"value_per_unit": Decimal(each)})
    return counted._replace(rule=rule, value_unit=unit)


def _per(unit: Words, per: str, points: int, most: int | None = None) -> Counted:
    return Counted(PerUnitRule(unit=unit.zh, per=Decimal(per), points=points, max=most), unit)


LIBRARY = (
    Kept(
        "cost-process",
        "costs",
        Words("流程优化降本", "Process cost savings"),
        LOWER_COST,
        Words("改进流程，使该流程的成本降低 10% 及以上。", "A better process that costs at least 10% less."),
        _worth(_steps(PERCENT, (">=", "10", 100)), MONEY),
        evidence_required=True,
        monthly_cap=200,
    ),
    Kept(
        "cost-reduction",
        "costs",
        Words("成本控制", "Cost control"),
        LOWER_COST,
        Words(
            "所负责的成本下降超过 10%；恰好 10% 不算。",
            "Costs in one’s care fall by more than 10%; exactly 10% does not count.",
        ),
        _worth(_steps(PERCENT, (">", "10", 100)), MONEY),
        evidence_required=True,
        monthly_cap=200,
    ),
    Kept(
        "purchasing",
        "costs",
        Words("采购降本", "Purchasing savings"),
        LOWER_COST,
        Words("同样的东西，采购成本降低 8% 及以上。", "The same goods for at least 8% less."),
        _worth(_steps(PERCENT, (">=", "8", 80)), MONEY),
        evidence_required=True,
        monthly_cap=160,
    ),
    Kept(
        "savings",
        "costs",
        Words("成本节约", "Money saved"),
        LOWER_COST,
        Words(
            "按节约的金额得分，上不封顶。",
            "Points by the amount saved, without a limit.",
        ),
        _worth(_per(MONEY, "1000", 1), MONEY),
        evidence_required=True,
    ),
    Kept(
        "process-improvement",
        "costs",
        Words("流程优化", "Hours saved"),
        LOWER_COST,
        Words(
            "为公司节省工时，例如缩短例会；节省的时间折算为价值。",
            "Working hours saved, such as by shorter meetings; each is worth money.",
        ),
        _worth(_steps(HOURS, (">=", "400", 48), (">=", "1000", 120)), HOURS, "50"),
        evidence_required=True,
        monthly_cap=240,
    ),
    Kept(
        "budget-accuracy",
        "costs",
        Words("预算准确", "Budget accuracy"),
        LOWER_COST,
        Words(
            "实际支出与预算的偏差低于 5%；恰好 5% 不算。",
            "Spending within 5% of the budget; exactly 5% does not count.",
        ),
        _steps(PERCENT, ("<", "5", 50)),
        evidence_required=True,
        monthly_cap=50,
    ),
    Kept(
        "data-decision",
        "business",
        Words("数据驱动决策", "Decisions from data"),
        BACK_BUSINESS,
        Words(
            "用数据分析促成决策，使毛利率提升 8% 及以上。",
            "An analysis that led to a decision and raised the margin by at least 8%.",
        ),
        _steps(PERCENT, (">=", "8", 150)),
        evidence_required=True,
        monthly_cap=300,
    ),
    Kept(
        "report-cited",
        "business",
        Words("分析报告被引用", "Report cited"),
        BACK_BUSINESS,
        Words(
            "分析报告被业务部门引用，每满 3 次得分。",
            "An analysis that business departments cite: points for every three times.",
        ),
        _per(TIMES, "3", 30, 60),
        evidence_required=True,
        monthly_cap=60,
    ),
    Kept(
        "cross-department",
        "business",
        Words("跨部门协作", "Work across departments"),
        BACK_BUSINESS,
        Words(
            "支持其他部门完成一个项目。",
            "Helped another department finish a project.",
        ),
        _fixed(50),
        monthly_cap=150,
        grant_range=GrantRange(min=20, max=100),
    ),
    Kept(
        "problem-solved",
        "business",
        Words("问题解决", "Problem solved"),
        BACK_BUSINESS,
        Words(
            "解决重大问题；较小的问题，管理者可少授予一些。",
            "A major problem solved; managers may grant less for a smaller one.",
        ),
        _fixed(200),
        monthly_cap=400,
        grant_range=GrantRange(min=20, max=200),
    ),
    Kept(
        "tech-enablement",
        "business",
        Words("技术赋能业务", "Technology for the business"),
        BACK_BUSINESS,
        Words("用技术使业务效率提升 25% 及以上。", "Technology that makes the business at least 25% more efficient."),
        _worth(_steps(PERCENT, (">=", "25", 200)), MONEY),
        evidence_required=True,
        monthly_cap=400,
    ),
    Kept(
        "stability",
        "business",
        Words("系统稳定", "Stable systems"),
        BACK_BUSINESS,
        Words("系统故障率降低 15% 及以上。", "Systems that fail at least 15% less."),
        _steps(PERCENT, (">=", "15", 150)),
        evidence_required=True,
        monthly_cap=300,
    ),
    Kept(
        "customer-satisfaction",
        "business",
        Words("客户满意", "Satisfied customers"),
        BACK_BUSINESS,
        Words(
            "客户评分（满分 5 分）当月平均达到 4.2 分，达到 4.5 分得分更多。",
            "The month’s average rating by customers, out of 5, reaches 4.2; more points from 4.5.",
        ),
        _steps(SCORE, (">=", "4.2", 40), (">=", "4.5", 60)),
        evidence_required=True,
        monthly_cap=60,
    ),
    Kept(
        "project-delivered",
        "business",
        Words("项目完成", "Project delivered"),
        BACK_BUSINESS,
        Words(
            "项目 100% 完成，可由项目系统申报。",
            "A project that is 100% complete; the project system can claim it.",
        ),
        _steps(PERCENT, (">=", "100", 20)),
        monthly_cap=100,
        auto_approve=True,
    ),
    Kept(
        "recruiting",
        "people",
        Words("招聘效率提升", "Better recruiting"),
        GROW_PEOPLE,
        Words("候选人与岗位的匹配度提升 30% 及以上。", "Candidates who fit their jobs at least 30% better."),
        _steps(PERCENT, (">=", "30", 100)),
        evidence_required=True,
        monthly_cap=200,
    ),
    Kept(
        "staff-development",
        "people",
        Words("员工发展支持", "Staff development"),
        GROW_PEOPLE,
        Words("组织的培训使业绩提升 15% 及以上。", "Training that raised results by at least 15%."),
        _steps(PERCENT, (">=", "15", 120)),
        evidence_required=True,
        monthly_cap=240,
    ),
    Kept(
        "satisfaction",
        "people",
        Words("员工满意度", "Employee satisfaction"),
        GROW_PEOPLE,
        Words(
            "员工满意度调查比上次提升 5 分及以上。",
            "The survey of employees is at least 5 points better than the last.",
        ),
        _steps(SCORE, (">=", "5", 50)),
        evidence_required=True,
        monthly_cap=100,
    ),
    Kept(
        "suggestion",
        "people",
        Words("创新建议", "Suggestion"),
        GROW_PEOPLE,
        Words(
            "提出并被采纳的改进建议。",
            "A suggestion that was taken up.",
        ),
        _fixed(10),
        monthly_cap=100,
        grant_range=GrantRange(min=5, max=50),
    ),
    Kept(
        "overtime",
        "people",
        Words("加班支援", "Overtime support"),
        BACK_BUSINESS,
        Words(
            "临时加班支援；系数和上限都低，积分奖励的是价值而不是时长。",
            "Help in extra hours; coefficient and cap are low, as points reward value, not time.",
        ),
        _per(HOURS, "1", 10),
        evidence_required=True,
        monthly_cap=10,
        coefficient=Decimal("0.1"),
    ),
    Kept(
        "late",
        "conduct",
        Words("迟到超过 3 次", "Late more than 3 times"),
        KEEP_TIMES,
        Words(
            "一个月内迟到超过 3 次时扣分；只影响排名，不减少已有积分。",
            "A deduction for being late more than three times in a month; it lowers the rank, not the balance.",
        ),
        Counted(DeductionRule(points=10)),
    ),
)


def library(language: str, currency: str) -> list[Offered]:
    """In the words of an organisation that speaks this language, with the other ones as second names; what counts
    money counts its currency."""
    return [kept.offered(language, currency) for kept in LIBRARY]
