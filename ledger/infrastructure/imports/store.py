"""Where imports and their files are kept, apart from the journal: sealed under a key of the installation's own."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import AsyncConnection
from psycopg.errors import UniqueViolation
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

from ledger.application.uploads import TooLarge, Upload

PIECE = 1 << 20
NONCE_BYTES = 12
WORKING = ("uploaded", "checking", "importing", "undoing")
OPEN = ("uploaded", "checking", "checked", "failed")
"""How a file is read can be said in these."""
CLOSED = ("failed", "undoing", "undone")
TO_CONFIRM = ("checked", "failed")
COLUMNS = (
    "organisation, id, kind, period, sha256, bytes, file_name, uploaded_by, uploaded_at, control_total, control_rows, "
    "seed, sample_size, state, headers, unknown, problem, stage, done, of, rows, total, sample, attempts, "
    "confirmed_by, undone_by, counted, reading, choices, read_as, read_by, unanswered"
)
"""Named, not `*`: a migration that adds one would break what is prepared in a service that goes on."""
KEPT_DAYS = 100
"""A little longer than the three months in which an import can be undone."""


def read_as(choices: Mapping[str, Any]) -> str:
    """What tells one way of reading a file from another; empty where nothing was said of it."""
    return sha256(orjson.dumps(choices, option=orjson.OPT_SORT_KEYS)).hexdigest() if choices else ""


class Seal:
    """Encrypts what is kept of files: they hold names, pay and reasons."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def close(self, content: bytes, about: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode())


