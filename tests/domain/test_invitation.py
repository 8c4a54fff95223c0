"""A link by which somebody chooses their own password: who may give it, and when it does not hold any more."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ledger.domain.directory.directory import Directory, evolve
from ledger.domain.directory.events import EmploymentDated, PasswordSet, RolesGiven
from ledger.domain.directory.hands import FRESH, check_not_behind, hands_behind
from ledger.domain.errors import Conflict, Forbidden
from ledger.domain.events import Event
from ledger.domain.invitations import invitation as rules
from ledger.domain.invitations.codes import BITS, LENGTH, read, written
from ledger.domain.invitations.events import InvitationGiven, InvitationRevoked, InvitationUsed
from ledger.domain.invitations.invitation import Invitation, state_of
from tests.domain.builders import DAY, NOON, chart

PEOPLE = [
    ("HR1", "HRD", None), ("HR2", "HRD", None), ("TEC01", "TEC", None), ("PAY", "HRD", None), ("ROOT", None, None),
]  # fmt: skip
COMPANY = chart(
    [("HRD", None, None), ("TEC", None, None)], PEOPLE, HR1=("hr",), HR2=("hr",), PAY=("payroll",), ROOT=("admin",)
)
DIGEST = "ab" * 32
WEEK = timedelta(days=7)


def after(directory: Directory, *events: Event, by: str = "HR2", at: datetime = NOON) -> Directory:
    for event in events:
        directory = evolve(directory, event, by, at)
    return directory


def given(to: str = "TEC01", by: str = "HR1", digest: str = DIGEST, directory: Directory = COMPANY) -> Invitation:
    (event,) = rules.decide_give(directory, asked(to, digest), by, DAY)
    return rules.evolve(Invitation(), event, by, NOON)


def asked(to: str, digest: str) -> InvitationGiven:
    return InvitationGiven(employee_no=to, purpose="join", expires_at=NOON + WEEK, digest=digest, replaces="")


def state(link: Invitation, directory: Directory = COMPANY, now: datetime = NOON, day: date = DAY) -> str:
    return state_of(link, directory, now, day)


@pytest.mark.parametrize("giver", ["TEC01", "PAY"])
def test_only_hr_and_admins_give_links(giver: str) -> None:
    with pytest.raises(Forbidden):
        given("TEC01", giver)


def test_hr_gives_no_link_to_who_holds_a_role_and_an_admin_does() -> None:
    with pytest.raises(Forbidden, match="Only an admin"):
        given("PAY", "HR1")
    assert state(given("PAY", "ROOT")) == "open"


def test_who_left_gets_no_link() -> None:
    left = after(COMPANY, EmploymentDated(employee_no="TEC01", left_on=DAY - timedelta(days=1)))
    with pytest.raises(Conflict, match="Not employed"):
        given(directory=left)


def test_a_link_ends_at_its_last_moment() -> None:
    link = given()
    assert state(link, now=NOON + WEEK - timedelta(microseconds=1)) == "open"
    assert state(link, now=NOON + WEEK) == "expired"


ENDING: dict[str, Event] = {
    "the person leaves": EmploymentDated(employee_no="TEC01", left_on=DAY - timedelta(days=1)),
    "the person has another password by now": PasswordSet(employee_no="TEC01", password_id="p2"),
    "the person holds a role by now": RolesGiven(employee_no="TEC01", roles=("admin",)),
    "who gave it is no hr any more": RolesGiven(employee_no="HR1", roles=()),
    "who gave it has left": EmploymentDated(employee_no="HR1", left_on=DAY - timedelta(days=1)),
}


@pytest.mark.parametrize("event", ENDING.values(), ids=ENDING)
def test_a_link_does_not_hold_any_more_once(event: Event) -> None:
    link, changed = given(), after(COMPANY, event)
    assert state(link, changed) == "ended"
    with pytest.raises(Conflict) as refused:
        rules.decide_use(link, changed, DIGEST, "p1", NOON, DAY)
    assert refused.value.code == "link-ended"


def test_a_link_is_used_once() -> None:
    link = given()
    (used,) = rules.decide_use(link, COMPANY, DIGEST, "p1", NOON, DAY)
    again = rules.evolve(link, used, "TEC01", NOON)
    assert state(again) == "used"
    with pytest.raises(Conflict) as refused:
        rules.decide_use(again, COMPANY, DIGEST, "p2", NOON, DAY)
    assert refused.value.code == "link-used"


def test_a_newer_link_ends_the_one_before() -> None:
    newer = rules.evolve(given(), asked("TEC01", "cd" * 32), "HR1", NOON)
    assert not rules.opens(newer, DIGEST) and rules.opens(newer, "cd" * 32)
    with pytest.raises(Conflict) as refused:
        rules.decide_use(newer, COMPANY, DIGEST, "p1", NOON, DAY)
    assert refused.value.code == "link-ended"


def test_a_link_that_was_taken_back_opens_nothing_and_what_is_over_stays_as_it_was() -> None:
    link = given()
    (event,) = rules.decide_revoke(link, COMPANY, NOON, DAY)
    assert isinstance(event, InvitationRevoked)
    revoked = rules.evolve(link, event, "HR2", NOON)
    assert state(revoked) == "revoked"
    used = rules.evolve(link, InvitationUsed(employee_no="TEC01", password_id="p1"), "TEC01", NOON)
    for over in (revoked, used):
        assert rules.decide_revoke(over, COMPANY, NOON, DAY) == []


def test_who_gave_a_used_link_is_behind_the_person_for_thirty_days() -> None:
    chosen = PasswordSet(employee_no="TEC01", password_id="p1", link_by="HR1")
    used = after(COMPANY, chosen, by="TEC01")
    last = NOON.date() + FRESH
    assert hands_behind(used, "TEC01", last) == {"HR1"}
    assert hands_behind(used, "TEC01", last + timedelta(days=1)) == set()
    with pytest.raises(Forbidden):
        check_not_behind(used, "HR1", DAY, "TEC01")
    assert "TEC01" not in used.set_by, "nobody else knows the password: it is the person's own"


def test_a_code_is_read_as_somebody_types_it_from_paper() -> None:
    code = written(2**BITS - 12345)
    assert len(code.replace("-", "")) == LENGTH and BITS >= 128
    assert read(code.lower().replace("-", " ")) == read(code)
    assert read("ｏil0") == "0110"
    assert written(0) != written(1)
