"""The journal's statements, each with a line on what it is for."""

from ledger.arrays import array

# The lock that orders an organisation's writers, and what it stands at.
LOCK_HEAD = "SELECT position, hash, recorded_at FROM journal.heads WHERE organisation = %s FOR UPDATE"

READ_HEAD = "SELECT position, hash FROM journal.heads WHERE organisation = %s"

# The same for a writer, with the database's time, how long it waits for the lock and, from PostgreSQL 17 on, how long
# its transaction may take: said in its first statement, for this transaction only. What is selected is worked out
# before the row is locked.
_IMPATIENT = "set_config('lock_timeout', %(waiting)s, true)"
_BOUNDED = f"{_IMPATIENT}, set_config('transaction_timeout', %(writing)s, true)"
_LOCK = """
SELECT position, hash, recorded_at, clock_timestamp(), {} FROM journal.heads WHERE organisation = %(organisation)s
FOR UPDATE
"""
LOCK_HEAD_IMPATIENTLY = _LOCK.format(_IMPATIENT)
LOCK_HEAD_BOUNDED = _LOCK.format(_BOUNDED)

# A new organisation's head, at hash(0).
CREATE_HEAD = """
INSERT INTO journal.heads (organisation, position, hash, recorded_at) VALUES (%s, 0, %b, 'epoch')
ON CONFLICT (organisation) DO NOTHING
"""

# What became of commands that a client asks again, by its keys. LATERAL: one look into the index for each, whatever the
# planner believes of a table that grows faster than its statistics.
_STORED = "c.command, c.actor, c.idempotency_key, c.fingerprint, c.status, c.answer"
FIND_BY_KEY = f"""
SELECT found.* FROM unnest({array("%(actors)s", "text")}, {array("%(keys)s", "text")}) AS asked (actor, key)
CROSS JOIN LATERAL (
    SELECT {_STORED} FROM journal.commands c
    WHERE c.organisation = %(organisation)s AND c.actor = asked.actor AND c.idempotency_key = asked.key LIMIT 1
) AS found
"""

# The same by their ids, when a commit was in doubt.
FIND_BY_ID = f"""
SELECT found.* FROM unnest({array("%(commands)s", "text")}) AS asked (command)
CROSS JOIN LATERAL (
    SELECT {_STORED} FROM journal.commands c
    WHERE c.organisation = %(organisation)s AND c.command = asked.command LIMIT 1
) AS found
"""

# Everything of one batch, in one statement: events, links, commands, and the head that now stands at the last.
# Positions are cast: psycopg sends an integer in the smallest type that holds it, and two of those can overflow.
APPEND = f"""
WITH appended AS (
    INSERT INTO journal.events (organisation, position, stream, version, type, recorded_at, state, hash)
    SELECT %(organisation)s, %(after)s::int8 + ordinal, stream, version, type, %(recorded_at)s, state, hash
    FROM unnest({array("%(streams)s", "text")}, {array("%(versions)s", "int4")}, {array("%(types)s", "text")},
                %(states)b::bytea[], %(hashes)b::bytea[])
         WITH ORDINALITY AS row (stream, version, type, state, hash, ordinal)
), linked AS (
    INSERT INTO journal.links (organisation, stream, position)
    SELECT %(organisation)s, stream, %(after)s::int8 + ordinal
    FROM unnest({array("%(linked_streams)s", "text")}, {array("%(linked_ordinals)s", "int4")}) AS row (stream, ordinal)
), answered AS (
    INSERT INTO journal.commands
        (organisation, command, actor, idempotency_key, fingerprint, position, status, answer, recorded_at)
    SELECT %(organisation)s, command, actor, key, fingerprint, %(after)s::int8 + ordinal, status, answer,
           %(recorded_at)s
    FROM unnest({array("%(commands)s", "text")}, {array("%(actors)s", "text")}, {array("%(keys)s", "text")},
                %(fingerprints)b::bytea[],
                {array("%(command_ordinals)s", "int4")}, {array("%(statuses)s", "int4")}, %(answers)b::bytea[])
         AS row (command, actor, key, fingerprint, ordinal, status, answer)
)
UPDATE journal.heads SET position = %(after)s::int8 + %(count)s, hash = %(head)b, recorded_at = %(recorded_at)s
WHERE organisation = %(organisation)s AND %(count)s > 0
"""

