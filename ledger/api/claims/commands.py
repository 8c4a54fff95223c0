"""Claims: commands."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from pydantic import Field

from ledger.api.http.callers import Caller
from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import AmountText, Body, Code, DecimalText, EmployeeNo, ExpectedPoints, Points, Text, Time
from ledger.api.http.sealing import sealed_if_known
from ledger.application import claim_decisions, claims, integrations
from ledger.application.claim_decisions import Approval, LaterValue, VerificationAnswer
from ledger.application.claims import ClaimAnswer, ClaimedValue, SubmitClaim
from ledger.application.countersigning import CountersignatureWaits
from ledger.domain.claims.claim import CLAIM, Claim
from ledger.domain.claims.events import VerifiedAfter
from ledger.domain.errors import NotFound
from ledger.domain.integrations.api_key import ROLES
from ledger.domain.values import MONEY_PLACES, Sealed, half_away

router = command_router("claims")

Evidence = Annotated[
    Text | Annotated[list[Text], Field(max_length=20)],
    Field(description="Links or texts that show it; one, or a list of them."),
]


class ClaimBody(Body):
    tag: Code
    description: Text
    occurred_at: Time | None = None
    quantity: DecimalText | None = Field(default=None, description="What the rule counts.")
    value_quantity: DecimalText | None = Field(
        default=None, description="What creates the money value, where it is not the quantity itself."
    )
    evidence: Evidence | None = None
    employee: EmployeeNo | None = Field(default=None, description="hr may claim for somebody; a key says for whom.")


class ResubmissionBody(Body):
    """What is left out stays as it was submitted."""

    description: Text | None = None
    quantity: DecimalText | None = None
    value_quantity: DecimalText | None = None
    evidence: Evidence | None = None
    answer: Text | None = Field(default=None, description="To the question with which it was returned.")


class ApprovalBody(Body):
    points: Points | None = Field(default=None, description="Fewer with a reason; more takes hr.")
    reason: Text | None = None
    verified_value: AmountText | None = Field(default=None, description="The money value as the approver found it.")
    expected_points: ExpectedPoints = None


NOTHING_SAID = ApprovalBody()
NOTHING_NEW = ResubmissionBody()


class ReasonBody(Body):
    reason: Text


@router.post("/claims", **documented("claims.create", ClaimAnswer, new=True))
async def submit_claim(caller: CommandCaller, body: ClaimBody) -> Handler:
    """Claim value that I created. Points and value are worked out at once; my approver decides.

    An outside system claims for `employee` with its API key; a tag with `auto_approve` credits at once.
    """
    person = body.employee or caller.acting.principal
    value = ClaimedValue(
        await sealed_if_known(caller, person, body.description),
        body.quantity,
        body.value_quantity,
        await _evidence(caller, person, body.evidence),
    )
    submit = integrations.record_action if caller.roles == ROLES else claims.submit
    return partial(submit, request=SubmitClaim(body.tag, value, body.occurred_at, body.employee))


@router.post(
    "/claims/{claim}/approval",
    **documented("claims.decide", ClaimAnswer, matter="claims", second=CountersignatureWaits),
)
async def approve_claim(caller: CommandCaller, claim: str, body: ApprovalBody = NOTHING_SAID) -> Handler:
    """Approve; it is credited in the same moment."""
    verified = None if body.verified_value is None else half_away(body.verified_value, MONEY_PLACES)
    reason = await _sealed(caller, claim, body.reason)
    approval = Approval(body.points, reason, verified, body.expected_points)
    return partial(claim_decisions.approve, claim_id=claim, approval=approval)


@router.post("/claims/{claim}/rejection", **documented("claims.decide", ClaimAnswer, matter="claims"))
async def reject_claim(caller: CommandCaller, claim: str, body: ReasonBody) -> Handler:
    """Reject, with a reason that the employee reads."""
    reason = await _sealed(caller, claim, body.reason)
    if reason is None:
        raise NotFound
    return partial(claim_decisions.reject, claim_id=claim, reason=reason)


@router.post("/claims/{claim}/return", **documented("claims.decide", ClaimAnswer, matter="claims"))
async def return_claim(caller: CommandCaller, claim: str, body: ReasonBody) -> Handler:
    """Send it back with a question."""
    reason = await _sealed(caller, claim, body.reason)
    if reason is None:
        raise NotFound
    return partial(claim_decisions.return_to_employee, claim_id=claim, reason=reason)


class VerificationBody(Body):
    verified_value: AmountText = Field(description="The money value as it was measured again.")
    months: VerifiedAfter = Field(description="How long after the saving.")
    reason: Text | None = Field(default=None, description="Needed to correct what is on record.")


@router.post("/claims/{claim}/verification", **documented("claims.decide", VerificationAnswer, matter="claims"))
async def verify_claim(caller: CommandCaller, claim: str, body: VerificationBody) -> Handler:
    """Record what the same source is worth 3 or 6 months later: whether a saving lasted. No points move; it counts in
    the tag's credibility."""
    reason = await _sealed(caller, claim, body.reason)
    value = half_away(body.verified_value, MONEY_PLACES)
    return partial(claim_decisions.verify, claim_id=claim, later=LaterValue(body.months, value, reason))


@router.post("/claims/{claim}/resubmission", **documented("claims.own", ClaimAnswer))
async def resubmit_claim(caller: CommandCaller, claim: str, body: ResubmissionBody = NOTHING_NEW) -> Handler:
    """Answer a returned claim and submit it again; its time and the tag's revision stay."""
    person = caller.employee_no
    description = await caller.seal_optional(person, body.description)
    evidence = await _evidence(caller, person, body.evidence)
    value = ClaimedValue(description, body.quantity, body.value_quantity, evidence)
    answer = await caller.seal_optional(person, body.answer)
    return partial(claims.resubmit, claim_id=claim, value=value, answer=answer)


@router.post("/claims/{claim}/withdrawal", **documented("claims.own", ClaimAnswer))
async def withdraw_claim(caller: CommandCaller, claim: str) -> Handler:
    """Take an undecided claim back."""
    return partial(claims.withdraw, claim_id=claim)


async def _evidence(caller: Caller, person: str, evidence: str | list[str] | None) -> tuple[Sealed, ...] | None:
    if evidence is None:
        return None
    texts = [evidence] if isinstance(evidence, str) else evidence
    sealed = [await sealed_if_known(caller, person, text) for text in texts]
    return tuple(text for text in sealed if text is not None)


async def _sealed(caller: Caller, claim_id: str, text: str | None) -> Sealed | None:
    """An approver's text, sealed under the key of the claim's employee; none where there is no such claim."""
    if text is None:
        return None
    claim: Claim = await caller.services.journal.state(caller.organisation, CLAIM(claim_id))
    if claim.submitted is None:
        return None
    return await caller.seal(claim.submitted.employee, text)
