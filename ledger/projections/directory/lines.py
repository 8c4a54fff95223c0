"""Changes of the lines of approval, as they were recorded: what was set, by whom, and what it was before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ledger.domain.directory.dated import in_force
from ledger.domain.directory.events import DelegationGiven, DepartmentChanged, EmployeeAssigned, RolesGiven
from ledger.domain.events import Recorded
from ledger.projections.engine import rows as encoded
from ledger.projections.engine.entities import Row, plain

COLUMNS = "organisation, position, recorded_at, actor, link, subject, before, after, effective_from"
DDL = """CREATE TABLE {schema}.lines (
    organisation   text COLLATE "C" NOT NULL,
    position       bigint NOT NULL,
    recorded_at    timestamptz NOT NULL,
    actor          text COLLATE "C" NOT NULL,
    link           text NOT NULL,
    subject        text COLLATE "C" NOT NULL,
    before         text COLLATE "C",
    after          text COLLATE "C",
    effective_from date
)"""
INDEX = "CREATE INDEX ON {schema}.lines (recorded_at, organisation, position)"


class Change(NamedTuple):
    """`link` is manager, department or hr of an employee, head or parent of a department, or who stands in for a
    manager; `subject` is whose."""

    link: str
    subject: str
    before: str | None
    after: str | None
    effective_from: str | None = None


def of_employee(event: EmployeeAssigned, employee: Row) -> Iterator[Change]:
    """What the event changes in the record as it was before."""
    return _changes(("manager", "department"), event.employee_no, employee["history"], plain(event.assignment))


def of_department(event: DepartmentChanged, department: Row) -> Iterator[Change]:
    return _changes(("head", "parent"), event.code, department["history"], plain(event.terms))


def of_roles(event: RolesGiven, employee: Row) -> Iterator[Change]:
    was, now = "hr" in employee["roles"], "hr" in event.roles
    if was != now:
        yield Change("hr", event.employee_no, "hr" if was else None, "hr" if now else None)


def of_delegation(event: DelegationGiven) -> Iterator[Change]:
    yield Change("stands-in", event.principal, None, event.delegate, event.starts_on.isoformat())


def encode(organisation: str, recorded: Recorded, change: Change) -> bytes:
    text = encoded.text
    return b"".join(
        (
            encoded.count(9),
            text(organisation),
            encoded.bigint(recorded.position),
            encoded.instant(recorded.recorded_at.isoformat()),
            text(recorded.actor),
            text(change.link),
            text(change.subject),
            text(change.before),
            text(change.after),
            encoded.day(change.effective_from),
        )
    )


def _changes(links: tuple[str, ...], subject: str, history: list[Row], terms: Row) -> Iterator[Change]:
    day = terms["effective_from"]
    held = in_force(history, day)
    for link in links:
        if terms[link] != held[link]:
            yield Change(link, subject, held[link], terms[link], day)
