"""The credit that a subject names: a grant, an award, a claim, or what an import credited."""

from __future__ import annotations

from ledger.application.unit import Unit
from ledger.domain.accounts.credited import GRANT, Credited
from ledger.domain.claims.claim import CLAIM


def credit_of(unit: Unit, subject: str) -> Credited | None:
    """None where nothing was credited under that name. A claim's credit is part of the claim."""
    if subject.startswith(f"{CLAIM.kind}:"):
        return unit.state(CLAIM.named(subject)).credited
    return unit.state(GRANT.named(subject))
