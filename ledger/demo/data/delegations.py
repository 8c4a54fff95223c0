"""Who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delegation:
    principal: str
    to: str
    what: tuple[str, ...]
    days: int


# MKT00 is away at a trade fair; the head of operations grants and decides for them meanwhile.
DELEGATIONS = (Delegation("MKT00", "OPS00", ("grants", "claims", "redemptions"), 13),)
