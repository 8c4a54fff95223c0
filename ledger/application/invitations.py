"""Giving people links by which they choose their own password, and using them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pydantic import Field

from ledger.application.access import Acting, acting
from ledger.application.unit import Answer, Steps, Unit
from ledger.domain.directory.directory import DIRECTORY
from ledger.domain.directory.events import PasswordSet
from ledger.domain.errors import NotFound, Refusal, unknown_reference
from ledger.domain.invitations.events import InvitationGiven, Purpose
from ledger.domain.invitations.invitation import INVITATION, decide_give, decide_revoke, decide_use, state_of

Result = dict[str, Any]
"""What became of one of those who are invited, as it is stored: the name as it is sealed."""


class Lasting(NamedTuple):
    """How long links hold: for whoever never had a password, and for whoever forgot theirs."""

    join: timedelta
    reset: timedelta

    def until(self, purpose: Purpose, now: datetime) -> datetime:
        return now + (self.join if purpose == "join" else self.reset)


class Invited(NamedTuple):
    """Somebody who is to get a link: its keyed hash, and whether they have a password already."""

    employee_no: str
    digest: str
    has_password: bool

    @property
    def purpose(self) -> Purpose:
        return "reset" if self.has_password else "join"


class InvitationsAnswer(Answer):
    id: str
    results: list[Result]
    next_cursor: str | None = Field(description="Of an import of more than 1,000: `cursor` of the next command.")


class InvitationAnswer(Answer):
    employee_no: str
    state: str
    expires_at: datetime


class UseAnswer(Answer):
    password_id: str


def give(
    unit: Unit,
    id: str,
    people: Sequence[Invited],
    lasting: Lasting,
    of_import: str | None,
    next_cursor: str | None,
    problem_of: Callable[[Refusal], Result],
) -> Steps:
    """Give each a link. Of several, whoever may not get one is passed over with the reason; one alone is refused."""
    who = acting(unit, "invitations.give")
    unit.need(*(INVITATION(one.employee_no) for one in people if one.employee_no in who.directory.employees))
    results: list[Result] = []
    for one in people:
        try:
            results.append(_given(unit, who, one, lasting, of_import))
        except Refusal as refusal:
            if len(people) == 1 and of_import is None:
                raise
            results.append({"employee_no": one.employee_no, **problem_of(refusal)})
        yield
    return InvitationsAnswer(position=unit.position, id=id, results=results, next_cursor=next_cursor)


def _given(unit: Unit, who: Acting, one: Invited, lasting: Lasting, of_import: str | None) -> Result:
    no, purpose = one.employee_no, one.purpose
    if no not in who.directory.employees:
        raise unknown_reference("/employees")
    who.not_upon(no)
    given = InvitationGiven(
        employee_no=no,
        purpose=purpose,
        expires_at=lasting.until(purpose, unit.now),
        digest=one.digest,
        replaces="",
        of_import=of_import,
    )
    unit.emit(INVITATION(no), decide_give(unit.directory, given, who.actor, who.today))
    name = who.directory.employees[no].sealed_name
    return {"status": 201, "employee_no": no, "name": name, "purpose": purpose, "expires_at": given.expires_at}


def revoke(unit: Unit, employee_no: str) -> InvitationAnswer:
    """End somebody's link before it is used."""
    who = acting(unit, "invitations.give")
    if employee_no not in who.directory.employees:
        raise NotFound
    who.not_upon(employee_no)
    stream = INVITATION(employee_no)
    unit.emit(stream, decide_revoke(unit.state(stream), unit.directory, unit.now, who.today))
    after = unit.state(stream)
    assert after.given is not None
    return InvitationAnswer(
        position=unit.position,
        employee_no=employee_no,
        state=state_of(after, unit.directory, unit.now, who.today),
        expires_at=after.given.expires_at,
    )


def use(unit: Unit, employee_no: str, digest: str) -> UseAnswer:
    """Put on record that the person chose a password by their link; under the journal's lock it is the first time, or
    refused. Who gave the link might have used it, and counts as one whose hand set the password."""
    stream, password_id = INVITATION(employee_no), unit.command.command
    today = unit.organisation.today(unit.now)
    invitation = unit.state(stream)
    unit.emit(stream, decide_use(invitation, unit.directory, digest, password_id, unit.now, today))
    chosen = PasswordSet(employee_no=employee_no, password_id=password_id, link_by=invitation.by)
    unit.emit(DIRECTORY, [chosen])
    return UseAnswer(position=unit.position, password_id=password_id)
