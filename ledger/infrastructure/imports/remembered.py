"""What somebody chose for a header, per organisation and kind, so that the next file with it is read so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.domain.imports.headers import Header, folded_header
from ledger.infrastructure.imports.store import Store

KNOWN = "SELECT title, column_name FROM imports.headers WHERE organisation = %s AND kind = %s"
REMEMBER = """
INSERT INTO imports.headers (organisation, kind, title, column_name)
SELECT %s, %s, said.* FROM unnest(%s::text[], %s::text[]) AS said (title, column_name)
ON CONFLICT (organisation, kind, title) DO UPDATE SET column_name = excluded.column_name
"""


async def remembered(store: Store, organisation: str, kind: str) -> dict[str, str | None]:
    """Title (as `folded_header` gives it) → column; None: such a column is passed over."""
    found = await store.rows(KNOWN, (organisation, kind))
    return {row["title"]: row["column_name"] for row in found}


async def remember(
    store: Store, organisation: str, kind: str, seen: Sequence[Header], chosen: Mapping[int, str | None]
) -> None:
    """What was chosen by hand; of two columns of one title that mean different things, neither."""
    meant: dict[str, set[str | None]] = {}
    for one in seen:
        if one.place in chosen and (title := folded_header(one.title)):
            meant.setdefault(title, set()).add(chosen[one.place])
    clear = {title: next(iter(columns)) for title, columns in meant.items() if len(columns) == 1}
    if clear:
        await store.rows(REMEMBER, (organisation, kind, list(clear), list(clear.values())))
