"""All contexts that there are, and what all of them together are asked. A new one is its own files and a line here."""

from __future__ import annotations

from ledger.contexts import (
    accounts,
    across,
    budgets,
    claims,
    conduct,
    countersigning,
    directory,
    exports,
    grants,
    imports,
    integrations,
    invitations,
    organisation,
    redemptions,
    reversals,
    rewards,
    tags,
)
from ledger.contexts.context import Context
from ledger.deadlines.look import Deadline
from ledger.projections.audit.projection import Audit
from ledger.projections.deadlines.projection import Deadlines
from ledger.projections.directory.references import References
from ledger.projections.engine.projection import Projection
from ledger.projections.notifications.projection import Notifications
from ledger.projections.waiting.query import WaitingCounts

CONTEXTS: tuple[Context, ...] = (
    across.CONTEXT,
    organisation.CONTEXT,
    integrations.CONTEXT,
    directory.CONTEXT,
    invitations.CONTEXT,
    tags.CONTEXT,
    budgets.CONTEXT,
    grants.CONTEXT,
    reversals.CONTEXT,
    claims.CONTEXT,
    rewards.CONTEXT,
    redemptions.CONTEXT,
    exports.CONTEXT,
    accounts.CONTEXT,
    conduct.CONTEXT,
    countersigning.CONTEXT,
    imports.CONTEXT,
)
SUBJECTS = {kind: about for context in CONTEXTS for kind, about in context.subjects.items()}
WAITING = WaitingCounts(waits for context in CONTEXTS for waits in context.waits)
COUNTERSIGNED = {kind: do for context in CONTEXTS for kind, do in context.countersigned.items()}
REFERENCES = References(reference for context in CONTEXTS for reference in context.references)


def all_projections() -> list[Projection]:
    """One of each, those across all contexts last."""
    return [
        *(make() for context in CONTEXTS for make in context.projections),
        Audit(SUBJECTS),
        Notifications(notices for context in CONTEXTS for notices in context.notices),
        Deadlines(),
    ]


def all_deadlines() -> dict[str, Deadline]:
    """What comes due, by its kind."""
    return {deadline.kind: deadline for context in CONTEXTS for deadline in context.deadlines}
