"""What can be imported: the kinds of files, their columns with the names these go by, and a row as values (S58)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from ledger.domain.imports import cells
from ledger.domain.imports import synonyms as words
from ledger.domain.imports.cells import Reader, Wrong
from ledger.domain.imports.names import KindName
from ledger.domain.texts import folded

Referred = Literal["department", "person", "tag"]

PROBLEM_HEADER, CHINESE_PROBLEM_HEADER = "import_problem", "导入问题"
"""The column that a corrected file carries the reasons in; on reading it is passed over."""


@dataclass(frozen=True, slots=True)
class Column:
    """`also` are the names that people give it, `loose` those that it goes by where nothing better is there: the same
    as a name instead of a code, or a bare number (see `headers`). `refers`: its cells name such a one, by code or name.
    """

    name: str
    also: tuple[str, ...]
    read: Reader
    required: bool = False
    loose: tuple[str, ...] = ()
    refers: Referred | None = None


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
    """What is wrong with a row: the column (None: the row as a whole), the rule, and the reason in words. `values` is
    what the reason names, for who says it in another language."""

    column: str | None
    rule: str
    reason: str
    values: Mapping[str, Any] | None = None


NUMBERS = frozenset({"employee_no", "code"})

EMPLOYEE = Column("employee_no", words.EMPLOYEE_NO, cells.reference, True, (*words.WHO, *words.ANY_ID), refers="person")
DEPARTMENT = Column("department", words.DEPARTMENT, cells.reference, loose=words.DEPARTMENT_NAME, refers="department")
EFFECTIVE_FROM = Column("effective_from", (*words.EFFECTIVE_FROM, *words.A_DATE, *words.A_START), cells.day)
LAST_DAY = Column("last_day", words.LAST_DAY, cells.day)
REASON = Column("reason", words.REASON, cells.text_of(10_000))
SOURCE_ID = Column("source_id", words.SOURCE_ID, cells.source_id, loose=words.ANY_ID)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "departments",
            (
                Column(
                    "code", (*words.DEPARTMENT_CODE, *words.A_DEPARTMENT, *words.A_CODE), cells.code, True, words.ANY_ID
                ),
                Column("name", (*words.DEPARTMENT_NAME, *words.A_DEPARTMENT, *words.A_NAME), cells.name_of(200), True),
                Column("parent", words.PARENT, cells.reference, loose=words.PARENT_NAME, refers="department"),
                Column("head", words.HEAD, cells.reference, loose=words.HEAD_NAME, refers="person"),
                EFFECTIVE_FROM,
            ),
            ("code",),
        ),
        Kind(
            "employees",
            (
                Column("employee_no", (*words.EMPLOYEE_NO, *words.SOMEBODY), cells.employee_no, True, words.ANY_ID),
                Column("name", (*words.PERSON_NAME, *words.SOMEBODY), cells.name_of(200)),
                DEPARTMENT,
                Column("manager", words.MANAGER, cells.reference, loose=words.MANAGER_NAME, refers="person"),
                Column("job", words.JOB, cells.name_of(100)),
                Column("legal_entity", words.LEGAL_ENTITY, cells.name_of(100)),
                Column("cost_centre", words.COST_CENTRE, cells.name_of(100)),
                Column("hired_on", (*words.HIRED_ON, *words.A_DATE, *words.A_START), cells.day),
                Column("left_on", (*words.LEFT_ON, *words.A_DATE), cells.day),
                Column("pay_standard", words.PAY_STANDARD, cells.money),
                Column("performance_share", words.PERFORMANCE_SHARE, cells.share),
                EFFECTIVE_FROM,
            ),
            ("employee_no",),
        ),
        Kind(
            "opening-balances",
            (
                EMPLOYEE,
                Column("points", words.BALANCE, cells.points, True),
                LAST_DAY,
                SOURCE_ID,
                REASON,
            ),
            ("employee_no", "last_day", "source_id"),
            summed="points",
        ),
        Kind(
            "past-grants",
            (
                replace(SOURCE_ID, required=True),
                EMPLOYEE,
                Column("tag", words.TAG, cells.reference, True, words.TAG_NAME, refers="tag"),
                Column("points", words.GRANTED, cells.points, True),
                Column("occurred_at", words.OCCURRED_AT, cells.moment, True),
                replace(DEPARTMENT, also=words.DEPARTMENT_THEN),
                LAST_DAY,
                REASON,
            ),
            ("source_id",),
            summed="points",
        ),
        Kind(
            "old-balances",
            (
                EMPLOYEE,
                Column("points", words.BALANCE, cells.signed_points, True),
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
                Column("points", words.MOVED, cells.signed_points, True),
                Column("occurred_at", words.OCCURRED_AT, cells.moment, True),
                SOURCE_ID,
            ),
            ("source_id",),
            summed="points",
            written=False,
            by_month=True,
        ),
    )
}


def read_row(kind: Kind, given: Mapping[str, str], zone: ZoneInfo) -> tuple[dict[str, Any], list[Fault]]:
    """The values of a row, and its faults of format. An empty cell says nothing: what is on record stays."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in kind.columns:
        try:
            if (cell := given.get(column.name)) and (text := cells.checked(cell)):
                values[column.name] = column.read(text, zone)
            elif column.required:
                raise Wrong("missing", "is empty")
        except Wrong as wrong:
            faults.append(Fault(column.name, wrong.rule, wrong.reason))
    return values, faults


def identity_of(kind: Kind, values: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What makes a row one and the same thing; none where nothing does. Numbers and codes are the same in any case."""
    parts = tuple(
        folded(values.get(name, "")) if name in NUMBERS else str(values.get(name, "")) for name in kind.identity
    )
    return parts if any(parts) else None
