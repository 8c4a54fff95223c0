"""Who may do what here, by role; whom it may be done to is each command's to judge."""

from __future__ import annotations

from ledger.domain.authorisation import permit

ACTIONS = permit(
    {
        "countersignatures.decide": frozenset({"manager", "hr", "admin"}),
        "countersignatures.read": frozenset({"manager", "auditor", "hr", "admin"}),
    }
)
