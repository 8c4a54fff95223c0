"""Rows of files as people read them: words for states and kinds, and names beside codes and numbers. A program, which
asks for no language, gets neither."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from ledger.api.directory.names import name_of
from ledger.api.http.callers import Caller
from ledger.api.http.heads import Language, head
from ledger.api.http.reading import Connection, read
from ledger.projections.tags import query as tags

Row = dict[str, Any]
Words = Mapping[str, tuple[str, str]]
"""In English and in Chinese."""

PEOPLE = frozenset(
    {
        "actor", "corrected_by", "decided_by", "employee", "fulfilled_by", "giver", "judge", "made_by", "on_behalf_of",
        "one", "other", "owner", "receiver", "requested_by", "reversed_by",
    }
)  # fmt: skip
"""Fields that hold somebody's number."""
DEPARTMENTS = frozenset({"department", "departments"})
OF_LINKS = {"manager": "person", "stands-in": "person", "head": "person", "department": "department",
            "parent": "department"}  # fmt: skip
"""What stands before and after a change of a line of approval."""
MOST_TAGS = 1000
ALREADY_NAMED = frozenset({"employee_name", "name"})
"""A line that has one of these tells its employee's name with it."""

YES, NO = ("yes", "是"), ("no", "否")
APPROVED, REJECTED = ("approved", "已批准"), ("rejected", "已驳回")
REVERSED = ("taken back", "已撤销")
RETIRED = ("retired", "已停用")
STATES: dict[str, Words] = {
    "ClaimLine": {
        "submitted": ("awaiting approval", "待审批"), "returned": ("returned", "已退回"), "approved": APPROVED,
        "rejected": REJECTED, "withdrawn": ("withdrawn", "已撤回"),
    },
    "DeductionLine": {"made": ("counts", "有效"), "corrected": ("corrected", "已更正")},
    "RedemptionLine": {
        "requested": ("awaiting approval", "待审批"), "approved": ("approved", "待兑现"),
        "fulfilled": ("fulfilled", "已兑现"), "rejected": REJECTED, "cancelled": ("cancelled", "已取消"),
        "reversed": REVERSED,
    },
    "ReversalLine": {
        "waiting": ("waiting", "待复核"), "confirmed": ("confirmed", "已复核"), "rejected": REJECTED,
    },
    "RewardLine": {"active": ("offered", "可兑换"), "retired": ("retired", "已下架")},
    "TagLine": {
        "active": ("in use", "使用中"), "proposed": ("awaiting approval", "待审批"), "retired": RETIRED,
        "rejected": REJECTED,
    },
}  # fmt: skip
REWARDS = {"bonus": ("bonus", "奖金"), "leave": ("leave", "休假"), "training": ("training", "培训"),
           "custom": ("other", "其他")}  # fmt: skip
ENTRIES = {
    "grant": ("grant", "授予"), "claim": ("claim", "申报"), "award": ("award", "即时奖励"),
    "hold": ("held for a redemption", "兑换冻结"), "release": ("released from a redemption", "兑换退回"),
    "redemption": ("redeemed", "兑换"), "reversal": ("taken back", "撤销"), "expiry": ("expired", "积分到期"),
    "opening": ("opening balance", "期初余额"), "past-grant": ("earlier grant", "历史授予"),
    "write-off": ("written off", "核销"),
    "deduction": ("deduction: counts in the rank, not in the balance", "扣分（计入排名，不影响余额）"),
    "deduction-corrected": (
        "deduction corrected: counts in the rank, not in the balance", "扣分更正（计入排名，不影响余额）",
    ),
}  # fmt: skip
RULES = {"fixed": ("fixed", "固定"), "stepped": ("steps", "阶梯"), "per_unit": ("per unit", "按量"),
         "deduction": ("deduction", "扣分")}  # fmt: skip
APPROVALS = {"manager": ("the manager", "直接上级"), "hr": ("HR", "HR"), "none": ("nobody", "无需审批")}
LINKS = {
    "manager": ("manager", "直接上级"), "department": ("department", "所属部门"), "head": ("head", "部门负责人"),
    "parent": ("parent department", "上级部门"), "stands-in": ("stand-in", "代理人"), "hr": ("HR role", "HR 角色"),
}  # fmt: skip
WORDS: dict[str, Words] = {
    "kind": {**REWARDS, **ENTRIES}, "rule": RULES, "approval": APPROVALS, "link": LINKS,
    "owner": {"organisation": ("organisation", "组织")},
}  # fmt: skip


