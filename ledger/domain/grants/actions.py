"""Who may do what here, by role; whom it may be done to is each command's to judge."""

from __future__ import annotations

from ledger.domain.authorisation import permit

ACTIONS = permit(
    {
        "grants.create": frozenset({"manager", "hr"}),
        "grants.read": frozenset({"manager", "hr", "auditor"}),
    }
)
