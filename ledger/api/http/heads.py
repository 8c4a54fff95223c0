"""What the columns of reports, lists and entries are called in files that people open. Who asks for no language gets
the fields' own names, as in JSON: such a file is read by a machine."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Header, Query

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

HEADS = {
    "actor": ("Done by", "操作人"),
    "after": ("Now", "变更后"),
    "after_3_claimed": ("Claimed value, measured after 3 months", "三个月复核项的申报价值"),
    "after_3_claims": ("Claims measured after 3 months", "三个月复核项数"),
    "after_3_ratio": ("Credibility after 3 months", "三个月可信度"),
    "after_3_verified": ("Verified value after 3 months", "三个月复核价值"),
    "after_6_claimed": ("Claimed value, measured after 6 months", "六个月复核项的申报价值"),
    "after_6_claims": ("Claims measured after 6 months", "六个月复核项数"),
    "after_6_ratio": ("Credibility after 6 months", "六个月可信度"),
    "after_6_verified": ("Verified value after 6 months", "六个月复核价值"),
    "amount": ("Amount before tax", "税前金额"),
    "answered": ("Grants answered", "有回授的次数"),
    "approval": ("Approved by", "审批方式"),
    "approval_claimed": ("Claimed value, verified at the approval", "审批核实项的申报价值"),
    "approval_claims": ("Claims verified at the approval", "审批核实项数"),
    "approval_ratio": ("Credibility at the approval", "审批时可信度"),
    "approval_verified": ("Verified value at the approval", "审批核实价值"),
    "asked": ("Points by the rule", "按规则积分"),
    "auto_approve": ("Approved by itself", "自动通过"),
    "awarded": ("Points of awards", "即时奖励积分"),
    "awards": ("Awards", "即时奖励次数"),
    "balance": ("Balance", "余额"),
    "before": ("Before", "变更前"),
    "budget": ("Budget of the giver", "授予人预算"),
    "claimed": ("Claimed value", "申报价值"),
    "claims": ("Claims", "申报数"),
    "closest_days": ("Closest grants (days)", "最近两次授予相隔天数"),
    "code": ("Code", "编码"),
    "coefficient": ("Coefficient", "系数"),
    "corrected_at": ("Corrected", "更正时间"),
    "corrected_by": ("Corrected by", "更正人"),
    "correction": ("Why it was wrong", "更正理由"),
    "cost": ("Points of one", "所需积分"),
    "course": ("Course", "课程"),
    "credited": ("Credited", "实际入账"),
    "days": ("Days", "天数"),
    "decided_at": ("Decision", "决定时间"),
    "decided_by": ("Decided by", "决定人"),
    "decisions": ("Decisions", "决定次数"),
    "deducted": ("Points deducted", "扣分积分"),
    "deductions": ("Deductions", "扣分次数"),
    "department": ("Department", "部门"),
    "departments": ("For departments", "适用部门"),
    "description": ("Description", "说明"),
    "effective_from": ("Effective from", "生效日期"),
    "employee": ("Employee number", "工号"),
    "employee_name": ("Name", "姓名"),
    "employee_no": ("Employee number", "工号"),
    "evidence_required": ("Needs evidence", "须附证据"),
    "first_decided_at": ("First decision", "首次决定时间"),
    "fulfilled_at": ("Fulfilled", "兑现时间"),
    "fulfilled_by": ("Fulfilled by", "兑现人"),
    "fulfilled_on": ("Due from", "兑现日期"),
    "given_budget": ("Budget of one", "甲方预算"),
    "given_grants": ("Grants by one", "甲方授予次数"),
    "given_points": ("Points by one", "甲方授予积分"),
    "given_share": ("Share of the budget of one", "占甲方预算"),
    "giver": ("From", "授予人"),
    "goal": ("Goal", "战略目标"),
    "granted": ("Points of grants", "授予积分"),
    "grants": ("Grants", "授予次数"),
    "held": ("Held for redemptions", "兑换冻结"),
    "high": ("High value", "高价值"),
    "hours": ("Hours", "小时数"),
    "judge": ("Decided by", "决定人"),
    "kind": ("Kind", "类型"),
    "lapsed": ("Lapsed", "过期归还"),
    "last_decided_at": ("Last decision", "末次决定时间"),
    "last_granted_at": ("Last granted", "最近获授时间"),
    "leave_type": ("Kind of leave", "假期类型"),
    "left": ("Left", "剩余"),
    "link": ("What was changed", "变更内容"),
    "low": ("Low", "偏低"),
    "made_at": ("Deducted", "扣分时间"),
    "made_by": ("Deducted by", "扣分人"),
    "median": ("Median per head", "人均中位数"),
    "month": ("Month", "月份"),
    "monthly_cap": ("Most per month", "每月上限"),
    "most": ("Most at once", "单次上限"),
    "name": ("Name", "姓名"),
    "occurred_at": ("Occurred", "发生时间"),
    "on_behalf_of": ("On behalf of", "代表"),
    "one": ("One", "甲方"),
    "other": ("Other", "乙方"),
    "owner": ("Owner", "预算所有人"),
    "pay_item": ("Pay item", "工资项目"),
    "people": ("People", "人数"),
    "per": ("For each", "每"),
    "per_head": ("Points per head", "人均积分"),
    "points": ("Points", "积分"),
    "position": ("Position", "位置"),
    "quantity": ("Pieces", "份数"),
    "rank": ("Rank", "名次"),
    "rank_only": ("In the rank only", "仅计入排名"),
    "reason": ("Reason", "理由"),
    "receiver": ("To", "获授人"),
    "recorded_at": ("Recorded", "入账时间"),
    "redemption": ("Redemption", "兑换编号"),
    "repays": ("Repaid", "抵扣欠分"),
    "rejection": ("Why it was rejected", "驳回理由"),
    "requested_at": ("Requested", "申请时间"),
    "requested_by": ("Requested by", "申请人"),
    "retired_from": ("Retired from", "停用日期"),
    "returned_budget": ("Budget of the other", "乙方预算"),
    "returned_grants": ("Grants by the other", "乙方授予次数"),
    "returned_points": ("Points by the other", "乙方授予积分"),
    "returned_share": ("Share of the budget of the other", "占乙方预算"),
    "reversed": ("Taken back", "已撤销"),
    "reversed_at": ("Taken back", "撤销时间"),
    "reversed_by": ("Taken back by", "撤销人"),
    "reverses": ("Takes back", "冲回"),
    "revision": ("Revision", "版本"),
    "reward": ("Reward code", "兑换项编码"),
    "rule": ("Rule", "规则"),
    "second_name": ("Second name", "第二名称"),
    "share_of_budget": ("Share of the budget", "占预算"),
    "share_of_given": ("Share of all granted", "占全部授予"),
    "spent": ("Spent", "已用"),
    "state": ("State", "状态"),
    "steps": ("Steps", "阶梯"),
    "stock": ("Stock", "总库存"),
    "subject": ("Subject", "对象"),
    "submitted_at": ("Submitted", "提交时间"),
    "tag": ("Value tag", "价值标签"),
    "tax_class": ("Tax class", "计税类别"),
    "unit": ("Unit", "单位"),
    "used": ("Used", "使用率"),
    "value": ("Value", "价值"),
    "verified": ("Verified value", "核实价值"),
    "verified_claims": ("Verified claims", "核实项数"),
    "verified_value": ("Verified value", "核实价值"),
    "yearly_limit": ("Most per year", "每年上限"),
}
"""In English and in Chinese."""
WHERE_IT_MEANS_ANOTHER = {
    ("BudgetUse", "points"): ("Budget", "预算"),
    ("ExportLine", "name"): ("Reward", "兑换项"),
    ("ExportLine", "subject"): ("Reference", "业务编号"),
    ("LineChange", "actor"): ("Changed by", "变更人"),
    ("LineChange", "employee"): ("About", "被决定人工号"),
    ("LineChange", "subject"): ("Of", "变更对象"),
    ("Liability", "month"): ("Ends in", "到期月份"),
    ("PointsOf", "claimed"): ("Points of claims", "申报积分"),
    ("RedemptionLine", "name"): ("Reward", "兑换项"),
    ("RewardLine", "name"): ("Name", "名称"),
    ("TagLine", "name"): ("Name", "名称"),
    ("TagLine", "per"): ("Points for each", "每多少计一次"),
}


def head(model: str, field: str, language: Language | None) -> str:
    """The head of a column: the field of a model, in a language."""
    if language is None:
        return field
    english, chinese = WHERE_IT_MEANS_ANOTHER.get((model, field)) or HEADS[field]
    return chinese if language == "zh" else english


def heads_language(
    language: Annotated[
        Language | None,
        Query(description="Of the first row; if omitted, as `Accept-Language` says, else the names of the fields."),
    ] = None,
    accepted: Annotated[str | None, Header(alias="Accept-Language", include_in_schema=False)] = None,
) -> Language | None:
    """In which language the heads of a file are."""
    return language or preferred(accepted or "")


def preferred(accepted: str) -> Language | None:
    """The one of ours that an Accept-Language wants most; the earlier one of two that it wants as much."""
    wanted: dict[Language, float] = {}
    for part in accepted.split(","):
        tag, _, weight = part.replace(" ", "").lower().partition(";q=")
        for language in LANGUAGES:
            if tag.partition("-")[0] == language:
                wanted.setdefault(language, _weight(weight))
    best = max(wanted, key=lambda language: wanted[language], default=None)
    return best if best is not None and wanted[best] > 0 else None


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0
