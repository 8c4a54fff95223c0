"""Of auditors: what was verified and what is out of the ordinary; of admins: whether the ledger runs as it should."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from ledger.api.audit.projections import shown
from ledger.api.home.sections import Section
from ledger.api.http.callers import Caller
from ledger.api.http.reading import Connection
from ledger.projections.engine.queries import head, last_verification, standing
from ledger.projections.home import watch

LATELY_DAYS = 30
BACKDATED_DAYS = 7


async def _audit(caller: Caller, connection: Connection) -> dict[str, Any]:
    since = caller.services.journal.clock() - timedelta(days=LATELY_DAYS)
    verification = await last_verification(connection, caller.organisation)
    stands = await head(connection, caller.organisation)
    return {
        "verification": _verified(verification),
        "head": stands,
        "unverified": max(stands - (verification["verified"] if verification else 0), 0),
        **await watch.unusual(connection, caller.organisation, since, BACKDATED_DAYS),
    }


AUDIT = Section(frozenset({"auditor"}), ("audit", "balances", "reversals"), _audit)


async def _system(caller: Caller, connection: Connection) -> dict[str, Any]:
    projections = [shown(one) for one in await standing(connection, caller.organisation)]
    directory, today = caller.acting.directory, caller.acting.today
    employed = [one for one in directory.employees.values() if one.employed_on(today)]
    roles = Counter(role for one in employed for role in one.roles)
    return {
        **{state: [one["name"] for one in projections if one["state"] == state] for state in ("stopped", "rebuilding")},
        "lag": max((one["lag"] for one in projections), default=0),
        "verification": _verified(await last_verification(connection, caller.organisation)),
        "people": sum("auditor" not in one.roles for one in employed),
        "departments": len(directory.departments),
        "headless": sum(one.on(today).head is None for one in directory.departments.values()),
        "hrs": roles["hr"],
        "admins": roles["admin"],
    }


SYSTEM = Section(frozenset({"admin"}), (), _system)


def _verified(found: dict[str, Any] | None) -> dict[str, Any] | None:
    return found and {name: found[name] for name in ("at", "sound", "verified", "wrong_at")}
