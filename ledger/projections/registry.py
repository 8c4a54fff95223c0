"""All projections that there are."""

from __future__ import annotations

from ledger.projections.accounts.projection import Balances
from ledger.projections.audit.projection import Audit
from ledger.projections.budgets.projection import Budgets
from ledger.projections.claims.projection import Claims
from ledger.projections.conduct.projection import Deductions
from ledger.projections.directory.projection import Directory
from ledger.projections.engine.projection import Projection
from ledger.projections.exports.projection import Exports
from ledger.projections.integrations.projection import ApiKeys
from ledger.projections.leaderboards.projection import Leaderboards
from ledger.projections.notifications.projection import Notifications
from ledger.projections.redemptions.projection import Redemptions
from ledger.projections.reports.projection import Reports
from ledger.projections.reversals.projection import Reversals
from ledger.projections.rewards.projection import Rewards
from ledger.projections.tags.projection import Tags


def all_projections() -> list[Projection]:
    """One of each."""
    return [
        Balances(),
        Leaderboards(),
        Directory(),
        Tags(),
        Claims(),
        Budgets(),
        Audit(),
        Notifications(),
        Reports(),
        Deductions(),
        Rewards(),
        Redemptions(),
        Exports(),
        Reversals(),
        ApiKeys(),
    ]
