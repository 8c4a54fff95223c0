"""Whether a saving lasted: the same source measured again after 3 and 6 months, without taking points back.

What was claimed, verified at the approval, and found later makes the credibility of a tag (S5, S8).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args
from zoneinfo import ZoneInfo

from ledger.domain.claims.claim import Claim, happened_at
from ledger.domain.claims.events import ClaimValueVerified, ClaimVerificationDue, VerifiedAfter
from ledger.domain.errors import Conflict, Invalid
from ledger.domain.values import Sealed, add_months, local_date

MONTHS: tuple[VerifiedAfter, ...] = get_args(VerifiedAfter)


def due_on(claim: Claim, months: int, zone: ZoneInfo) -> date:
    """The first local day of a later measurement: so many months after the claim's own day."""
    return add_months(local_date(happened_at(claim), zone), months)


def decide_verify(
    claim: Claim, months: VerifiedAfter, value: Decimal, reason: Sealed | None, *, today: date, zone: ZoneInfo
) -> list[ClaimValueVerified]:
    """Record what was measured. The same again makes no event, another value needs a reason."""
    if claim.state != "approved" or _taken_back(claim):
        raise Conflict("claim-not-approved", "Only a claim that is approved, and not reversed, is measured again.")
    if claim.parts()[1].value is None:
        raise Conflict("claim-without-value", "This claim has no value in money.")
    first = due_on(claim, months, zone)
    if today < first:
        raise Conflict("verification-too-early", f"This is measured from {first} on.", "/months", first=str(first))
    before = claim.verified.get(months)
    if before == value:
        return []
    if before is not None and reason is None:
        raise Invalid("reason-missing", f"{before} is on record; another value needs a reason.", "/reason")
    return [ClaimValueVerified(claim=claim.claim, months=months, verified_value=value, reason=reason)]


def decide_remind(claim: Claim, *, today: date, zone: ZoneInfo) -> list[ClaimVerificationDue]:
    """hr is told once of each measurement that is due and not on record."""
    if claim.state != "approved" or _taken_back(claim) or claim.parts()[1].value is None:
        return []
    return [
        ClaimVerificationDue(claim=claim.claim, months=months, due_on=due)
        for months in MONTHS
        if months not in claim.reminded
        and months not in claim.verified
        and (due := due_on(claim, months, zone)) <= today
    ]


def _taken_back(claim: Claim) -> bool:
    return claim.credited is not None and claim.credited.taken_back
