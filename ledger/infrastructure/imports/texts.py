"""What of a row is sealed under a person's key: the name of an employee, the reason of a credit."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.application.imports import Values
from ledger.domain.directory.directory import Directory
from ledger.domain.values import Sealed
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


def _is_known(keyring: Keyring, organisation: str, kind: str, directory: Directory, row: Values, text: str) -> bool:
    known = directory.employees.get(row["employee_no"]) if kind == "employees" else None
    return known is not None and keyring.open(organisation, known.name) == text
