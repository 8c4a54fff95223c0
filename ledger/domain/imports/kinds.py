"""What can be imported: the kinds of files, their columns with the names these go by, and a row as values (S58)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ledger.domain.imports import cells
from ledger.domain.imports.cells import Reader, Wrong
from ledger.domain.imports.names import KindName

PROBLEM_HEADER, CHINESE_PROBLEM_HEADER = "import_problem", "导入问题"
"""The column that a corrected file carries the reasons in; on reading it is passed over."""


@dataclass(frozen=True, slots=True)
class Column:
    """`also` are the Chinese and other names that a header may have; case, blanks, dashes do not matter."""

    name: str
    also: tuple[str, ...]
    read: Reader
    required: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """`identity`: two rows alike in these are the same thing twice. `summed` is what a control total is about.
    `written`: its rows become events; the others stand beside the ledger for a parallel month."""

    name: KindName
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    summed: str | None = None
    written: bool = True
    by_month: bool = False


class Fault(NamedTuple):
    """What is wrong with a row: the column (None: the row as a whole), the rule, and the reason in words."""

    column: str | None
    rule: str
    reason: str


EMPLOYEE = Column("employee_no", ("工号", "员工编号", "员工号", "人员编号", "employee"), cells.employee_no, True)
SOURCE_ID = ("来源编号", "流水号", "单号", "记录编号", "id")

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "departments",
            (
                Column("code", ("部门编码", "部门代码", "部门编号", "编码", "department_code"), cells.code, True),
                Column("name", ("部门名称", "名称", "department_name"), cells.name_of(200), True),
                Column("parent", ("上级部门", "上级部门编码", "父部门", "parent_code"), cells.code),
                Column("head", ("负责人", "部门负责人", "负责人工号", "主管工号"), cells.employee_no),
                Column("effective_from", ("生效日期",), cells.day),
            ),
            ("code",),
        ),
        Kind(
            "employees",
            (
                EMPLOYEE,
                Column("name", ("姓名", "员工姓名", "employee_name"), cells.name_of(200)),
                Column("department", ("部门", "部门编码", "所属部门", "department_code"), cells.code),
                Column("manager", ("直接上级", "上级", "上级工号", "直属上级", "manager_no"), cells.employee_no),
                Column("job", ("职位", "岗位", "职务", "position", "title"), cells.name_of(100)),
                Column("legal_entity", ("法人主体", "公司主体", "法人", "公司"), cells.name_of(100)),
                Column("cost_centre", ("成本中心", "cost_center"), cells.name_of(100)),
                Column("hired_on", ("入职日期", "入职时间", "hire_date"), cells.day),
                Column("left_on", ("离职日期", "离职时间", "leave_date"), cells.day),
                Column("pay_standard", ("标准工资", "薪资标准", "月薪标准"), cells.money),
                Column("performance_share", ("绩效占比", "绩效比例", "浮动占比"), cells.share),
                Column("effective_from", ("生效日期",), cells.day),
            ),
            ("employee_no",),
        ),
        Kind(
            "opening-balances",
            (
                EMPLOYEE,
                Column("points", ("积分", "余额", "积分余额", "期初积分", "期初余额", "balance"), cells.points, True),
                Column("last_day", ("到期日", "有效期至", "失效日期", "ends_on", "expires_on"), cells.day),
                Column("source_id", SOURCE_ID, cells.source_id),
                Column("reason", ("说明", "备注", "事由"), cells.text_of(10_000)),
            ),
            ("employee_no", "last_day", "source_id"),
            summed="points",
        ),
        Kind(
            "past-grants",
            (
                Column("source_id", SOURCE_ID, cells.source_id, True),
                EMPLOYEE,
                Column("tag", ("标签", "价值标签", "标签编码", "类型"), cells.code, True),
                Column("points", ("积分", "分值", "积分值"), cells.points, True),
                Column("occurred_at", ("发生日期", "发生时间", "发放日期", "日期", "date"), cells.moment, True),
                Column("department", ("部门", "部门编码", "当时部门"), cells.code),
                Column("last_day", ("到期日", "有效期至", "失效日期", "ends_on", "expires_on"), cells.day),
                Column("reason", ("事由", "原因", "说明", "备注"), cells.text_of(10_000)),
            ),
            ("source_id",),
            summed="points",
        ),
        Kind(
            "old-balances",
            (
                EMPLOYEE,
                Column("points", ("积分", "余额", "积分余额", "期末余额"), cells.signed_points, True),
            ),
            ("employee_no",),
            summed="points",
            written=False,
            by_month=True,
        ),
        Kind(
            "old-movements",
            (
                EMPLOYEE,
                Column("points", ("积分", "变动", "积分变动", "分值"), cells.signed_points, True),
                Column("occurred_at", ("发生日期", "发生时间", "日期", "时间", "date"), cells.moment, True),
                Column("source_id", SOURCE_ID, cells.source_id),
            ),
            ("source_id",),
            summed="points",
            written=False,
            by_month=True,
        ),
    )
}


class Headers(NamedTuple):
    """Which column of the file is which (by place), what nobody knows, what stands twice, what is missing."""

    places: dict[str, int]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    missing: tuple[str, ...]


def headers_of(kind: Kind, first_row: Sequence[str]) -> Headers:
    """Recognise the columns by the names in the first row, in English or Chinese."""
    known = {_plain(alias): column.name for column in kind.columns for alias in column.also}
    known |= {_plain(column.name): column.name for column in kind.columns}
    places: dict[str, int] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for place, title in enumerate(first_row):
        name = known.get(_plain(title))
        if name is None:
            if title.strip() and _plain(title) not in {_plain(PROBLEM_HEADER), CHINESE_PROBLEM_HEADER}:
                unknown.append(title.strip()[:100])
        elif name in places:
            twice.append(name)
        else:
            places[name] = place
    missing = tuple(column.name for column in kind.columns if column.required and column.name not in places)
    return Headers(places, tuple(unknown), tuple(twice), missing)


def _plain(title: str) -> str:
    title = re.sub(r"[（(].*?[)）]", "", unicodedata.normalize("NFKC", title)).lower()
    return re.sub(r"[\s_\-*＊:：\ufeff]", "", title)


def read_row(kind: Kind, given: Mapping[str, str], zone: ZoneInfo) -> tuple[dict[str, Any], list[Fault]]:
    """The values of a row, and its faults of format. An empty cell says nothing: what is on record stays."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in kind.columns:
        try:
            text = cells.checked(given.get(column.name, ""))
            if text:
                values[column.name] = column.read(text, zone)
            elif column.required:
                raise Wrong("missing", "is empty")
        except Wrong as wrong:
            faults.append(Fault(column.name, wrong.rule, wrong.reason))
    return values, faults


def identity_of(kind: Kind, values: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What makes a row one and the same thing; none where nothing does."""
    parts = tuple(str(values[name]) if name in values else "" for name in kind.identity)
    return parts if any(parts) else None
