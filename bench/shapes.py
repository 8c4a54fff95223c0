"""The bare event that floors insert and read: as large as the service's own, and nothing else."""

from __future__ import annotations

import orjson

TABLE = """
CREATE TABLE bare_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    version integer NOT NULL,
    type text NOT NULL,
    state bytea NOT NULL
)
"""

TYPE = "accounts.points-transferred.1"


def state(employee: str = "E00042", points: int = 5) -> bytes:
    """About 600 bytes of JSON, shaped like the envelope of a grant."""
    return orjson.dumps(
        {
            "actor": "M01",
            "causation": None,
            "command": "0198b0c1-7d2a-7c9e-8f10-6a4f6d1c2b3a",
            "correlation": "0198b0c1-7d2a-7c9e-8f10-6a4f6d1c2b3a",
            "data": {
                "counted": True,
                "credit": {"departments": ["D01"], "month": "2026-01", "revision": 1, "tag": "TEAM"},
                "kind": "grant",
                "opens": {"ends_on": "2027-01-15", "lot": "0198b0c1-7d2a-7c9e-8f10-6a4f6d1c2b3a", "points": points},
                "points": points,
                "reason": {"box": "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8SNFZ4kA==", "person": employee},
                "source": "budget:M01:2026-01",
                "subject": "grant:0198b0c1-7d2a-7c9e-8f10-6a4f6d1c2b3a",
                "target": f"employee:{employee}",
            },
            "occurred_at": "2026-01-15T08:30:00.000000Z",
            "organisation": "bench",
            "position": 123456,
        },
        option=orjson.OPT_SORT_KEYS,
    )
