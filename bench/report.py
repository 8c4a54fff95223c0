"""The table that people read, and the JSON that machines read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench.series import Ratio, Result, Wanted


def as_json(results: Iterable[Result]) -> list[dict[str, Any]]:
    """`[{name, value, unit, rounds, ratios}]`: medians, every round, and the median ratio to each other series."""
    return [
        {
            "name": result.series.name,
            "value": result.series.value,
            "unit": result.series.unit,
            "rounds": list(result.series.rounds),
            "ratios": {ratio.to: ratio.value for ratio in result.ratios},
        }
        for result in results
    ]


def write_json(results: Iterable[Result], path: Path) -> None:
    """Write the JSON; the directory is made if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(as_json(results), option=orjson.OPT_INDENT_2) + b"\n")


def print_table(results: Sequence[Result], machine: str, console: Console) -> None:
    """Print medians with the interval of the rounds, and each ratio with what is wanted of it."""
    table = Table(title="Medians of interleaved rounds, with the interval they moved in", caption=machine)
    table.add_column("what", no_wrap=True)
    table.add_column("median", justify="right", no_wrap=True)
    table.add_column("lowest to highest", justify="right", no_wrap=True)
    table.add_column("unit", no_wrap=True)
    table.add_column("beside what was measured in the same rounds")
    for result in results:
        series = result.series
        table.add_row(
            series.name,
            Text(number(series.value), style=_style(result.wanted, series.value)),
            interval(series.interval),
            series.unit,
            _beside(result),
        )
    console.print(table)


def number(value: float) -> str:
    """A number with as many digits as mean something."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3g}"


def interval(ends: tuple[float, float]) -> str:
    """Both ends of an interval."""
    return f"{number(ends[0])} to {number(ends[1])}"


def _beside(result: Result) -> Text:
    lines = []
    if result.wanted is not None:
        lines.append(_verdict(Text(f"wanted {result.wanted} {result.series.unit}"), result.wanted, result.series.value))
    lines += [_ratio(ratio) for ratio in result.ratios]
    if result.series.note:
        lines.append(Text(result.series.note, style="dim"))
    return Text("\n").join(lines)


def _ratio(ratio: Ratio) -> Text:
    text = Text(f"{number(ratio.value)} × {ratio.to} ({interval(ratio.interval)}")
    if ratio.wanted is None:
        return text.append(")")
    return _verdict(text.append(f"; wanted {ratio.wanted})"), ratio.wanted, ratio.value)


def _verdict(text: Text, wanted: Wanted, value: float) -> Text:
    met = wanted.met(value)
    return text.append(" met" if met else " MISSED", style="green" if met else "bold red")


def _style(wanted: Wanted | None, value: float) -> str:
    if wanted is None:
        return ""
    return "green" if wanted.met(value) else "bold red"
