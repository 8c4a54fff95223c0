"""Reading accounts, entries and the trial balance."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from psycopg import Cursor

from ledger.projections.engine.queries import LAST, Connection, fetch, listing


async def account(connection: Connection, organisation: str, account: str) -> dict[str, Any]:
    """`{balance, held, expiring: [{on, points}]}` of an account (`employee:{no}`); zeros where nothing happened yet.

    `expiring` are the points by the last local day of their lots, the earliest first.
    """
    rows = await fetch(
        connection,
        """SELECT coalesce(sum(balance), 0)::bigint AS balance, coalesce(sum(held), 0)::bigint AS held,
                  (SELECT coalesce(
                       jsonb_agg(jsonb_build_object('on', ends_on, 'points', points) ORDER BY ends_on), '[]')
                   FROM (SELECT ends_on, sum("left")::bigint AS points FROM balances.lots
                         WHERE organisation = %(organisation)s AND account = %(account)s
                           AND "left" > 0 AND ends_on < '9999-12-31'
                         GROUP BY ends_on) AS ending) AS expiring
           FROM balances.accounts WHERE organisation = %(organisation)s AND account = %(account)s""",
        {"organisation": organisation, "account": account},
    )
    return rows[0]


async def balances(connection: Connection, organisation: str, limit: int, after: str) -> dict[str, Any]:
    """`{items, next}`: the accounts of employees by number, each with `account`, `balance` and `held`; `next` is the
    `after` of the next page."""
    items = await fetch(
        connection,
        """SELECT account, balance, held FROM balances.accounts
           WHERE organisation = %s AND starts_with(account, 'employee:') AND account > %s ORDER BY account LIMIT %s""",
        (organisation, after, limit + 1),
    )
    return listing(items, limit, "account")


async def entries(
    connection: Connection, organisation: str, account: str, limit: int = 50, before: int | None = None
) -> dict[str, Any]:
    """`{items, next}`: entries, newest first; `next` is the `before` of the next page.

    Each: position, occurred_at, recorded_at, kind, points (signed), balance after it, tag, reason (sealed), actor,
    on_behalf_of, subject, asked (where a cap left less), repays (of a balance below zero), lots (that a debit took
    from: [{lot, points}]), counterpart.
    """
    items = await fetch(
        connection,
        """SELECT position, occurred_at, recorded_at, kind, points, balance, tag, reason, actor, on_behalf_of,
                  subject, asked, coalesce(repays, 0) AS repays, coalesce(lots, '[]') AS lots, counterpart
           FROM balances.entries
           WHERE organisation = %(organisation)s AND account = %(account)s AND position < %(before)s
           ORDER BY position DESC LIMIT %(limit)s""",
        {
            "organisation": organisation,
            "account": account,
            "before": LAST if before is None else before,
            "limit": limit + 1,
        },
    )
    return listing(items, limit, "position")


async def taken_back(connection: Connection, organisation: str, account: str, subjects: Collection[str]) -> set[str]:
    """Which of an account's credits were taken back, by what they are on record as."""
    rows = await fetch(
        connection,
        """SELECT subject FROM balances.entries
           WHERE organisation = %(organisation)s AND account = %(account)s AND kind = 'reversal'
             AND subject = ANY(%(subjects)s)""",
        {"organisation": organisation, "account": account, "subjects": sorted(subjects)},
    )
    return {row["subject"] for row in rows}


async def trial_balance(
    connection: Connection, organisation: str, limit: int = 1000, after: str = ""
) -> dict[str, Any]:
    """`{accounts: [{account, balance}], sum, next}`: accounts by name, issuance included, and the sum over all of
    them, which is 0 unless something is badly wrong. `next` is the `after` of the next page."""
    items = await fetch(
        connection,
        """SELECT account, balance FROM balances.accounts WHERE organisation = %s AND account > %s
           ORDER BY account LIMIT %s""",
        (organisation, after, limit + 1),
    )
    total = await fetch(
        connection,
        "SELECT coalesce(sum(balance), 0)::bigint AS sum FROM balances.accounts WHERE organisation = %s",
        (organisation,),
    )
    page = listing(items, limit, "account")
    return {"accounts": page["items"], "sum": total[0]["sum"], "next": page["next"]}


def unbalanced(cursor: Cursor[Any], organisation: str) -> str | None:
    """What is wrong with the trial balance, for the worker that watches it; none where the sum is zero, as always."""
    row = cursor.execute(
        "SELECT coalesce(sum(balance), 0)::bigint FROM balances.accounts WHERE organisation = %s", (organisation,)
    ).fetchone()
    return f"the balances of all accounts sum to {row[0]}, not to 0" if row and row[0] else None
