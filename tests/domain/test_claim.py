"""A claim's whole life, and what its approval credits."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger.domain.accounts.account import Account
from ledger.domain.accounts.events import ISSUANCE, Credit, LotPart, PointsTransferred
from ledger.domain.claims.claim import (
    Claim,
    check_evidence,
    decide_approve,
    decide_reject,
    decide_resubmit,
    decide_return,
    decide_submit,
    decide_withdraw,
    evolve,
)
from ledger.domain.claims.events import (
    ClaimApproved,
    ClaimContent,
    ClaimRejected,
    ClaimResubmitted,
    ClaimReturned,
    ClaimWithdrawn,
)
from ledger.domain.claims.judging import Judged
from ledger.domain.errors import Conflict, Forbidden, Invalid
from ledger.domain.events import Event
from ledger.domain.tags.tag import Revision
from tests.domain.builders import MONTH, NOON, account_at, account_with, credited, sealed, submitted, terms
from tests.domain.story import Outcome, Story, outcome

REASON = sealed(box="cmVhc29u")
CLAIM = Story(Claim("c1"), lambda state, event: evolve(state, event, "FIN00", NOON))
SUBMITTED = CLAIM.given(submitted(100))
RETURNED = SUBMITTED.given(ClaimReturned(claim="c1", reason=REASON))
END = date(2031, 3, 15)
ENDED: tuple[Event, ...] = (
    ClaimApproved(claim="c1", points=100, credited=100),
    ClaimRejected(claim="c1", reason=REASON),
    ClaimWithdrawn(claim="c1"),
)
NONE_YET = account_at(0)


def approve(story: Story[Claim], account: Account = NONE_YET, cap: int | None = None, **said: Any) -> Outcome:
    asked = {"points": None, "may_raise": False, "reason": None, "verified_value": None, "ends_on": END, **said}
    return story.when(decide_approve, Judged(("FIN",), Revision(1, None, terms(monthly_cap=cap))), account, **asked)


def credit(points: int, *, asked: int | None = None, repays: int = 0) -> PointsTransferred:
    opened = (LotPart(lot="claim:c1", number=1, points=points - repays, ends_on=END),) if points > repays else ()
    return PointsTransferred(
        kind="claim",
        subject="claim:c1",
        source=ISSUANCE,
        target="employee:FIN01",
        points=points,
        counted=True,
        asked=asked,
        credit=Credit(tag="saving", revision=1, month=MONTH, departments=("FIN",)),
        opens=opened,
        repays=repays,
        reason=sealed(),
    )


def test_a_claim_is_submitted_and_reserves_nothing() -> None:
    outcome(decide_submit, submitted(100), terms(monthly_cap=10), NONE_YET).then(submitted(100))


def test_a_cap_that_is_reached_refuses_already_the_submission() -> None:
    full = account_with(credited(150))
    outcome(decide_submit, submitted(100), terms(monthly_cap=150), full).refused(Conflict, "cap-reached")


@pytest.mark.parametrize("evidence", [(), (sealed(),)])
def test_evidence_is_asked_for_where_the_tag_requires_it(evidence: tuple[Any, ...]) -> None:
    asked = outcome(decide_submit, submitted(evidence=evidence), terms(evidence_required=True), NONE_YET)
    if evidence:
        asked.then(submitted(evidence=evidence))
    else:
        asked.refused(Invalid, "evidence-missing", "/evidence")
    check_evidence(terms(), submitted().content)


def test_approval_credits_in_the_same_batch() -> None:
    approve(SUBMITTED).then(ClaimApproved(claim="c1", points=100, credited=100), credit(100))


def test_lowering_takes_a_reason_and_raising_takes_hr_and_a_reason() -> None:
    approve(SUBMITTED, points=80).refused(Invalid, "reason-missing", "/reason")
    lowered = ClaimApproved(claim="c1", points=80, credited=80, reason=REASON)
    approve(SUBMITTED, points=80, reason=REASON).then(lowered, credit(80))
    approve(SUBMITTED, points=101, reason=REASON).refused(Forbidden, "raising-takes-hr", "/points")
    approve(SUBMITTED, points=101, may_raise=True).refused(Invalid, "reason-missing", "/reason")
    raised = ClaimApproved(claim="c1", points=101, credited=101, reason=REASON)
    approve(SUBMITTED, points=101, may_raise=True, reason=REASON).then(raised, credit(101))


def test_the_approver_records_the_value_that_they_verified() -> None:
    verified = ClaimApproved(claim="c1", points=100, credited=100, verified_value=Decimal("90000.00"))
    approve(SUBMITTED, verified_value=Decimal("90000.00")).then(verified, credit(100))


def test_only_what_the_cap_leaves_is_credited_and_the_entry_says_what_was_asked() -> None:
    approve(SUBMITTED, account_at(0), 30).then(
        ClaimApproved(claim="c1", points=100, credited=30), credit(30, asked=100)
    )
    approve(SUBMITTED, account_with(credited(150)), 150).refused(Conflict, "cap-reached")


@pytest.mark.parametrize(("balance", "repays"), [(-40, 40), (-100, 100), (-200, 100), (7, 0)])
def test_a_credit_first_repays_a_balance_below_zero(balance: int, repays: int) -> None:
    approve(SUBMITTED, account_at(balance)).then(
        ClaimApproved(claim="c1", points=100, credited=100), credit(100, repays=repays)
    )


DECISIONS: list[tuple[Any, tuple[Any, ...]]] = [(decide_reject, (REASON,)), (decide_return, (REASON,))]


@pytest.mark.parametrize("ended", ENDED, ids=lambda event: type(event).__name__)
def test_a_decided_claim_is_not_decided_again(ended: Event) -> None:
    story = SUBMITTED.given(ended)
    approve(story).refused(Conflict, "claim-decided")
    for decide, said in DECISIONS:
        story.when(decide, *said).refused(Conflict, "claim-decided")
    story.when(decide_withdraw).refused(Conflict, "claim-decided")
    story.when(decide_resubmit, submitted().content, terms(), NONE_YET).refused(Conflict, "claim-not-returned")


def test_a_returned_claim_waits_for_the_employee() -> None:
    approve(RETURNED).refused(Conflict, "claim-returned")
    for decide, said in DECISIONS:
        RETURNED.when(decide, *said).refused(Conflict, "claim-returned")
    RETURNED.when(decide_withdraw).then(ClaimWithdrawn(claim="c1"))


def test_a_resubmission_changes_the_content_and_keeps_the_time_and_the_revision() -> None:
    content = ClaimContent(description=sealed(box="bmV3"), points=50)
    again: Sequence[Event] = (ClaimResubmitted(claim="c1", content=content),)
    RETURNED.when(decide_resubmit, content, terms(), NONE_YET).then(*again)
    state = RETURNED.given(*again).state
    assert (state.state, state.submitted, state.content) == ("submitted", submitted(100), content)


def test_a_resubmission_needs_evidence_as_the_first_one_did() -> None:
    refused = RETURNED.when(decide_resubmit, submitted().content, terms(evidence_required=True), NONE_YET)
    refused.refused(Invalid, "evidence-missing")


def test_a_resubmission_finds_a_cap_that_is_reached_as_the_first_one_did() -> None:
    full = account_with(credited(150))
    refused = RETURNED.when(decide_resubmit, submitted().content, terms(monthly_cap=150), full)
    refused.refused(Conflict, "cap-reached")


def test_an_undecided_claim_is_withdrawn_rejected_or_returned() -> None:
    SUBMITTED.when(decide_withdraw).then(ClaimWithdrawn(claim="c1"))
    SUBMITTED.when(decide_reject, REASON).then(ClaimRejected(claim="c1", reason=REASON))
    SUBMITTED.when(decide_return, REASON).then(ClaimReturned(claim="c1", reason=REASON))
    SUBMITTED.when(decide_resubmit, submitted().content, terms(), NONE_YET).refused(Conflict, "claim-not-returned")
