"""Whose a claim is: decisions about a claim name the claim only, and some projections need the employee."""

from __future__ import annotations

from typing import NamedTuple

from ledger.domain.claims.events import (
    ClaimApproved,
    ClaimRejected,
    ClaimResubmitted,
    ClaimReturned,
    ClaimSubmitted,
    ClaimValueVerified,
    ClaimVerificationDue,
    ClaimWithdrawn,
)
from ledger.domain.countersigning.events import (
    CountersignatureAsked,
    CountersignatureGiven,
    CountersignatureRefused,
    OfCountersignature,
)
from ledger.projections.engine import rows as encoded
from ledger.projections.engine.page import Page
from ledger.projections.engine.store import Store

MOST_REMEMBERED = 100_000

DDL = """CREATE TABLE {schema}.claimants (
    organisation text COLLATE "C" NOT NULL,
    claim        text COLLATE "C" NOT NULL,
    employee     text NOT NULL,
    tag          text NOT NULL,
    PRIMARY KEY (organisation, claim)
)"""

LATER = (
    ClaimApproved,
    ClaimRejected,
    ClaimReturned,
    ClaimResubmitted,
    ClaimWithdrawn,
    ClaimValueVerified,
    ClaimVerificationDue,
)

SECONDING = (CountersignatureAsked, CountersignatureGiven, CountersignatureRefused)
"""Of a claim they name it where it takes two approvers, or two hr."""

_READ = "SELECT claim, employee, tag FROM {schema}.claimants WHERE organisation = %s AND claim = ANY(%s)"


class Claimant(NamedTuple):
    employee: str
    tag: str


def decided(page: Page) -> set[str]:
    """The claims that a page says something of after their submission."""
    later = {recorded.event.claim for recorded in page.of_any(*LATER) if isinstance(recorded.event, LATER)}
    seconding = (recorded.event for recorded in page.of_any(*SECONDING))
    return later | {event.claim for event in seconding if isinstance(event, OfCountersignature) and event.claim}


class Claimants:
    """Remembers who submitted what, in the table `claimants` of the projection that asks."""

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._row = encoded.count(4) + encoded.text(organisation)
        self._known: dict[str, Claimant] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, page: Page, store: Store) -> dict[str, Claimant]:
        """The claimants of all claims that a page names."""
        submitted = page.of(ClaimSubmitted)
        wanted = decided(page)
        if not submitted and not wanted:
            return {}
        if len(self._known) > MOST_REMEMBERED:
            self._known = {}
        new = []
        for _, event in submitted:
            self._known[event.claim] = Claimant(event.employee, event.tag)
            new.append(
                self._row + encoded.text(event.claim) + encoded.repeated(event.employee) + encoded.repeated(event.tag)
            )
        store.append("claimants", "organisation, claim, employee, tag", new)
        if missing := wanted - self._known.keys():
            for claim, employee, tag in store.rows(_READ, (self._organisation, sorted(missing))):
                self._known[claim] = Claimant(employee, tag)
        return self._known
