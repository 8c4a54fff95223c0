"""Measurements in interleaved rounds, and what may be said about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from statistics import median

Measure = Callable[[], float]
"""Measures once and returns the value."""

Tell = Callable[[str], None]
"""Receives what is being done, for a progress line."""


@dataclass(frozen=True)
class Wanted:
    """What a value or a ratio should be: at least or at most so much."""

    bound: float
    at_least: bool = True

    def met(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}"


@dataclass(frozen=True)
class Series:
    """One value per round."""

    name: str
    unit: str
    rounds: tuple[float, ...]
    note: str = ""

    @property
    def value(self) -> float:
        return median(self.rounds)

    @property
    def interval(self) -> tuple[float, float]:
        return min(self.rounds), max(self.rounds)

    def against(self, other: Series, wanted: Wanted | None = None) -> Ratio:
        """How this compares with `other`, round by round: what slows the machine down slows down both."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return Ratio(other.name, tuple(mine / theirs for mine, theirs in pairs), wanted)


@dataclass(frozen=True)
class Ratio:
    """A series divided by another, round by round."""

    to: str
    rounds: tuple[float, ...]
    wanted: Wanted | None = None

    @property
    def value(self) -> float:
        return median(self.rounds)

    @property
    def interval(self) -> tuple[float, float]:
        return min(self.rounds), max(self.rounds)


@dataclass(frozen=True)
class Result:
    """A series with what it is compared with and what it should be."""

    series: Series
    ratios: tuple[Ratio, ...] = ()
    wanted: Wanted | None = None


@dataclass(frozen=True)
class Probe:
    """Something that can be measured again and again."""

    name: str
    unit: str
    measure: Measure
    note: str = ""


def interleave(probes: Iterable[Probe], rounds: int, tell: Tell) -> Mapping[str, Series]:
    """Measure every probe once per round, one after another, round after round."""
    chosen = list(probes)
    values: dict[str, list[float]] = {probe.name: [] for probe in chosen}
    for number in range(1, rounds + 1):
        for probe in chosen:
            tell(f"round {number} of {rounds}: {probe.name}")
            values[probe.name].append(probe.measure())
    return {probe.name: Series(probe.name, probe.unit, tuple(values[probe.name]), probe.note) for probe in chosen}


def percentile(values: list[float], share: float) -> float:
    """The smallest of the values that at least `share` of them do not exceed (nearest rank)."""
    if not values:
        raise ValueError("no values")
    rank = ceil(round(len(values) * share, 6))
    return sorted(values)[max(rank, 1) - 1]
