"""Who may do what here, by role; whom it may be done to is each command's to judge."""

from __future__ import annotations

from ledger.domain.authorisation import permit

ACTIONS = permit(
    {
        "exports.prepare": frozenset({"hr"}),
        "exports.take-over": frozenset({"payroll"}),
        "exports.read": frozenset({"hr", "payroll", "auditor"}),
        "exports.lines": frozenset({"hr", "auditor"}),
    }
)
