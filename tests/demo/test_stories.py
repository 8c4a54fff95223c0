"""What the demo tells: the seeds' numbers, who acted, and how alive it looks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest

from ledger.demo.data.claims import CLAIMS
from ledger.demo.data.departments import DEPARTMENTS
from ledger.demo.data.people import EVERYBODY
from ledger.demo.scene import ZONE
from ledger.demo.steps import id_of
from ledger.domain.accounts.events import PointsTransferred
from ledger.domain.claims.claim import CLAIM, Claim
from ledger.domain.claims.events import ClaimApproved, ClaimRejected, ClaimResubmitted, ClaimReturned, ClaimSubmitted
from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.domain.countersigning.events import CountersignatureAsked
from ledger.domain.directory.decisions import may_act_for
from ledger.domain.directory.events import EmployeeRegistered, RolesGiven
from ledger.domain.directory.sight import approver_of
from ledger.domain.events import Event
from ledger.domain.exports.events import ExportPrepared, ExportTakenOver
from ledger.domain.invitations.events import InvitationGiven, InvitationRevoked
from ledger.domain.redemptions.events import (
    OfRedemption,
    RedemptionApproved,
    RedemptionCancelled,
    RedemptionFulfilled,
    RedemptionRejected,
    RedemptionRequested,
)
from ledger.domain.values import local_date, month_of
from ledger.infrastructure.embedded import Servers
from tests.demo.told import Told, load_now
from tests.installation import migrated


@pytest.fixture(scope="module")
def told(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with migrated(servers, servers.redis_url, tmp_path_factory.mktemp("demo")) as where:
        yield load_now(where)


def claim_of(told: Told, slug: str) -> Claim:
    return told.claims[CLAIM(id_of(f"claim:{slug}"))]


def credited(told: Told, slug: str) -> int:
    subject = CLAIM(id_of(f"claim:{slug}"))
    return sum(moved.points for _, moved in told.transfers() if moved.subject == subject)


def matter_of(event: Event) -> str:
    """What a delegation must cover for this."""
    if isinstance(event, OfRedemption) or (isinstance(event, PointsTransferred) and event.kind == "release"):
        return "redemptions"
    return "grants" if isinstance(event, PointsTransferred) and event.kind == "grant" else "claims"


def month(told: Told) -> str:
    return month_of(local_date(told.now, ZONE))


@pytest.mark.parametrize(
    ("slug", "value", "points"),
    [
        ("s2-1", "36000.00", 100),
        ("s3-1", None, 50),
        ("s3-2", "86000.00", 100),
        ("s4-1", None, 150),
        ("s5-1", "50000.00", 120),
        ("s6-1", "480000.00", 200),
        ("s7-1", None, 100),
        ("s7-2", None, 120),
        ("s8-1", "100000.00", 100),
        ("s9-1", None, 150),
        ("s17-1", None, 30),
        ("s17-2", None, 50),
        ("s17-3", "24000.00", 80),
    ],
)
def test_claims_have_the_seeds_numbers(told: Told, slug: str, value: str | None, points: int) -> None:
    """S2 to S9, S17: value and points of the seeds' examples."""
    claim = claim_of(told, slug)
    _, content = claim.parts()
    assert claim.state == "approved"
    assert content.points == points
    assert content.value == (None if value is None else Decimal(value))
    assert credited(told, slug) == points


def test_overtime_is_capped(told: Told) -> None:
    """S14: 12 hours would be 12 points; the cap leaves 10, and the entry says so."""
    subject = CLAIM(id_of("claim:s14-1"))
    moved = next(moved for _, moved in told.transfers() if moved.subject == subject)
    assert (moved.asked, moved.points) == (12, 10)


def test_instant_awards_are_apart(told: Told) -> None:
    """S16: from the organisation's budget, and on no leaderboard."""
    awards = [(one, moved) for one, moved in told.transfers() if moved.kind == "award"]
    assert {one.actor for one, _ in awards} == {"HR01", "HR02"}
    for _, moved in awards:
        assert moved.source == f"budget:organisation:{month(told)}"
        assert not moved.counted


def test_a_fixed_bug_credits_problem_solved(told: Told) -> None:
    """S11."""
    subjects = {f"grant:{id_of('grant:s11-1')}", f"grant:{id_of('grant:s11-2')}"}
    bugs = [moved for _, moved in told.transfers() if moved.subject in subjects]
    assert [(moved.credit.tag, moved.points) for moved in bugs if moved.credit] == [
        ("problem-solved", 30),
        ("problem-solved", 40),
    ]


def test_one_department_is_low_on_working_together(told: Told) -> None:
    """S13: 市场部 has less of 跨部门协作 than half of any other."""
    by_department: dict[str, int] = defaultdict(int)
    for employee, points in told.board(month(told), "cross-department").items():
        department = told.directory.employees[employee].on(local_date(told.now, ZONE)).department
        assert department is not None
        by_department[department] += points
    lowest = by_department.pop("MKT")
    assert 0 < lowest < min(by_department.values()) / 2