# Which types of events an organisation has, so that a process of an older version knows at once that it can't judge.
READ_TYPES = "SELECT type FROM journal.types WHERE organisation = %s"
NOTE_TYPES = """
INSERT INTO journal.types (organisation, type) SELECT %s, type FROM unnest(%s::text[]) AS type
ON CONFLICT (organisation, type) DO NOTHING
"""

# The hash of the event at a position, and then the events after it, in order.
READ_PAGE = """
SELECT position, hash, CASE WHEN position > %(after)s THEN state END FROM journal.events
WHERE organisation = %(organisation)s AND position >= %(after)s AND position <= %(upto)s
ORDER BY position LIMIT %(limit)s
"""

READ_HASH = "SELECT hash FROM journal.events WHERE organisation = %s AND position = %s"

# The next events of streams, own and linked, in the order of positions: for each stream those after a version and a
# position. The inner limits keep a page of a long stream from reading all of it.
READ_STREAMS = """
SELECT asked.stream, found.position, found.version, found.own, found.state
FROM unnest(%(streams)s::text[], %(versions)s::int4[], %(positions)s::int8[]) AS asked (stream, version, position)
CROSS JOIN LATERAL (
    (SELECT e.position, e.version, true AS own, e.state FROM journal.events e
     WHERE e.organisation = %(organisation)s AND e.stream = asked.stream
       AND e.version > asked.version AND e.position <= %(upto)s
     ORDER BY e.version LIMIT %(limit)s)
    UNION ALL
    (SELECT e.position, e.version, false, e.state FROM journal.links l
     JOIN journal.events e ON e.organisation = l.organisation AND e.position = l.position
     WHERE l.organisation = %(organisation)s AND l.stream = asked.stream
       AND l.position > asked.position AND l.position <= %(upto)s
     ORDER BY l.position LIMIT %(limit)s)
) AS found
ORDER BY found.position LIMIT %(limit)s
"""

# With the chain's hash where each was taken, if there is an event.
READ_SNAPSHOTS = """
SELECT s.stream, s.evolve, s.version, s.position, e.hash, s.state, s.mac FROM journal.snapshots s
LEFT JOIN journal.events e ON e.organisation = s.organisation AND e.position = s.position
WHERE s.organisation = %s AND s.stream = ANY(%s) AND s.position <= %s
"""

WRITE_SNAPSHOT = """
INSERT INTO journal.snapshots (organisation, stream, evolve, version, position, state, mac)
VALUES (%s, %s, %s, %s, %s, %b, %b)
ON CONFLICT (organisation, stream) DO UPDATE
SET evolve = EXCLUDED.evolve, version = EXCLUDED.version, position = EXCLUDED.position, state = EXCLUDED.state,
    mac = EXCLUDED.mac
WHERE snapshots.position < EXCLUDED.position OR snapshots.evolve <> EXCLUDED.evolve
"""

# Snapshots that are not what this ledger took, or not of this history.
DROP_SNAPSHOTS = "DELETE FROM journal.snapshots WHERE organisation = %s AND stream = ANY(%s)"

# Snapshots from beyond the head, which nobody could replace by newer ones.
DROP_SNAPSHOTS_AHEAD = """
DELETE FROM journal.snapshots s USING journal.heads h
WHERE s.organisation = %(organisation)s AND h.organisation = s.organisation AND s.position > h.position
"""

READ_STREAM = """
SELECT version, type, state FROM journal.events
WHERE organisation = %s AND stream = %s
  AND (%s::int8 IS NULL OR version > %s) AND (%s::int8 IS NULL OR version <= %s)
ORDER BY version LIMIT %s
"""
READ_STREAM_DESCENDING = READ_STREAM.replace("ORDER BY version", "ORDER BY version DESC")

READ_NOTIFICATIONS = """
SELECT position, stream, version, type, state FROM journal.events
WHERE organisation = %s AND position > %s AND (%s::int8 IS NULL OR position <= %s)
  AND (%s::text[] = '{}' OR type = ANY(%s))
ORDER BY position LIMIT %s
"""

NOTHING_LINKED: dict[str, object] = {"linked_streams": "", "linked_ordinals": ""}
NOTHING_ANSWERED: dict[str, object] = {
    **dict.fromkeys(("commands", "actors", "keys", "command_ordinals", "statuses"), ""),
    "fingerprints": [],
    "answers": [],
}
