"""Who may do what here, by role; whom it may be done to is each command's to judge."""

from __future__ import annotations

from ledger.domain.authorisation import EVERYBODY, permit

ACTIONS = permit(
    {
        "directory.read": EVERYBODY,
        "directory.export": frozenset({"hr", "admin", "auditor"}),
        "departments.write": frozenset({"hr"}),
        "departments.change": frozenset({"hr", "admin"}),
        "employees.write": frozenset({"hr"}),
        "employees.change": frozenset({"hr", "admin"}),
        "delegations.give": frozenset({"manager"}),
        "delegations.read": EVERYBODY - {"admin"},
    }
)
