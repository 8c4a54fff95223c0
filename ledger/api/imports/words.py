"""What files for people say of imports: what the kinds and their columns are called, what a column holds, and what is
wrong with a row. English first, then Chinese. The import knows every head that stands here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from ledger.api.http.heads import Language
from ledger.domain.imports.kinds import CHINESE_PROBLEM_HEADER, PROBLEM_HEADER

CALLED = {
    "departments": ("departments", "部门"),
    "employees": ("people", "人员"),
    "opening-balances": ("opening-balances", "期初余额"),
    "past-grants": ("past-grants", "历史授予"),
    "old-balances": ("old-balances", "旧系统余额"),
    "old-movements": ("old-movements", "旧系统变动"),
}
TEMPLATE, TO_MEND = ("template", "模板"), ("to-mend", "待修正")

CHINESE_HEADS = {
    "code": "部门编码",
    "name": "姓名",
    "parent": "上级部门",
    "head": "负责人",
    "effective_from": "生效日期",
    "employee_no": "工号",
    "department": "部门",
    "manager": "直接上级",
    "job": "岗位",
    "legal_entity": "法人主体",
    "cost_centre": "成本中心",
    "hired_on": "入职日期",
    "left_on": "离职日期",
    "pay_standard": "标准工资",
    "performance_share": "绩效占比",
    "points": "积分",
    "last_day": "到期日",
    "source_id": "来源编号",
    "reason": "说明",
    "tag": "价值标签",
    "occurred_at": "发生日期",
}
WHERE_IT_MEANS_ANOTHER = {("departments", "name"): "部门名称"}
BESIDE = {
    "department": ("department_name", "Department name", "部门名称"),
    "manager": ("manager_name", "Manager name", "直接上级姓名"),
    "parent": ("parent_name", "Parent name", "上级部门名称"),
    "head": ("head_name", "Head name", "负责人姓名"),
}
"""What stands beside a code or a number for who reads it; an import passes over it."""
DAYS = frozenset({"effective_from", "hired_on", "left_on", "last_day"})
NUMBERS = frozenset({"points", "pay_standard", "performance_share"})
PROBLEM = ("Import problem", CHINESE_PROBLEM_HEADER)

HOLDS = {
    "code": ("The code of the department; it never changes. Example: FIN", "部门编码，以后不能修改。例：FIN"),
    "name": (
        "The name; somebody new needs one. An empty cell changes nothing. Example: 张三",
        "姓名，新增人员必填；留空表示不修改。例：张三",
    ),
    "parent": ("The code or name of the department above. Example: OPS", "上级部门的编码或名称。例：OPS"),
    "head": (
        "The number of who heads it; they must be on record. Example: FIN00",
        "负责人的工号，须已在系统中。例：FIN00",
    ),
    "effective_from": (
        "From which day it holds; empty: from today. Example: 2026-11-01",
        "从哪一天起生效；留空为今天。例：2026-11-01",
    ),
    "employee_no": ("The number; it never changes. Example: FIN01", "工号，以后不能修改。例：FIN01"),
    "department": ("The code or name of the department. Example: FIN", "部门编码或名称。例：FIN"),
    "manager": ("The number or name of the manager. Example: FIN00", "直接上级的工号或姓名。例：FIN00"),
    "job": ("The job. Example: accountant", "岗位名称。例：会计"),
    "legal_entity": ("Who employs them. Example: Acme Ltd", "签订合同的公司。例：某某科技有限公司"),
    "cost_centre": ("Where the costs are booked. Example: CC-100", "成本中心。例：CC-100"),
    "hired_on": ("The first day. Example: 2024-03-01", "入职日期。例：2024-03-01"),
    "left_on": ("The last day, of who leaves. Example: 2026-10-31", "最后工作日；在职者留空。例：2026-10-31"),
    "pay_standard": ("What they are paid for a whole month. Example: 12000.50", "每月标准工资。例：12000.50"),
    "performance_share": (
        "How much of it depends on performance. Example: 40% or 0.4",
        "绩效部分所占比例。例：40% 或 0.4",
    ),
    "points": ("Whole points. Example: 120", "积分，整数。例：120"),
    "last_day": (
        "The last day on which they can be used; empty: as the organisation's rule says. Example: 2027-12-31",
        "积分最后可用的一天；留空则按本组织的规则。例：2027-12-31",
    ),
    "source_id": (
        "What the old system knows it by; the same one is never imported twice. Example: G-2024-0017",
        "旧系统中的编号；相同编号不会重复导入。例：G-2024-0017",
    ),
    "reason": ("What they are for. Example: finished the project in time", "事由说明。例：项目按期完成"),
    "tag": ("The code or name of the value tag. Example: cost-saving", "价值标签的编码或名称。例：cost-saving"),
    "occurred_at": (
        "When it happened. Example: 2026-03-29 or 2026-03-29 16:30",
        "发生日期，可带时间。例：2026-03-29 或 2026-03-29 16:30",
    ),
}
NAME_OF_A_DEPARTMENT = ("The name of the department. Example: Finance", "部门名称。例：财务部")
REQUIRED = ("Required.", "必填。")

Values = Mapping[str, Any]
Words = str | Callable[[str, Values], str]
MOST_CODES = 5


def _listed(reason: str, values: Values) -> str:
    """What a reason names behind its colon."""
    return "文件中的上下级形成循环：" + reason.partition(": ")[2].removesuffix(".")


def _with(pattern: str, words: str) -> Words:
    """Words around what a reason names."""

    def say(reason: str, values: Values) -> str:
        found = re.search(pattern, reason, re.ASCII)
        return words.format(found[0] if found else "").rstrip()

    return say


def _where(*words: tuple[str, str]) -> Words:
    """The words for what stands in the reason."""
    return lambda reason, values: next((chinese for part, chinese in words if part in reason), reason)


CHARACTER = r"U\+[0-9A-F]+"


def _unknown(none: str) -> Words:
    """What is not there, and what was perhaps meant."""

    def words(reason: str, values: Values) -> str:
        code, name = values.get("code"), values.get("name")
        meant = f"{name}（{code}）" if name else code
        return none.format(values["given"]) + (f"；是否指 {meant}？" if meant else "")

    return words


def _ambiguous(reason: str, values: Values) -> str:
    more = "……" if values["count"] > MOST_CODES else ""
    return f"“{values['given']}”对应 {values['count']} 个，请填写编码或工号：{'、'.join(values['codes'])}{more}"


def _above_is_bad(reason: str, values: Values) -> str:
    return f"“{values['given']}”在本文件第 {values['row']} 行，该行无法导入"


def _same(reason: str, values: Values) -> str:
    row = values["row"]
    if values["import"] is None:
        where = f"与本文件第 {row} 行相同"
    else:
        where = "之前已导入过" + (f"（当时第 {row} 行）" if row is not None else "")
    return f"{where}；如果不是同一笔，可以选择一并导入"


CHINESE_FAULTS: Mapping[str, Words] = {
    "missing": "不能为空",
    "missing-of-new": "新增人员必须填写",
    "formula": "是公式，请粘贴其数值",
    "too-long": "内容过长",
    "error-value": _with(r"#[A-Z/0!?]+", "显示为错误值 {}，请在表格中改正"),
    "digits-lost": "是超过 15 位的数字，表格软件已丢失末尾几位，请改为文本",
    "exponent": "是科学计数法的长数字，末尾几位已丢失；请把该列设为文本，重新填写后保存",
    "no-such-day": "显示为日期，但没有这一天",
    "control-characters": _with(CHARACTER, "含有控制字符 {}"),
    "line-break": "只能填写一行",
    "lost-character": _with(CHARACTER, "含有无法识别的字符 {}"),
    "unknown-character": _with(CHARACTER, "含有未知字符 {}"),
    "unseen-character": _with(CHARACTER, "含有看不见的字符 {}"),
    "not-a-code": "不是有效的编码：可用文字、数字、点和短横线，最多 64 个字符",
    "not-a-number-of-somebody": "不是有效的工号：可用字母、数字、点和短横线，最多 64 个字符",
    "not-a-source-id": "来源编号最多 100 个可见字符",
    "not-a-number": "不是数字，应如 1200 或 12.5",
    "not-whole": "积分必须是整数",
    "out-of-range": _where(
        ("%", "占比须为 0 至 100%"),
        ("-", "积分须为 -10 亿至 10 亿"),
        ("from 1 ", "积分须为 1 至 10 亿"),
        ("zero", "不能小于 0，须小于 1 万亿"),
    ),
    "not-a-date": _where(
        ("year first", "不是有效日期，请把年份写在最前，如 2026-03-11"),
        ("1900", "年份须为 1900 至 2200"),
        ("no such day", "没有这一天"),
    ),
    "not-a-time": "不是有效时间，应如 2026-03-11 09:30",
    "duplicate": _with(r"(?<=row )\d+", "与第 {} 行重复"),
    "circle": _listed,
    "beyond-headers": "单元格比标题多；内容中的逗号是否没有加引号？",
    "outside-period": "不在所选月份内",
    "unknown-department": _unknown("没有部门“{}”"),
    "unknown-person": _unknown("没有姓名或工号为“{}”的人"),
    "unknown-tag": _unknown("没有标签“{}”"),
    "ambiguous": _ambiguous,
    "refers-to-bad-row": _above_is_bad,
    "looks-the-same": _same,
    "dates": "日期先后不对（如离职日期早于入职日期）",
    "unknown-reference": "引用的编码或工号不存在",
    "invalid-fields": "内容不符合要求",
    "upon-oneself": "与本人有关的行须由另一位 HR 导入",
    "department-circle": "上级部门形成循环",
    "manager-circle": "上级关系形成循环",
    "employee-exists": "工号已被使用，不能重复使用",
    "not-employed": "该员工当时不在职",
    "changed-since": "导入之后有人修改过，因此保持不变",
    "in-use": "已有其他记录引用，因此保留",
    "source-id-used": "来源编号已用于其他内容",
    "already-ended": "到期日已过",
    "occurred-in-future": "发生时间在将来",
    "auditor-has-no-account": "审计员没有积分账户",
}
"""What is wrong with a row, by its rule, as the page says it. What has no words here is said in those of the reason."""


def said(words: tuple[str, str], language: Language | None) -> str:
    english, chinese = words
    return chinese if language == "zh" else english


def head_of(kind: str, column: str, language: Language | None) -> str:
    """What a column is called; in no language, its own name."""
    if language is None:
        return column
    if language == "zh":
        return WHERE_IT_MEANS_ANOTHER.get((kind, column)) or CHINESE_HEADS[column]
    return column.replace("_", " ").capitalize()


def kind_of(column: str) -> Literal["text", "number", "day"]:
    """As what a column is written."""
    return "day" if column in DAYS else "number" if column in NUMBERS else "text"


def problem_head(language: Language | None) -> str:
    return PROBLEM_HEADER if language is None else said(PROBLEM, language)


def holds(kind: str, column: str, language: Language, *, required: bool) -> str:
    """What is to stand in a column, with an example."""
    words = said(NAME_OF_A_DEPARTMENT if (kind, column) == ("departments", "name") else HOLDS[column], language)
    if not required:
        return words
    return said(REQUIRED, language) + ("" if language == "zh" else " ") + words


def problems_said(kind: str, problems: Sequence[Mapping[str, Any]], language: Language | None) -> str:
    """What is wrong with a row, in one cell."""
    return ("；" if language == "zh" else "; ").join(_problem(kind, one, language) for one in problems)


def _problem(kind: str, problem: Mapping[str, Any], language: Language | None) -> str:
    column, what = problem["column"], problem["reason"]
    if column in CHINESE_HEADS:
        column = head_of(kind, column, language)
    if language != "zh":
        return f"{column or 'row'}: {what}"
    words = CHINESE_FAULTS.get(problem["rule"], what)
    what = words if isinstance(words, str) else words(what, problem.get("values") or {})
    return what if column is None else f"{column}：{what}"
