"""What people are called and where they are, beside their numbers: for rows of files."""

from __future__ import annotations

from typing import Any

from ledger.api.http.callers import Caller
from ledger.projections.engine.sealing import sealed


def name_of(caller: Caller, number: str) -> dict[str, Any] | None:
    """Still to be opened; none of who came after whoever asks began to."""
    person = caller.acting.directory.employees.get(number)
    return None if person is None else sealed(person.name)


def with_name(caller: Caller, row: dict[str, Any]) -> dict[str, Any]:
    """A row with the name of its `employee`."""
    return {**row, "employee_name": name_of(caller, row["employee"])}


def with_names(caller: Caller, found: dict[str, Any]) -> dict[str, Any]:
    """A page of a list, each row with the name of its `employee`."""
    return {**found, "items": [with_name(caller, one) for one in found["items"]]}


def department_of(caller: Caller, number: str) -> str | None:
    """The code, as of today."""
    person = caller.acting.directory.employees.get(number)
    return None if person is None else person.on(caller.acting.today).department
