"""Reading the history of somebody's points: their entries, and between them their deductions, which move no account."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from ledger.domain.accounts.events import employee_of
from ledger.projections.engine.queries import LAST, Connection, fetch, listing

_ENTRIES = """
    SELECT position, occurred_at, recorded_at, kind, points, NULL::bigint AS rank_only, balance, tag, reason, actor,
           on_behalf_of, subject, asked, coalesce(repays, 0) AS repays, coalesce(lots, '[]') AS lots, counterpart
    FROM balances.entries WHERE organisation = %(organisation)s AND account = %(account)s"""
_DEDUCTED = """
    SELECT {position} AS position, {occurred_at} AS occurred_at, {recorded_at} AS recorded_at, '{kind}' AS kind,
           0::bigint AS points, {rank_only} AS rank_only, NULL::bigint AS balance, tag, {reason} AS reason,
           {actor} AS actor, NULL::text AS on_behalf_of, 'deduction:' || deduction AS subject, NULL::bigint AS asked,
           0::bigint AS repays, '[]'::jsonb AS lots, NULL::text AS counterpart
    FROM deductions.deductions
    WHERE organisation = %(organisation)s AND employee = %(employee)s AND {position} IS NOT NULL"""
_MADE = _DEDUCTED.format(
    position="position", occurred_at="occurred_at", recorded_at="made_at", kind="deduction", rank_only="-points",
    reason="reason", actor="made_by",
)  # fmt: skip
_CORRECTED = _DEDUCTED.format(
    position="corrected_position", occurred_at="corrected_at", recorded_at="corrected_at", kind="deduction-corrected",
    rank_only="points", reason="correction", actor="corrected_by",
)  # fmt: skip
_BALANCE = """
    coalesce(balance, (SELECT before.balance FROM balances.entries before
                       WHERE before.account = %(account)s AND before.organisation = %(organisation)s
                         AND before.position < found.position
                       ORDER BY before.position DESC LIMIT 1), 0)"""


class Wanted(NamedTuple):
    """Which entries are asked for: of a kind, of a tag, occurred from `since` on and before `until` (if omitted:
    any)."""

    kind: str | None = None
    tag: str | None = None
    since: datetime | None = None
    until: datetime | None = None


ALL = Wanted()
_WANTED = {
    "kind": "kind = %(kind)s",
    "tag": "tag = %(tag)s",
    "since": "occurred_at >= %(since)s",
    "until": "occurred_at < %(until)s",
}


async def history(
    connection: Connection,
    organisation: str,
    account: str,
    limit: int = 50,
    before: int | None = None,
    wanted: Wanted = ALL,
) -> dict[str, Any]:
    """`{items, next}`: an employee's entries as in `entries`, and their deductions and what corrected these, the newest
    first; `next` is the `before` of the next page. Those that are not wanted are skipped along the account's own index:
    nobody has more than some thousands.

    A deduction has no points and the balance that stood when it was recorded; `rank_only`, which entries have not, is
    what it counts in the rank: below zero, and above zero where it was corrected.
    """
    asked = {name: value for name, value in wanted._asdict().items() if value is not None}
    conditions = " AND ".join(("position < %(before)s", *(_WANTED[name] for name in asked)))
    parts = " UNION ALL ".join(
        f"(SELECT * FROM ({part}) AS part WHERE {conditions} ORDER BY position DESC LIMIT %(limit)s)"
        for part in (_ENTRIES, _MADE, _CORRECTED)
    )
    items = await fetch(
        connection,
        f"""SELECT position, occurred_at, recorded_at, kind, points, rank_only, {_BALANCE} AS balance, tag, reason,
                   actor, on_behalf_of, subject, asked, repays, lots, counterpart
            FROM (SELECT * FROM ({parts}) AS every ORDER BY position DESC LIMIT %(limit)s) AS found
            ORDER BY position DESC""",
        {
            **asked,
            "organisation": organisation,
            "account": account,
            "employee": employee_of(account),
            "before": LAST if before is None else before,
            "limit": limit + 1,
        },
    )
    return listing(items, limit, "position")