def test_every_state_of_a_claim_is_there(told: Told) -> None:
    states = Counter(claim.state for claim in told.claims.values())
    assert states.keys() == {"submitted", "returned", "approved", "rejected", "withdrawn"}
    waiting = {
        approver_of(told.directory, told.directory.employees[claim.parts()[0].employee], local_date(told.now, ZONE))
        for claim in told.claims.values()
        if claim.state == "submitted"
    }
    assert {"FIN00", "ADM00", "TEC00", "HRD00", "MKT00", "OPS00", None} == waiting  # None: hr decides


def test_the_leaderboard_is_alive(told: Told) -> None:
    board = told.board(month(told))
    totals = Counter(board.values())
    assert len(board) > 25
    assert len(totals) > 20
    assert any(count > 1 for count in totals.values())
    assert board["HRD01"] == board["ADM04"] == 150


def test_every_actor_held_the_role(told: Told) -> None:
    """Grants by managers or hr, decisions by approvers or hr, roles by the admin; standing in only as delegated."""
    directory, today = told.directory, local_date(told.now, ZONE)
    claimant = {claim.claim: claim.parts()[0].employee for claim in told.claims.values()}
    for one in told.events:
        principal = one.on_behalf_of or one.actor
        roles = frozenset({"system"}) if one.actor == "system" else directory.roles_of(principal, today)
        if one.on_behalf_of:
            matter = matter_of(one.event)
            assert may_act_for(directory, one.actor, one.on_behalf_of, matter, today)
        match one.event:
            case PointsTransferred(kind="budget") | EmployeeRegistered():
                assert roles & {"hr", "system"}
            case PointsTransferred(kind="award"):
                assert "hr" in roles
            case PointsTransferred(kind="grant", source=source):
                assert "manager" in roles
                assert source == f"budget:{principal}:{month(told)}"
            case ClaimApproved(claim=claim) | ClaimRejected(claim=claim) | ClaimReturned(claim=claim):
                approver = approver_of(directory, directory.employees[claimant[claim]], today)
                assert principal == approver or "hr" in roles
            case ClaimSubmitted(employee=employee) | RedemptionRequested(employee=employee):
                assert one.actor == employee
            case RedemptionApproved(employee=employee) | RedemptionRejected(employee=employee):
                itself = one.actor == employee and isinstance(one.event, RedemptionApproved)  # nobody has to approve it
                assert (
                    itself or principal == approver_of(directory, directory.employees[employee], today) or "hr" in roles
                )
            case RedemptionFulfilled() | ExportPrepared():
                assert "hr" in roles
            case ExportTakenOver():
                assert "payroll" in roles
            case RolesGiven():
                assert "admin" in roles


def test_nobody_acts_upon_themselves(told: Told) -> None:
    claimant = {claim.claim: claim.parts()[0].employee for claim in told.claims.values()}
    for one in told.events:
        match one.event:
            case PointsTransferred(target=target, kind=kind) if kind != "release":
                receiver = target.removeprefix("employee:")
                assert receiver not in {one.actor, one.on_behalf_of}
            case RedemptionRejected(employee=employee) | RedemptionFulfilled(employee=employee):
                assert employee not in {one.actor, one.on_behalf_of}
            case ClaimApproved(claim=claim) | ClaimRejected(claim=claim) | ClaimReturned(claim=claim):
                assert claimant[claim] not in {one.actor, one.on_behalf_of}


def test_everybody_of_the_contract_is_there(told: Told) -> None:
    today = local_date(told.now, ZONE)
    roles = {no: told.directory.roles_of(no, today) for no in told.directory.employees}
    for department in DEPARTMENTS:
        assert roles[department.head] == {"employee", "manager"}
        assert roles[f"{department.code}01"] == roles[f"{department.code}02"] == {"employee"}
        assert approver_of(told.directory, told.directory.employees[f"{department.code}01"], today) == department.head
    assert roles["HR01"] == {"employee", "hr"}
    assert roles["AUD01"] == {"auditor"}
    assert roles["PAY01"] == {"employee", "payroll"}
    assert roles["ROOT"] == {"employee", "admin"}


def test_people_are_of_a_demo_and_paid_within_ranges(told: Told) -> None:
    """S27: performance share 40 to 60 percent in marketing, 10 to 20 elsewhere."""
    for person in EVERYBODY:
        assert set(person.name[1:]) & set("示例样范演试")
        terms = told.directory.employees[person.employee_no].on(local_date(told.now, ZONE))
        low, high = ("0.4", "0.6") if person.department == "MKT" else ("0.1", "0.2")
        assert terms.performance_share is not None and terms.pay_standard is not None
        assert Decimal(low) <= terms.performance_share <= Decimal(high)
        assert terms.department == person.department
        assert terms.legal_entity and terms.cost_centre
    assert len({person.name for person in EVERYBODY}) == len(EVERYBODY)


