"""One command of the demo, with an identity that never changes, so that it is done once however often it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID, uuid5

from ledger.application.unit import Answer, Command, Steps, Unit

ORGANISATION = "demo"
NAMES = UUID("6d1c3c4e-6f0b-4b1e-9d5e-7a0f2b8c9d10")
"""The namespace of the demo's ids; another one would tell every story twice."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a person does. Key, id and fingerprint come from `name` alone: times are counted from the
    present, so what is sent differs each time, and is the same step all the same."""

    name: str
    actor: str
    handler: Callable[[Unit], Answer | Steps]
    on_behalf_of: str | None = None


Stage = list[Step]
"""Steps that don't need each other, and may be recorded in one commit."""


def id_of(name: str) -> str:
    """The id of the command of a step, and with it of the grant or claim that the step makes."""
    return str(uuid5(NAMES, name))


def command(step: Step, fingerprint_key: bytes) -> Command:
    return Command(
        ORGANISATION,
        step.actor,
        id_of(step.name),
        step.handler,
        on_behalf_of=step.on_behalf_of,
        idempotency_key=f"demo:{step.name}",
        fingerprint=blake2b(step.name.encode(), key=fingerprint_key, digest_size=32).digest(),
    )
