"""Who may do what: the one table that the API asks before it reads a body, and every command asks again
under the journal's lock."""

from __future__ import annotations

from ledger.domain.errors import Forbidden

EVERYBODY = frozenset({"employee", "manager", "hr", "auditor", "payroll", "admin"})

PERMITTED: dict[str, frozenset[str]] = {}
"""The roles that may do each action. Every context adds its own (`<context>/actions.py`)."""


def permit(actions: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Add a context's actions. Raises TypeError for one that another context has."""
    if twice := PERMITTED.keys() & actions.keys():
        raise TypeError(f"two contexts have the actions {sorted(twice)}")
    PERMITTED.update(actions)
    return actions


ACROSS = permit(
    {
        "session": EVERYBODY,
        "session.own": EVERYBODY,
        "sign-ins.read": frozenset({"hr"}),
        "search": EVERYBODY,
        "leaderboards.read": EVERYBODY,
        "audit.read": frozenset({"auditor", "hr"}),
        "projections.read": frozenset({"admin", "auditor", "hr"}),
        "reports.read": frozenset({"auditor", "hr"}),
        "reports.team": frozenset({"manager", "auditor", "hr"}),
        "stream": EVERYBODY,
    }
)
"""The actions of questions about all contexts."""


def check_permitted(action: str, roles: frozenset[str]) -> None:
    """403 unless one of the roles may do it."""
    if not roles & PERMITTED[action]:
        raise Forbidden("role", "Your role may not do this.")


def check_not_oneself(*actors: str | None, person: str) -> None:
    """Nobody acts upon themselves, neither in their own name nor on behalf of another."""
    if person in actors:
        raise Forbidden("upon-oneself", "Nobody acts upon themselves.")
