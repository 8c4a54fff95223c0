"""The golden file: every sample as it was stored and hashed on the day it was frozen.

    python -m tests.compat.vectors

adds the samples that are not in it yet. It never writes what is there again: stored history stays as it is.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ledger.domain.events import Recorded
from ledger.infrastructure.journal.mapper import encode
from tests.compat.samples import NOON, ORGANISATION, SAMPLES, Sample

GOLDEN = Path(__file__).with_name("golden.json")


class Vector(NamedTuple):
    """A stored event: `state` are its bytes, as text, and `hash` the chain's hash there."""

    name: str
    type: str
    state: str
    hash: str


def read() -> list[Vector]:
    return [Vector(**one) for one in json.loads(GOLDEN.read_text())]


def recorded(sample: Sample, position: int) -> Recorded:
    """A sample with its envelope."""
    return Recorded(
        organisation=ORGANISATION,
        position=position,
        stream=sample.stream,
        version=sample.version,
        occurred_at=sample.occurred_at,
        recorded_at=NOON,
        actor=sample.actor,
        on_behalf_of=sample.on_behalf_of,
        command=f"019a9f00-0000-7000-8000-{position:012d}",
        correlation=sample.causation or f"019a9f00-0000-7000-8000-{position:012d}",
        causation=sample.causation,
        event=sample.event,
    )


def first_link() -> bytes:
    """hash(0), worked out here and not by the ledger's own code."""
    return sha256(b"points-ledger.journal.1" + ORGANISATION.encode()).digest()


def next_link(previous: bytes, state: bytes) -> bytes:
    """hash(n), worked out here and not by the ledger's own code."""
    return sha256(previous + state).digest()


def freeze() -> int:
    """Add the samples that are new; how many."""
    vectors = read() if GOLDEN.exists() else []
    frozen = {vector.name for vector in vectors}
    previous = bytes.fromhex(vectors[-1].hash) if vectors else first_link()
    new = [sample for sample in SAMPLES if sample.name not in frozen]
    for sample in new:
        state = encode(recorded(sample, len(vectors) + 1))
        previous = next_link(previous, state)
        vectors.append(Vector(sample.name, sample.event.type_name, state.decode(), previous.hex()))
    lines = [json.dumps(vector._asdict(), ensure_ascii=False, indent=1) for vector in vectors]
    GOLDEN.write_text("[\n" + ",\n".join(lines) + "\n]\n")
    return len(new)


if __name__ == "__main__":
    print(f"{freeze()} frozen")
