"""Who may do what: the one table that the API asks before it reads a body, and every command asks again
under the journal's lock (domain.md, "Organisation, people")."""

from __future__ import annotations

from ledger.domain.errors import Forbidden

EVERYBODY = frozenset({"employee", "manager", "hr", "auditor", "payroll", "admin"})

PERMITTED: dict[str, frozenset[str]] = {
    "session": EVERYBODY,
    "session.own": EVERYBODY,
    "directory.read": EVERYBODY,
    "departments.write": frozenset({"hr"}),
    "employees.write": frozenset({"hr"}),
    "employees.change": frozenset({"hr", "admin"}),
    "organisation.read": EVERYBODY,
    "organisation.change": frozenset({"hr", "admin"}),
    "api-keys.write": frozenset({"admin"}),
    "api-keys.read": frozenset({"admin"}),
    "delegations.give": frozenset({"manager"}),
    "delegations.read": EVERYBODY - {"admin"},
    "tags.read": EVERYBODY,
    "tags.create": frozenset({"hr", "manager"}),
    "tags.decide": frozenset({"hr"}),
    "budgets.set": frozenset({"hr"}),
    "budgets.read": frozenset({"employee", "hr", "auditor"}),
    "grants.create": frozenset({"manager", "hr"}),
    "reversals.create": frozenset({"manager", "hr"}),
    "reversals.decide": frozenset({"hr"}),
    "reversals.read": frozenset({"auditor", "hr"}),
    "claims.create": frozenset({"employee", "hr", "integration"}),
    "claims.decide": frozenset({"manager", "hr"}),
    "claims.own": frozenset({"employee"}),
    "claims.read": frozenset({"employee", "manager", "hr", "auditor"}),
    "accounts.read": frozenset({"employee", "manager", "hr", "auditor"}),
    "rewards.write": frozenset({"hr"}),
    "rewards.read": EVERYBODY,
    "redemptions.own": frozenset({"employee"}),
    "redemptions.decide": frozenset({"manager", "hr"}),
    "redemptions.fulfil": frozenset({"hr"}),
    "redemptions.read": frozenset({"employee", "manager", "hr", "auditor"}),
    "exports.prepare": frozenset({"hr"}),
    "exports.take-over": frozenset({"payroll"}),
    "exports.read": frozenset({"hr", "payroll", "auditor"}),
    "imports.write": frozenset({"hr"}),
    "imports.read": frozenset({"hr"}),
    "deductions.create": frozenset({"manager", "hr"}),
    "deductions.read": frozenset({"employee", "manager", "hr", "auditor"}),
    "leaderboards.read": EVERYBODY,
    "trial-balance.read": frozenset({"auditor", "hr"}),
    "audit.read": frozenset({"auditor", "hr"}),
    "projections.read": frozenset({"admin", "auditor", "hr"}),
    "reports.read": frozenset({"auditor", "hr"}),
    "reports.team": frozenset({"manager", "auditor", "hr"}),
    "stream": EVERYBODY,
}


def check_permitted(action: str, roles: frozenset[str]) -> None:
    """403 unless one of the roles may do it."""
    if not roles & PERMITTED[action]:
        raise Forbidden("role", "Your role may not do this.")


def check_not_oneself(*actors: str | None, person: str) -> None:
    """Nobody acts upon themselves, neither in their own name nor on behalf of another."""
    if person in actors:
        raise Forbidden("upon-oneself", "Nobody acts upon themselves.")
