"""How far a new organisation is: what there is of everything that it begins with."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.projections.engine.queries import Connection, fetch

_ANY = {
    "tags": "SELECT FROM tags.tags WHERE organisation = %(organisation)s AND status = 'active'",
    "budgets": "SELECT FROM budgets.budgets WHERE organisation = %(organisation)s AND points > 0",
    "rewards": "SELECT FROM rewards.rewards WHERE organisation = %(organisation)s AND status = 'active'",
    "invitations": "SELECT FROM invitations.people WHERE organisation = %(organisation)s",
}


async def begun(connection: Connection, organisation: str) -> dict[str, bool]:
    """Whether there is any tag in force, any budget, any reward on offer, and anybody who was ever given a link."""
    asked = ", ".join(f"EXISTS ({query}) AS {name}" for name, query in _ANY.items())
    (row,) = await fetch(connection, f"SELECT {asked}", {"organisation": organisation})
    return row


async def counted(connection: Connection, organisation: str, managers: Sequence[str]) -> dict[str, int]:
    """How many tags are in force, how many of these managers ever had a budget, how many rewards are on offer."""
    rows = await fetch(
        connection,
        f"""SELECT (SELECT count(*) FROM ({_ANY["tags"]}) AS tags) AS tags,
                   (SELECT count(*) FROM ({_ANY["rewards"]}) AS rewards) AS rewards,
                   (SELECT count(DISTINCT owner) FROM budgets.budgets
                    WHERE organisation = %(organisation)s AND points > 0 AND owner = ANY(%(managers)s)) AS budgets""",
        {"organisation": organisation, "managers": list(managers)},
    )
    return rows[0]