def test_balances_are_what_was_credited_and_not_redeemed(told: Told) -> None:
    moved_to: dict[str, int] = defaultdict(int)
    for _, moved in told.transfers():
        moved_to[moved.target] += moved.points
        moved_to[moved.source] -= moved.points
    for number, account in told.accounts.items():
        assert account.balance == moved_to[f"employee:{number}"]
        assert account.balance == sum(lot.left for lot in account.lots.values())


def test_points_were_redeemed_for_a_bonus_and_a_training_place(told: Told) -> None:
    """S8: 100 points and ¥5,000. S9: 150 points and a place, which payroll has taken over. S10: leave."""
    spent = {moved.target: moved.points for _, moved in told.transfers() if moved.kind == "redemption"}
    assert spent == {"redeemed:bonus": 100, "redeemed:training": 150, "redeemed:leave": 30}
    lines = [one.event.line for one in told.events if isinstance(one.event, RedemptionFulfilled) and one.event.line]
    bonus = next(line for line in lines if line.employee == "FIN01")
    assert bonus.benefit.amount == Decimal("5000.00")
    exported = [one.event for one in told.events if isinstance(one.event, ExportPrepared)]
    assert [line.employee for export in exported for line in export.lines] == ["TEC02"]
    taken_over = [one for one in told.events if isinstance(one.event, ExportTakenOver)]
    assert [one.actor for one in taken_over] == ["PAY01"]


def test_every_state_of_a_redemption_is_there(told: Told) -> None:
    kinds = {type(one.event) for one in told.events}
    assert {RedemptionApproved, RedemptionRejected, RedemptionCancelled, RedemptionFulfilled} <= kinds
    requested = sum(isinstance(one.event, RedemptionRequested) for one in told.events)
    decided = (RedemptionApproved, RedemptionRejected, RedemptionCancelled)
    assert sum(isinstance(one.event, decided) for one in told.events) == requested - 3


def test_s30_who_is_late_for_the_fourth_time_falls_in_rank_and_a_wrong_deduction_is_corrected(told: Told) -> None:
    made = [one.event for one in told.events if isinstance(one.event, DeductionMade)]
    corrected = [one.event for one in told.events if isinstance(one.event, DeductionCorrected)]
    assert {(one.employee, one.points) for one in made} == {("OPS04", 10), ("MKT04", 10)}
    assert [one.employee for one in corrected] == ["MKT04"]


def test_a_claim_waits_that_is_an_earlier_one_again(told: Told) -> None:
    submitted, content = claim_of(told, "adm01-1").parts()
    before, earlier = claim_of(told, "s5-1").parts()
    assert claim_of(told, "adm01-1").state == "submitted"
    assert (submitted.employee, submitted.tag, content.quantity) == (before.employee, before.tag, earlier.quantity)


def test_a_claim_was_answered_and_waits_again(told: Told) -> None:
    claim = claim_of(told, "hrd02-1")
    assert claim.state == "submitted"
    answers = [one.event for one in told.events if isinstance(one.event, ClaimResubmitted)]
    assert any(one.claim == claim.claim and one.answer is not None for one in answers)


def test_a_large_claim_was_approved_once_and_waits_for_an_hr(told: Told) -> None:
    asked = [one.event for one in told.events if isinstance(one.event, CountersignatureAsked)]
    assert [(one.employee, one.points, one.above) for one in asked] == [("TEC05", 360, "points-a-claim")]
    assert claim_of(told, "tec05-2").state == "submitted"


def test_nobody_thanked_one_whose_claim_was_approved(told: Told) -> None:
    thanked = {moved.target for _, moved in told.transfers() if moved.kind in {"grant", "award"}}
    of_finance = {person.employee_no for person in EVERYBODY if person.department == "FIN" and person.reports}
    assert {no for no in of_finance if f"employee:{no}" not in thanked} == {"FIN04"}
    assert claim_of(told, "s17-1").parts()[0].employee == "FIN04"
    assert claim_of(told, "s17-1").state == "approved"


def test_links_hold_are_over_and_were_taken_back(told: Told) -> None:
    given = {one.event.employee_no: one.event for one in told.events if isinstance(one.event, InvitationGiven)}
    revoked = {one.event.employee_no for one in told.events if isinstance(one.event, InvitationRevoked)}
    assert {no for no, one in given.items() if one.expires_at <= told.now} == {"OPS03"}
    assert (set(given), revoked) == ({"MKT05", "OPS03", "TEC04"}, {"TEC04"})


def test_a_claim_names_its_evidence() -> None:
    assert all(claim.evidence for claim in CLAIMS)
