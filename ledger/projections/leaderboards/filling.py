"""Filling an organisation's boards in Redis from the rows in PostgreSQL."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from psycopg import Connection
from redis import Redis

from ledger.projections.leaderboards import scripts
from ledger.projections.leaderboards.projection import Counted, departments_in

CHUNK = 5_000
CLAIM_MILLISECONDS = 3_000
"""How long others wait for a rebuilder that died."""

Standing = tuple[str, int, str]
"""The generation of the rows, the position, and the chain's hash there in hex (empty: it is not known)."""

HASH = "coalesce(CASE WHEN p.hash_at = p.position THEN encode(p.hash, 'hex') END, '')"

# One statement, so position, generation and rows are of one moment.
_ROWS = f"""
    SELECT s.generation, p.position, {HASH}, c.month, c.employee, c.tag, c.departments, c.points
    FROM projector.status s
    JOIN projector.positions p ON p.projection = s.projection
    LEFT JOIN leaderboards.credits c ON c.organisation = p.organisation AND c.points <> 0
    WHERE s.projection = 'leaderboards' AND p.organisation = %s""".encode()


def standing_in_rows(connection: Connection[Any], beyond: str, most: int) -> dict[str, Standing]:
    """How far the rows are of so many organisations whose names follow one."""
    rows = connection.execute(
        f"""SELECT p.organisation, s.generation, p.position, {HASH}
           FROM projector.positions p JOIN projector.status s USING (projection)
           WHERE p.projection = 'leaderboards' AND p.organisation > %s ORDER BY p.organisation LIMIT %s""".encode(),
        (beyond, most),
    ).fetchall()
    return {organisation: (generation, position, hash) for organisation, generation, position, hash in rows}


def standing_in_redis(redis: Redis, organisations: Sequence[str]) -> dict[str, Standing]:
    """How far the boards are of those organisations that have any."""
    with redis.pipeline(transaction=False) as pipeline:
        for organisation in organisations:
            pipeline.hmget(scripts.keys(organisation)[0], ["generation", "position", "hash"])
        answers = pipeline.execute()
    return {
        organisation: (_text(generation), int(position), _text(hash or ""))
        for organisation, (generation, position, hash) in zip(organisations, answers, strict=True)
        if generation is not None and position is not None
    }


def fill(redis: Redis, connection: Connection[Any], organisation: str) -> bool:
    """Fill the boards anew; false where somebody else is at it, or took over."""
    token = uuid.uuid4().hex
    keys = scripts.keys(organisation)
    if not redis.eval(scripts.BEGIN, len(keys), *keys, token, CLAIM_MILLISECONDS):
        return False
    standing: Standing | None = None
    with connection.transaction(), connection.cursor(name="boards") as cursor:
        cursor.itersize = CHUNK
        cursor.execute(_ROWS, (organisation,))
        while rows := cursor.fetchmany(CHUNK):
            standing = rows[0][:3]
            if not _load(redis, organisation, token, rows):
                return False
    if standing is None:
        return False
    return bool(redis.eval(scripts.FINISH, len(keys), *keys, token, *standing))


def _load(redis: Redis, organisation: str, token: str, rows: Sequence[tuple[Any, ...]]) -> bool:
    changes: dict[Counted, dict[str, int]] = defaultdict(dict)
    for *_, month, employee, tag, departments, points in rows:
        if month is not None:
            changes[tag, month, departments_in(departments)][employee] = points
    boards, arguments = scripts.groups(organisation, changes)
    keys = [*scripts.keys(organisation), *boards]
    return bool(redis.eval(scripts.LOAD, len(keys), *keys, token, CLAIM_MILLISECONDS, *arguments))


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
