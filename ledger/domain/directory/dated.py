"""Terms that hold from a day on. A change of some fields carries on through what was planned for later: what is changed
today for good is not undone on the planned day, which changes only what it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

DAY = "effective_from"
Fields = dict[str, Any]


def amended(history: Sequence[Fields], terms: Fields) -> list[Fields]:
    """History, in the order of the days, with what `terms` change: where they differ from what held on their day.

    Later terms take the change over, up to those that differ there from the ones before them: these change it again.
    Terms that change nothing any more are left out. Days are dates, or ISO texts of them.
    """
    day, held = terms[DAY], in_force(history, terms[DAY])
    changed = {name: value for name, value in terms.items() if name != DAY and value != held[name]}
    made = [one for one in history if one[DAY] < day]
    made.append({**held, **changed, DAY: day})
    for one in history:
        if one[DAY] > day:
            changed = {name: value for name, value in changed.items() if one[name] == held[name]}
            made.append({**one, **changed})
    return [one for place, one in enumerate(made) if place == 0 or _differ(one, made[place - 1])]


def in_force(history: Sequence[Fields], day: Any) -> Fields:
    """The terms of that day; before the first, the first."""
    return next((one for one in reversed(history) if one[DAY] <= day), history[0])


def _differ(one: Fields, before: Fields) -> bool:
    return any(value != before[name] for name, value in one.items() if name != DAY)
