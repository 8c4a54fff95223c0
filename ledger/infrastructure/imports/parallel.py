"""Both sides of a parallel month, out of the old system's files and the ledger's own entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ledger.domain.imports.comparing import Movement, Person
from ledger.infrastructure.imports.store import Store

NEWEST = """
SELECT DISTINCT ON (kind) kind, id FROM imports.imports
WHERE organisation = %s AND period = %s AND state = 'checked' AND kind LIKE 'old-%%' ORDER BY kind, id DESC
"""

# People of whom the two sides say something else: of the balance at the end, or of the month's movements.
SUSPECTS = """
WITH old_balances AS (
    SELECT employee_no, points FROM imports.old_points WHERE organisation = %(organisation)s AND id = %(balances)s
), own_balances AS (
    SELECT substr(account, 10) AS employee_no, sum(points)::bigint AS points FROM balances.entries
    WHERE organisation = %(organisation)s AND account LIKE 'employee:%%' AND occurred_at < %(ends)s GROUP BY 1
), old_moves AS (
    SELECT employee_no, array_agg(points ORDER BY points) AS points FROM imports.old_points
    WHERE organisation = %(organisation)s AND id = %(movements)s
      AND occurred_at >= %(begins)s AND occurred_at < %(ends)s GROUP BY 1
), own_moves AS (
    SELECT substr(account, 10) AS employee_no, array_agg(points ORDER BY points) AS points FROM balances.entries
    WHERE organisation = %(organisation)s AND account LIKE 'employee:%%' AND kind <> 'opening'
      AND occurred_at >= %(begins)s AND occurred_at < %(ends)s GROUP BY 1
)
SELECT employee_no FROM old_balances FULL JOIN own_balances USING (employee_no)
WHERE %(balances)s::text IS NOT NULL AND coalesce(old_balances.points, 0) <> coalesce(own_balances.points, 0)
UNION
SELECT employee_no FROM old_moves FULL JOIN own_moves USING (employee_no)
WHERE %(movements)s::text IS NOT NULL AND old_moves.points IS DISTINCT FROM own_moves.points
UNION
SELECT employee_no FROM imports.old_points WHERE organisation = %(organisation)s
  AND id IN (%(balances)s, %(movements)s) AND NOT employee_no = ANY(%(known)s)
"""

BALANCES = """
SELECT asked.employee_no, old.points AS old,
       (SELECT sum(points)::bigint FROM balances.entries
        WHERE organisation = %(organisation)s AND account = 'employee:' || asked.employee_no
          AND occurred_at < %(ends)s) AS own
FROM unnest(%(people)s::text[]) AS asked (employee_no)
LEFT JOIN imports.old_points old
  ON old.organisation = %(organisation)s AND old.id = %(balances)s AND old.employee_no = asked.employee_no
"""

OLD_MOVEMENTS = """
SELECT 'old' AS side, employee_no, coalesce(source_id, 'row ' || number) AS key, points, occurred_at, '' AS kind
FROM imports.old_points WHERE organisation = %(organisation)s AND id = %(movements)s AND employee_no = ANY(%(people)s)
ORDER BY occurred_at, key
"""

# What has the key of an old movement, or takes something back, may have been booked in another month.
OWN_MOVEMENTS = """
SELECT 'own' AS side, substr(account, 10) AS employee_no, subject AS key, points, occurred_at, kind
FROM balances.entries
WHERE organisation = %(organisation)s AND account = ANY(%(accounts)s) AND kind <> 'opening'
  AND (occurred_at >= %(begins)s::timestamptz - interval '1 day'
       AND occurred_at < %(ends)s::timestamptz + interval '1 day'
    OR subject = ANY(%(keys)s)
    OR kind = 'reversal' AND occurred_at >= %(begins)s::timestamptz - interval '1 month'
       AND occurred_at < %(ends)s::timestamptz + interval '1 month')
UNION ALL
SELECT 'deducted', employee, deduction, -points, occurred_at, 'deduction' FROM deductions.deductions
WHERE organisation = %(organisation)s AND employee = ANY(%(people)s) AND state = 'made'
  AND occurred_at >= %(begins)s::timestamptz - interval '1 day'
  AND occurred_at < %(ends)s::timestamptz + interval '1 day'
ORDER BY occurred_at, key
"""


class Parallel:
    """One month of one organisation, from its first instant to the first of the next."""

    def __init__(self, store: Store, organisation: str, period: str, begins: datetime, ends: datetime) -> None:
        self._store = store
        self._fields: dict[str, Any] = {"organisation": organisation, "begins": begins, "ends": ends}
        self._period = period

    async def files(self) -> dict[str, str]:
        """The newest checked file of each kind: kind → import."""
        found = await self._store.rows(NEWEST, (self._fields["organisation"], self._period))
        files = {row["kind"]: row["id"] for row in found}
        self._fields |= {"balances": files.get("old-balances"), "movements": files.get("old-movements")}
        return files

    async def suspects(self, known: Sequence[str]) -> list[str]:
        """Whom to look at, by number."""
        found = await self._store.rows(SUSPECTS, {**self._fields, "known": list(known)})
        return sorted(row["employee_no"] for row in found)

    async def people(self, people: Sequence[str], known: frozenset[str], keys: Any) -> list[Person]:
        """What both sides say of some people. `keys` turns an old source id into the ledger's subject."""
        fields = {**self._fields, "people": list(people), "accounts": [f"employee:{number}" for number in people]}
        balances = {row["employee_no"]: row for row in await self._store.rows(BALANCES, fields)}
        moves: dict[tuple[str, str], list[Movement]] = defaultdict(list)
        old = [
            {**row, "key": keys(row["key"]), "name": row["key"]}
            for row in await self._store.rows(OLD_MOVEMENTS, fields)
        ]
        own = await self._store.rows(OWN_MOVEMENTS, {**fields, "keys": [row["key"] for row in old]})
        for row in (*old, *own):
            name = row.get("name", row["key"])
            moves[row["side"], row["employee_no"]].append(
                Movement(row["key"], row["points"], row["occurred_at"], row["kind"], name)
            )
        return [
            Person(
                number,
                number in known,
                balances[number]["old"],
                balances[number]["own"],
                tuple(moves["old", number]),
                tuple(moves["own", number]),
                tuple(moves["deducted", number]),
            )
            for number in people
        ]
