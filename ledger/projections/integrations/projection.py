"""API keys, with their use."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.claims.events import ClaimSubmitted
from ledger.domain.events import Recorded
from ledger.domain.integrations.api_key import API_KEY
from ledger.domain.integrations.events import ApiKeyCreated, ApiKeyRevoked
from ledger.projections.engine.entities import Entities, Table, iso
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store

KEYS = Table(
    "keys",
    key="key",
    columns={
        "key": "text",
        "name": "text",
        "tags": "jsonb",
        "departments": "jsonb",
        "employees": "jsonb",
        "ends_on": "date",
        "created_at": "timestamptz",
        "created_by": "text",
        "revoked_at": "timestamptz",
        "last_used_at": "timestamptz",
        "recorded": "bigint",
    },
)
_PREFIX = API_KEY("")


class ApiKeys(Projection):
    """`keys`: `recorded` counts the actions that were recorded with a key, `last_used_at` is when the last one was."""

    name = "api_keys"
    version = 1

    def ddl(self) -> Sequence[str]:
        return (KEYS.ddl,)

    def indexes(self) -> Sequence[str]:
        return ()

    def fold(self, organisation: str) -> Fold:
        return ApiKeysFold(organisation)


class ApiKeysFold:
    def __init__(self, organisation: str) -> None:
        self._keys = Entities(KEYS, organisation)

    def size(self) -> int:
        return len(self._keys)

    def take(self, page: Page, store: Store) -> None:
        keys = self._keys
        used = [one for one, _ in page.of(ClaimSubmitted) if one.actor.startswith(_PREFIX)]
        keys.load({one.actor.removeprefix(_PREFIX) for one in used}, store)
        keys.load({event.key for _, event in page.of(ApiKeyRevoked)}, store)
        for recorded, event in page.of(ApiKeyCreated):
            keys.new(_created(recorded, event))
        for one in used:
            row = keys[one.actor.removeprefix(_PREFIX)]
            row.update(last_used_at=iso(one.recorded_at), recorded=row["recorded"] + 1)
        for recorded, revoked in page.of(ApiKeyRevoked):
            keys[revoked.key]["revoked_at"] = iso(recorded.recorded_at)

    def flush(self, store: Store) -> None:
        self._keys.flush(store)


def _created(recorded: Recorded, event: ApiKeyCreated) -> dict[str, object]:
    return {
        "key": event.key,
        "name": event.name,
        "tags": list(event.scope.tags),
        "departments": list(event.scope.departments),
        "employees": list(event.scope.employees),
        "ends_on": iso(event.ends_on),
        "created_at": iso(recorded.recorded_at),
        "created_by": recorded.actor,
        "recorded": 0,
    }
