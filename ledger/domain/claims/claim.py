"""A claim's life: submitted → approved | rejected | returned → resubmitted | withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from immutables import Map

from ledger.domain.accounts import credited
from ledger.domain.accounts.account import Account, opens
from ledger.domain.accounts.credited import Credited
from ledger.domain.accounts.events import ISSUANCE, Credit, PointsTransferred
from ledger.domain.claims.events import (
    ClaimApproved,
    ClaimContent,
    ClaimRejected,
    ClaimResubmitted,
    ClaimReturned,
    ClaimSubmitted,
    ClaimValueVerified,
    ClaimVerificationDue,
    ClaimWithdrawn,
    WaitsFor,
)
from ledger.domain.claims.judging import Judged
from ledger.domain.countersigning.events import CountersignatureAsked, CountersignatureGiven, CountersignatureRefused
from ledger.domain.directory.directory import Directory
from ledger.domain.directory.hands import same_hand
from ledger.domain.errors import Conflict, Forbidden, Invalid
from ledger.domain.events import Event
from ledger.domain.streams import Stream
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.tag import within_cap
from ledger.domain.values import Sealed

ClaimState = Literal["none", "submitted", "returned", "approved", "rejected", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Claim:
    """State of the stream `claim:{id}`; its credit belongs to it, too. `second` is the countersignature that its first
    approval waits for. `verified` and `reminded` are of the months after which its value is measured again
    (verification.py)."""

    claim: str
    state: ClaimState = "none"
    submitted: ClaimSubmitted | None = None
    content: ClaimContent | None = None
    credited: Credited | None = None
    second: str | None = None
    verified: Map[int, Decimal] = Map()
    reminded: frozenset[int] = frozenset()

    def parts(self) -> tuple[ClaimSubmitted, ClaimContent]:
        """What was submitted and the content as it stands; only for a claim that exists."""
        assert self.submitted is not None and self.content is not None
        return self.submitted, self.content


def evolve(state: Claim, event: Event, by: str, at: datetime) -> Claim:
    match event:
        case PointsTransferred():
            return replace(state, credited=credited.evolve(state.credited, event, by, at))
        case CountersignatureAsked():
            return replace(state, second=event.countersignature)
        case CountersignatureGiven() | CountersignatureRefused():
            return replace(state, second=None)
        case ClaimSubmitted():
            return replace(state, state="submitted", submitted=event, content=event.content)
        case ClaimResubmitted():
            return replace(state, state="submitted", content=event.content)
        case ClaimReturned():
            return replace(state, state="returned")
        case ClaimApproved():
            return replace(state, state="approved")
        case ClaimRejected():
            return replace(state, state="rejected")
        case ClaimWithdrawn():
            return replace(state, state="withdrawn")
        case ClaimValueVerified():
            return replace(state, verified=state.verified.set(event.months, event.verified_value))
        case ClaimVerificationDue():
            return replace(state, reminded=state.reminded | {event.months})
    return state


CLAIM = Stream("claim", Claim, evolve, envelope=True)


def check_evidence(terms: TagTerms, content: ClaimContent) -> None:
    if terms.evidence_required and not content.evidence:
        raise Invalid("evidence-missing", "This tag needs evidence.", "/evidence")


def decide_submit(submitted: ClaimSubmitted, terms: TagTerms, account: Account) -> list[Event]:
    """Submit a claim. It reserves nothing; a cap that is reached already refuses it."""
    judge_points(submitted, submitted.content, terms, account, submitted.content.points)
    return [submitted]


def judge_points(
    submitted: ClaimSubmitted, content: ClaimContent, terms: TagTerms, account: Account, points: int
) -> int:
    """How many of so many points a claim credits, as its content and the account stand now: asked when it is submitted,
    submitted again and approved."""
    check_evidence(terms, content)
    return within_cap(terms, points, account.credited_in(submitted.tag, submitted.month))


def check_not_submitter(directory: Directory, submitted_by: str | None, today: date, *actors: str) -> None:
    """Who claimed for somebody does not decide it, neither in their own name nor on behalf of another, nor through one
    whose password they set: they would decide upon their own word."""
    if same_hand(directory, submitted_by, today, *actors):
        raise Forbidden(
            "submitted-by-oneself", "You, or one hand with you, submitted this claim: somebody else decides it."
        )


def check_undecided(claim: Claim) -> None:
    if claim.second is not None:
        raise Conflict("claim-approved-once", "The claim is approved once, and waits for a second approver.")
    if claim.state == "returned":
        raise Conflict("claim-returned", "The claim waits for the employee's answer.")
    if claim.state != "submitted":
        raise Conflict("claim-decided", f"The claim is {claim.state} already.")


def check_returned(claim: Claim) -> None:
    if claim.state != "returned":
        raise Conflict("claim-not-returned", f"The claim is {claim.state}; only a returned one is submitted again.")


def decide_approve(
    claim: Claim,
    judged: Judged,
    account: Account,
    *,
    points: int | None,
    may_raise: bool,
    reason: Sealed | None,
    verified_value: Decimal | None,
    ends_on: date | None,
) -> list[Event]:
    """Approve a claim and credit it in the same batch.

    An approver may lower the points with a reason; raising takes hr (`may_raise`). `ends_on` is the last day of
    what is credited. It counts in the departments of the day of occurrence as they are known now.
    """
    check_undecided(claim)
    submitted, content = claim.parts()
    approved = content.points if points is None else points
    if approved > content.points and not may_raise:
        raise Forbidden(
            "raising-takes-hr",
            f"Only hr may approve more than {content.points} points.",
            "/points",
            most=content.points,
        )
    if approved != content.points and reason is None:
        raise Invalid("reason-missing", "Other points than claimed need a reason.", "/reason")
    points_left = judge_points(submitted, content, judged.revision.terms, account, approved)
    repays = min(points_left, max(-account.balance, 0))
    transfer = PointsTransferred(
        kind="claim",
        subject=CLAIM(claim.claim),
        source=ISSUANCE,
        target=account.account,
        points=points_left,
        counted=True,
        asked=approved if points_left < approved else None,
        credit=Credit(
            tag=submitted.tag, revision=submitted.revision, month=submitted.month, departments=judged.departments
        ),
        opens=opens(account, CLAIM(claim.claim), points_left - repays, ends_on),
        repays=repays,
        reason=content.description,
    )
    approval = ClaimApproved(
        claim=claim.claim, points=approved, credited=points_left, reason=reason, verified_value=verified_value
    )
    return [approval, transfer]


def decide_reject(claim: Claim, reason: Sealed) -> list[Event]:
    check_undecided(claim)
    return [ClaimRejected(claim=claim.claim, reason=reason)]


def decide_return(claim: Claim, reason: Sealed) -> list[Event]:
    check_undecided(claim)
    return [ClaimReturned(claim=claim.claim, reason=reason)]


def decide_resubmit(
    claim: Claim,
    content: ClaimContent,
    terms: TagTerms,
    account: Account,
    answer: Sealed | None = None,
    waits_for: WaitsFor | None = None,
) -> list[Event]:
    check_returned(claim)
    judge_points(claim.parts()[0], content, terms, account, content.points)
    return [ClaimResubmitted(claim=claim.claim, content=content, answer=answer, waits_for=waits_for)]


def decide_withdraw(claim: Claim) -> list[Event]:
    if claim.state not in {"submitted", "returned"}:
        raise Conflict("claim-decided", f"The claim is {claim.state} already.")
    return [ClaimWithdrawn(claim=claim.claim)]


def happened_at(claim: Claim) -> datetime:
    return claim.parts()[0].happened_at
