"""The link of a person: the last one that was given, whether it holds, and who may give it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from hmac import compare_digest
from typing import Literal

from ledger.domain.authorisation import PERMITTED
from ledger.domain.directory.directory import Directory, Employee
from ledger.domain.errors import Conflict, Forbidden, NotFound
from ledger.domain.events import Event
from ledger.domain.invitations.events import InvitationGiven, InvitationRevoked, InvitationUsed
from ledger.domain.streams import Stream

FIRST = ""
"""What a link replaces of whoever's password was never set anew."""
LinkState = Literal["open", "used", "revoked", "expired", "ended"]
OVER: dict[LinkState, tuple[str, str]] = {
    "used": (
        "link-used",
        "This link was used already. Sign in with the password that was chosen, or ask HR for a new link.",
    ),
    "revoked": ("link-revoked", "This link was taken back. Ask HR for a new one."),
    "expired": ("link-expired", "This link has expired. Ask HR for a new one."),
    "ended": ("link-ended", "This link does not hold any more. Ask HR for a new one."),
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """State of the stream `invitation:{employee_no}`: the last link, who gave it, and what became of it. `used_as` is
    the id of the password that was chosen by it."""

    given: InvitationGiven | None = None
    by: str = ""
    used_as: str | None = None
    revoked: bool = False


def evolve(state: Invitation, event: Event, by: str, at: datetime) -> Invitation:
    match event:
        case InvitationGiven():
            return Invitation(event, by)
        case InvitationUsed():
            return replace(state, used_as=event.password_id)
        case InvitationRevoked():
            return replace(state, revoked=True)
    return state


INVITATION = Stream("invitation", lambda employee_no: Invitation(), evolve, envelope=True)


def check_may_give(directory: Directory, giver: str, person: Employee, today: date) -> None:
    """Whoever holds a role that an admin gave gets a link from an admin only, as a password: otherwise hr could sign in
    as one."""
    roles = directory.roles_of(giver, today)
    if not roles & PERMITTED["invitations.give"]:
        raise Forbidden("role", "Your role may not do this.")
    if person.roles and "admin" not in roles:
        raise Forbidden("role", "Only an admin gives a link to somebody who holds a role.")


def may_get(directory: Directory, giver: str, today: date) -> list[str]:
    """Whom somebody may give a link, by number: the others who are here, and hold no role unless an admin gives it."""
    admin = "admin" in directory.roles_of(giver, today)
    return sorted(
        no
        for no, person in directory.employees.items()
        if no != giver and person.employed_on(today) and (admin or not person.roles)
    )


def decide_give(directory: Directory, given: InvitationGiven, giver: str, today: date) -> list[Event]:
    """A new link; the one before it ends with it."""
    no = given.employee_no
    person = directory.employees[no]
    check_may_give(directory, giver, person, today)
    if not directory.roles_of(no, today):
        raise Conflict("not-employed", f"Not employed on {today}.", "/employees", day=str(today))
    return [given.model_copy(update={"replaces": directory.passwords.get(no, FIRST)})]


def opens(invitation: Invitation, digest: str) -> bool:
    """Whether this is what is in the link; it takes as long where there is none."""
    known = invitation.given.digest if invitation.given else "0" * len(digest)
    return compare_digest(known, digest) and invitation.given is not None


def state_of(invitation: Invitation, directory: Directory, now: datetime, today: date) -> LinkState:
    """A link ends when it is used, taken back or expired; and, without a word, when the person leaves, has another
    password by now, or could not be given it any more by whoever gave it."""
    given = invitation.given
    if given is None:
        return "ended"
    if invitation.used_as is not None:
        return "used"
    if invitation.revoked:
        return "revoked"
    if now >= given.expires_at:
        return "expired"
    return "open" if _holds(invitation, given, directory, today) else "ended"


def unfinished_state_of(invitation: Invitation, directory: Directory, now: datetime, today: date) -> LinkState:
    """Of a link whose use is on record while the password of it never came: it ends like one that was not used, but is
    for the setting on record."""
    given, used_as = invitation.given, invitation.used_as
    assert given is not None and used_as is not None
    unused = replace(invitation, given=given.model_copy(update={"replaces": used_as}), used_as=None)
    return state_of(unused, directory, now, today)


def _holds(invitation: Invitation, given: InvitationGiven, directory: Directory, today: date) -> bool:
    no = given.employee_no
    if not directory.roles_of(no, today) or directory.passwords.get(no, FIRST) != given.replaces:
        return False
    try:
        check_may_give(directory, invitation.by, directory.employees[no], today)
    except Forbidden:
        return False
    return True


def check_open(state: LinkState) -> None:
    if state != "open":
        raise over(state)


def over(state: LinkState) -> Conflict:
    """What became of a link, for whoever has it."""
    code, detail = OVER[state]
    return Conflict(code, detail)


def decide_use(
    invitation: Invitation, directory: Directory, digest: str, password_id: str, now: datetime, today: date
) -> list[Event]:
    """The person chooses a password by the link, once; a newer one may have been given since it was looked at."""
    if not opens(invitation, digest):
        raise over("ended")
    check_open(state_of(invitation, directory, now, today))
    assert invitation.given is not None
    return [InvitationUsed(employee_no=invitation.given.employee_no, password_id=password_id)]


def decide_revoke(invitation: Invitation, directory: Directory, now: datetime, today: date) -> list[Event]:
    """A link that is over already stays so."""
    if invitation.given is None:
        raise NotFound
    if state_of(invitation, directory, now, today) != "open":
        return []
    return [InvitationRevoked(employee_no=invitation.given.employee_no)]
