"""What of a row is sealed under a person's key: the name of an employee, their pay and where they are booked, the
reason of a credit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ledger.application.imports import Values
from ledger.domain.directory.directory import Directory
from ledger.domain.directory.events import SEALED
from ledger.domain.values import Sealed, canonical
from ledger.infrastructure.keys import Keyring


async def sealed_texts(
    keyring: Keyring, organisation: str, kind: str, directory: Directory, rows: Sequence[Values], *, rehearsed: bool
) -> list[Sealed | None]:
    """The sealed text of each row; none where there is none, where the name is the one on record, or where the key of
    the person can't be read.

    Rehearsed, no key is made and nothing is sealed: an empty box stands for it.
    """
    if kind == "departments":
        return [None] * len(rows)
    people = [row["employee_no"] for row in rows]
    if kind == "employees" and not rehearsed:
        await keyring.register_many(organisation, people)
    await keyring.fetch(organisation, people)
    return [
        None
        if text is None
        or keyring.unreadable(organisation, row["employee_no"])
        or _is_known(keyring, organisation, kind, directory, row, text)
        else Sealed(person=row["employee_no"], box="")
        if rehearsed or not keyring.knows(organisation, row["employee_no"])
        else keyring.seal(organisation, row["employee_no"], text)
        for row, text in ((row, row.get("name" if kind == "employees" else "reason")) for row in rows)
    ]


async def sealed_fields(
    keyring: Keyring,
    organisation: str,
    directory: Directory,
    rows: Sequence[Values],
    today: date,
    *,
    rehearsed: bool,
) -> list[Values]:
    """Rows about employees with what of their assignments is sealed; what is on record already keeps its box.

    The keys are there (`sealed_texts`). Rehearsed, an empty box stands for what would be sealed.
    """
    return [_with_sealed_fields(keyring, organisation, directory, row, today, rehearsed=rehearsed) for row in rows]


def _with_sealed_fields(
    keyring: Keyring, organisation: str, directory: Directory, row: Values, today: date, *, rehearsed: bool
) -> Values:
    no = row["employee_no"]
    known = directory.employees.get(no)
    recorded = known.sealed_on(row.get("effective_from", today)) if known else {}
    sealed: Values = {}
    for name in SEALED:
        if row.get(name) is None:
            continue
        text, held = text_of(row[name]), recorded.get(name)
        if keyring.unreadable(organisation, no) or (held is not None and keyring.open(organisation, held) == text):
            sealed[name] = held
        elif rehearsed or not keyring.knows(organisation, no):
            sealed[name] = Sealed(person=no, box="")
        else:
            sealed[name] = keyring.seal(organisation, no, text)
    return {**row, **sealed}


def text_of(value: str | Decimal) -> str:
    """The text that is sealed: of an amount, its canonical form."""
    return canonical(value) if isinstance(value, Decimal) else value


def _is_known(keyring: Keyring, organisation: str, kind: str, directory: Directory, row: Values, text: str) -> bool:
    known = directory.employees.get(row["employee_no"]) if kind == "employees" else None
    return known is not None and keyring.open(organisation, known.name) == text
