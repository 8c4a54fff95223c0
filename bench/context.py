"""What every case has at hand: servers, options, and what was measured already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bench.ground import Ground
from bench.options import Options
from bench.series import Probe, Result, Series, Tell, interleave

Made = TypeVar("Made")


@dataclass
class Context:
    """One run of the benchmark. What is entered into `stack` is closed when the run ends."""

    ground: Ground
    options: Options
    tell: Tell
    stack: ExitStack
    results: dict[str, Result] = field(default_factory=dict)
    _made: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Make something that several cases use, the first time that one of them needs it."""
        if name not in self._made:
            self.tell(f"preparing {name}")
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    def measure(self, probes: Sequence[Probe]) -> dict[str, Series]:
        """Measure the probes interleaved, after what was prepared for them has been written out."""
        self.ground.settle()
        return dict(interleave(probes, self.options.rounds, self.tell))

    def measured(self, name: str, unit: str, values: Sequence[float], note: str = "") -> Series:
        """What was measured beside something else, as a series of the last rounds."""
        return Series(name, unit, tuple(values[-self.options.rounds :]), note)

    def add(self, result: Result) -> None:
        """Keep a result for the report. What an earlier case measured beside itself stays as it is."""
        self.results.setdefault(result.series.name, result)
