"""What the benchmark says of its numbers."""

from __future__ import annotations

import io
from pathlib import Path

import orjson
import pytest
from rich.console import Console

from bench.report import print_table, write_json
from bench.series import Probe, Result, Series, Wanted, interleave, percentile


def test_probes_are_measured_in_turns() -> None:
    order: list[str] = []

    def probe(name: str) -> Probe:
        return Probe(name, "things/s", lambda: float(order.append(name) or len(order)))

    series = interleave([probe("floor"), probe("ours")], 3, lambda said: None)

    assert order == ["floor", "ours"] * 3
    assert series["floor"].rounds == (1, 3, 5)
    assert series["ours"].value == 4
    assert series["ours"].interval == (2, 6)


def test_a_ratio_compares_round_by_round() -> None:
    # The machine slowed down in the second round, and both with it.
    ours, floor = Series("grant", "grants/s", (50, 5, 60)), Series("floor_a@64", "events/s", (100, 10, 100))

    ratio = ours.against(floor, Wanted(0.25))

    assert ratio.rounds == (0.5, 0.5, 0.6)
    assert ratio.value == 0.5
    assert ratio.interval == (0.5, 0.6)


def test_the_json_has_the_fields_that_readers_rely_on(tmp_path: Path) -> None:
    ours, floor = Series("grant", "grants/s", (50, 40, 60)), Series("floor_a@64", "events/s", (100, 100, 100))
    results = [Result(floor), Result(ours, (ours.against(floor),))]

    write_json(results, tmp_path / "new" / "out.json")

    assert orjson.loads((tmp_path / "new" / "out.json").read_bytes()) == [
        {"name": "floor_a@64", "value": 100, "unit": "events/s", "rounds": [100, 100, 100], "ratios": {}},
        {"name": "grant", "value": 50, "unit": "grants/s", "rounds": [50, 40, 60], "ratios": {"floor_a@64": 0.5}},
    ]


@pytest.mark.parametrize(("wanted", "verdict"), [(Wanted(0.25), "met"), (Wanted(0.6), "MISSED")])
def test_the_table_shows_interval_ratio_and_verdict(wanted: Wanted, verdict: str) -> None:
    ours, floor = Series("grant", "grants/s", (5000, 4000, 6000)), Series("floor_a@64", "events/s", (10000,) * 3)
    text = io.StringIO()

    print_table([Result(ours, (ours.against(floor, wanted),))], "2 cores", Console(file=text, width=160))

    assert "5,000" in text.getvalue()
    assert "4,000 to 6,000" in text.getvalue()
    assert f"0.5 × floor_a@64 (0.4 to 0.6; wanted ≥ {wanted.bound:g}) {verdict}" in text.getvalue()
    assert "2 cores" in text.getvalue()


@pytest.mark.parametrize(
    ("count", "share", "expected"), [(1, 0.99, 1), (100, 0.5, 50), (100, 0.99, 99), (101, 0.99, 100), (1000, 0.99, 990)]
)
def test_percentiles_are_values_that_were_seen(count: int, share: float, expected: int) -> None:
    assert percentile([float(n) for n in range(count, 0, -1)], share) == expected