class Store:
    """Imports and their files. Each statement stands for itself."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[Any]], seal: Seal) -> None:
        self.pool, self.seal = pool, seal

    async def rows(self, query: str, parameters: Any = ()) -> list[dict[str, Any]]:
        async with self.pool.connection() as connection, connection.cursor(row_factory=dict_row) as cursor:
            await cursor.execute(query.encode(), parameters)
            return await cursor.fetchall() if cursor.description else []

    async def keep(self, upload: Upload, content: AsyncIterator[bytes], most: int) -> tuple[dict[str, Any], bool]:
        """Take a file in, piece by piece; the import, and whether it is a new one: the same file again is the same
        import. Raises TooLarge."""
        organisation, id = upload.organisation, upload.id
        hashed, size, ordinal, waiting = sha256(), 0, 0, bytearray()
        try:
            async for chunk in content:
                size += len(chunk)
                if size > most:
                    raise TooLarge
                hashed.update(chunk)
                waiting += chunk
                while len(waiting) >= PIECE:
                    await self._keep_piece(organisation, id, ordinal, bytes(waiting[:PIECE]))
                    ordinal, waiting = ordinal + 1, waiting[PIECE:]
            await self._keep_piece(organisation, id, ordinal, bytes(waiting))
            made = await self._record(upload, hashed.hexdigest(), size)
        except BaseException:
            await self._drop(organisation, id)
            raise
        if made is not None:
            return made, True
        await self._drop(organisation, id)
        known = await self.rows(
            f"SELECT {COLUMNS} FROM imports.imports WHERE organisation = %s AND kind = %s "
            "AND period = %s AND sha256 = %s AND NOT state = ANY(%s)",
            (organisation, upload.kind, upload.period, hashed.hexdigest(), list(CLOSED)),
        )
        if known[0]["state"] != "checked":
            return known[0], False
        # What the ledger knows may have changed since: it is checked anew, by what is said this time.
        said = ("uploaded_by", "control_total", "control_rows", "seed", "sample_size")
        fields = {name: getattr(upload, name) for name in said}
        await self.move(organisation, known[0]["id"], ("checked",), "uploaded", rows=None, total=None, **fields)
        again = await self.find(organisation, known[0]["id"])
        return again or known[0], False

    async def _record(self, upload: Upload, digest: str, size: int) -> dict[str, Any] | None:
        fields = {**upload._asdict(), "sha256": digest, "bytes": size, "state": "uploaded"}
        names = ", ".join(fields)
        places = ", ".join(f"%({name})s" for name in fields)
        try:
            return (
                await self.rows(f"INSERT INTO imports.imports ({names}) VALUES ({places}) RETURNING {COLUMNS}", fields)
            )[0]
        except UniqueViolation:
            return None

    async def _keep_piece(self, organisation: str, id: str, ordinal: int, piece: bytes) -> None:
        sealed = self.seal.close(piece, f"{organisation}\0{id}\0{ordinal}")
        await self.rows(
            "INSERT INTO imports.pieces (organisation, id, ordinal, sealed) VALUES (%s, %s, %s, %s)",
            (organisation, id, ordinal, sealed),
        )

    async def _drop(self, organisation: str, id: str) -> None:
        await self.rows("DELETE FROM imports.pieces WHERE organisation = %s AND id = %s", (organisation, id))

    async def content(self, organisation: str, id: str) -> AsyncIterator[bytes]:
        """The file, piece by piece."""
        ordinal = 0
        while True:
            found = await self.rows(
                "SELECT sealed FROM imports.pieces WHERE organisation = %s AND id = %s AND ordinal = %s",
                (organisation, id, ordinal),
            )
            if not found:
                return
            yield self.seal.open(found[0]["sealed"], f"{organisation}\0{id}\0{ordinal}")
            ordinal += 1

    async def find(self, organisation: str, id: str) -> dict[str, Any] | None:
        found = await self.rows(
            f"SELECT {COLUMNS} FROM imports.imports WHERE organisation = %s AND id = %s", (organisation, id)
        )
        return found[0] if found else None

    async def listing(self, organisation: str, limit: int, before: str | None) -> list[dict[str, Any]]:
        """Newest first: ids sort by time."""
        return await self.rows(
            f"SELECT {COLUMNS} FROM imports.imports WHERE organisation = %s AND (%s::text IS NULL OR id < %s) "
            "ORDER BY id DESC LIMIT %s",
            (organisation, before, before, limit),
        )

    async def change(self, organisation: str, id: str, **fields: Any) -> None:
        settings = ", ".join(f"{name} = %({name})s" for name in fields)
        values = {name: Jsonb(value) if isinstance(value, dict | list) else value for name, value in fields.items()}
        await self.rows(
            f"UPDATE imports.imports SET {settings} WHERE organisation = %(organisation)s AND id = %(id)s",
            {**values, "organisation": organisation, "id": id},
        )

    async def move(self, organisation: str, id: str, before: tuple[str, ...], after: str, **fields: Any) -> bool:
        """Go on to another state, if it is in one of those."""
        extra = "".join(f", {name} = %({name})s" for name in fields)
        found = await self.rows(
            f"UPDATE imports.imports SET state = %(after)s, stage = NULL, done = 0, attempts = 0{extra} "
            "WHERE organisation = %(organisation)s AND id = %(id)s AND state = ANY(%(before)s) RETURNING id",
            {**fields, "organisation": organisation, "id": id, "before": list(before), "after": after},
        )
        return bool(found)

    async def end(self, organisation: str, id: str, **fields: Any) -> None:
        """A step has ended: as `change`, with the rows counted."""
        await self.change(organisation, id, **fields, stage=None, counted=await self.counts(organisation, id))

    async def checked(self, organisation: str, id: str, rows: int, sample: Any) -> None:
        """Its check has ended, unless something was said of how it is read meanwhile: then it is checked again."""
        found, counted = self._sealed(organisation, id, "sample", sample), await self.counts(organisation, id)
        await self._settle(organisation, id, state="checked", rows=rows, sample=found, counted=Jsonb(counted))

    async def fail(self, organisation: str, id: str, problem: dict[str, Any]) -> None:
        """Its check has ended without a result, unless something was said of how it is read meanwhile."""
        await self._settle(organisation, id, state="failed", problem=Jsonb(problem))

    async def _settle(self, organisation: str, id: str, **fields: Any) -> None:
        settings = ", ".join(f"{name} = %({name})s" for name in fields)
        await self.rows(
            f"UPDATE imports.imports SET {settings}, stage = NULL "
            "WHERE organisation = %(organisation)s AND id = %(id)s AND state = 'checking'",
            {**fields, "organisation": organisation, "id": id},
        )

    async def confirm(self, one: dict[str, Any], by: str, *, more: bool = False) -> bool:
        """Have its good rows written, if it is still read as it was when it was confirmed. `more`: those that were left
        out as doubtful follow, in the name of whoever says so."""
        found = await self.rows(
            "UPDATE imports.imports SET state = 'importing', stage = NULL, done = 0, attempts = 0, problem = NULL, "
            "confirmed_by = CASE WHEN state = 'imported' THEN %s ELSE coalesce(confirmed_by, %s) END "
            "WHERE organisation = %s AND id = %s AND state = ANY(%s) AND read_as = %s RETURNING id",
            (by, by, one["organisation"], one["id"], [*TO_CONFIRM, *(("imported",) if more else ())], one["read_as"]),
        )
        return bool(found)

    async def choose(self, organisation: str, id: str, choices: Mapping[str, Any], by: str) -> bool:
        """Have the file read anew as somebody says; they answer for it, like whoever sent it. False once it is
        confirmed, and where the same file was sent again since it failed."""
        said, digest = self._sealed(organisation, id, "choices", choices), read_as(choices)
        try:
            found = await self.rows(
                "UPDATE imports.imports SET state = 'uploaded', stage = NULL, done = 0, attempts = 0, rows = NULL, "
                "total = NULL, problem = NULL, sample = NULL, choices = %s, read_as = %s, read_by = %s "
                "WHERE organisation = %s AND id = %s AND state = ANY(%s) AND confirmed_by IS NULL RETURNING id",
                (said, digest, by, organisation, id, list(OPEN)),
            )
        except UniqueViolation:
            return False
        return bool(found)

    def choices(self, one: dict[str, Any]) -> dict[str, Any] | None:
        """What was said of how the file is read; none where nothing was."""
        found: dict[str, Any] | None = self._opened(one, "choices")
        return found

    async def read(self, organisation: str, id: str, reading: Mapping[str, Any], **fields: Any) -> None:
        """Keep how the file is read."""
        await self.change(organisation, id, reading=self._sealed(organisation, id, "reading", reading), **fields)

    def reading(self, one: dict[str, Any]) -> dict[str, Any] | None:
        """How the file is read, with what was said of it and what is still to be said; none before it was read."""
        found = self._opened(one, "reading")
        return found and {**found, "choices": self.choices(one) or {}, "open": one["unanswered"]}

    def _sealed(self, organisation: str, id: str, name: str, content: Any) -> bytes:
        return self.seal.close(orjson.dumps(content), f"{organisation}\0{id}\0{name}")

    def _opened(self, one: dict[str, Any], name: str) -> Any:
        if one[name] is None:
            return None
        return orjson.loads(self.seal.open(one[name], f"{one['organisation']}\0{one['id']}\0{name}"))

    async def counts(self, organisation: str, id: str) -> dict[str, dict[str, int]]:
        """How many rows are in which state, and how many become (or became) something new or changed: not those that
        are asked about first, nor what was refused."""
        counted: dict[str, dict[str, int]] = {"states": {}, "effects": {}}
        for column, name, none in (("state", "states", []), ("effect", "effects", ["doubtful", "refused"])):
            found = await self.rows(
                f"SELECT {column} AS of, count(*) AS rows FROM imports.rows WHERE organisation = %s AND id = %s "
                f"AND {column} IS NOT NULL AND state <> ALL(%s::text[]) GROUP BY 1 ORDER BY 1",
                (organisation, id, none),
            )
            counted[name] = {row["of"]: row["rows"] for row in found}
        return counted

    async def waiting(self) -> list[dict[str, Any]]:
        """Imports that somebody has to work on."""
        return await self.rows(
            "SELECT organisation, id, state, attempts FROM imports.imports WHERE state = ANY(%s) ORDER BY id",
            (list(WORKING),),
        )

    async def forget(self, now: datetime) -> None:
        """Files, their rows and what was shown of them go when nothing can be undone any more; which import there was
        stays known."""
        for table in ("pieces", "rows", "old_points"):
            await self.rows(
                f"DELETE FROM imports.{table} AS kept USING imports.imports AS one "
                "WHERE one.id = kept.id AND one.organisation = kept.organisation "
                "AND one.uploaded_at < %s::timestamptz - make_interval(days => %s)",
                (now, KEPT_DAYS),
            )
        await self.rows(
            "UPDATE imports.imports SET reading = NULL, choices = NULL, sample = NULL "
            "WHERE uploaded_at < %s::timestamptz - make_interval(days => %s) "
            "AND num_nonnulls(reading, choices, sample) > 0",
            (now, KEPT_DAYS),
        )
        await self.rows(
            "DELETE FROM imports.pieces AS kept WHERE kept_at < now() - interval '1 day' AND NOT EXISTS "
            "(SELECT 1 FROM imports.imports one WHERE one.organisation = kept.organisation AND one.id = kept.id)"
        )