class Shape(NamedTuple):
    """The columns of a file: the names of what they hold, and their heads."""

    fields: tuple[str, ...]
    heads: tuple[str, ...]


def shape_of(line: type[BaseModel], language: Language | None) -> Shape:
    """The fields of a line; for people each code and number has its name behind it."""
    found: list[tuple[str, str]] = []
    for field in line.model_fields:
        found.append((field, head(line.__name__, field, language)))
        if language is not None and _is_named_beside(line, field):
            found.append((beside(field), _head_beside(found[-1][1], field, language)))
    return Shape(tuple(field for field, _ in found), tuple(said for _, said in found))


def beside(field: str) -> str:
    return f"{field}_called"


def _is_named_beside(line: type[BaseModel], field: str) -> bool:
    if field == "employee":
        return not ALREADY_NAMED & line.model_fields.keys()
    if line.__name__ == "LineChange" and field in {"subject", "before", "after"}:
        return True
    return field == "tag" or field in PEOPLE or field in DEPARTMENTS


def _head_beside(said: str, field: str, language: Language) -> str:
    if language == "en":
        return f"{said} (name)"
    return f"{said.removesuffix('工号')}{'姓名' if field in PEOPLE else '名称'}"


Readable = Callable[[Row], Row]


async def readable(caller: Caller, line: type[BaseModel], language: Language | None) -> Readable:
    """What turns a row into what people read of it; names of people are still to be opened."""
    if language is None:
        return lambda row: row
    names = await _names_of_tags(caller, language) if "tag" in line.model_fields else {}
    chinese = language == "zh"

    def said(field: str, value: Any) -> Any:
        if isinstance(value, bool):
            return (YES if value else NO)[chinese]
        words = STATES.get(line.__name__, {}) if field == "state" else WORDS.get(field, {})
        return words[value][chinese] if isinstance(value, str) and value in words else value

    def shown(row: Row) -> Row:
        called = {beside(field): _called(caller, names, row, field) for field in line.model_fields if field in row}
        return {**row, **{field: said(field, row[field]) for field in line.model_fields if field in row}, **called}

    return shown


async def _names_of_tags(caller: Caller, language: Language) -> dict[str, str]:
    """By code, as a reader of the language calls them."""

    async def query(connection: Connection) -> Any:
        found: list[Row] = []
        after: str | None = ""
        while after is not None:
            one = await tags.tags(connection, caller.organisation, caller.acting.today, limit=MOST_TAGS, after=after)
            found, after = [*found, *one["items"]], one["next"]
        return found

    found, _ = await read(caller, ["tags"], None, query)
    return {one["code"]: tag_in(caller, one, language) for one in found}


def tag_in(caller: Caller, tag: Row, language: Language) -> str:
    """What a tag is called in a language: by its second name, where that is not the organisation's."""
    other = language != ("en" if caller.settings.language == "en" else "zh")
    name: str = (other and tag.get("second_name")) or tag["name"]
    return name


def _called(caller: Caller, names: Mapping[str, str], row: Row, field: str) -> Any:
    """What a code or a number is called, if it is one; a person's name is still to be opened."""
    value = row[field]
    if not isinstance(value, str):
        return None
    if field == "tag":
        return names.get(value)
    if field in DEPARTMENTS:
        return _departments(caller, value)
    kind = OF_LINKS.get(row.get("link", "")) if field in {"before", "after"} else None
    if field == "subject" and "link" in row:
        kind = "department" if row["link"] in {"head", "parent"} else "person"
    if kind == "department":
        return _departments(caller, value)
    return name_of(caller, value) if field in PEOPLE or kind == "person" else None


def _departments(caller: Caller, codes: str) -> str:
    """One, or several with commas between them."""
    known, today = caller.acting.directory.departments, caller.acting.today
    return ", ".join(known[code].on(today).name if code in known else code for code in codes.split(", ") if code)
