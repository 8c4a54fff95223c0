"""Sealing the texts of a request before anybody has judged whom it is about."""

from __future__ import annotations

from ledger.api.http.callers import Caller
from ledger.domain.errors import Invalid
from ledger.domain.values import Sealed


async def sealed_if_known(caller: Caller, person: str, text: str | None) -> Sealed | None:
    """The text under the key of a person; none where there is nobody of that number.

    The command refuses it then, under the journal's lock and in its own order: what this process remembers may be
    a moment old, and a refusal before the role is asked would tell an unknown person from an unseen one.
    """
    if text is None:
        return None
    try:
        return await caller.seal(person, text)
    except Invalid:
        return None
