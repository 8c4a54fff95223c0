"""What happens to API keys. Nothing of a secret stands in an event."""

from __future__ import annotations

from datetime import date

from ledger.domain.events import Event
from ledger.domain.values import Value


class KeyScope(Value):
    """Under which tags a key may record actions, and of whom: people, and all of some departments and those below."""

    tags: tuple[str, ...]
    departments: tuple[str, ...] = ()
    employees: tuple[str, ...] = ()


class ApiKeyCreated(Event, type="integrations.api-key-created.1"):
    """An admin gave a key to an outside system; `ends_on` is its last local day (None: until it is revoked)."""

    key: str
    name: str
    scope: KeyScope
    ends_on: date | None = None


class ApiKeyRevoked(Event, type="integrations.api-key-revoked.1"):
    key: str
