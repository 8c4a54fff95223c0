"""The hands behind somebody: who set their password in the last 30 days, their first one as well, or gave the link that
they chose it by, and who is behind those. What such a person does may be what one of them wanted, also after they chose
a password of their own."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.domain.directory.directory import Directory
from ledger.domain.errors import Forbidden

FRESH = timedelta(days=30)
"""So long does who was chosen by somebody, or had their password set by them, not decide about them."""


def hands_behind(directory: Directory, employee_no: str, day: date, recorded_by: date = date.max) -> frozenset[str]:
    """Whoever may have acted as somebody on a day; never the person. `recorded_by`: no later setting counts."""
    found, waiting = set[str](), [employee_no]
    while waiting and directory.resets:
        for reset in directory.resets.get(waiting.pop(), ()):
            if reset.by not in found and reset.on <= recorded_by and day <= reset.on + FRESH:
                found.add(reset.by)
                waiting.append(reset.by)
    return frozenset(found - {employee_no})


def is_behind(directory: Directory, hand: str, employee_no: str, day: date, recorded_by: date = date.max) -> bool:
    return hand in directory.setters and hand in hands_behind(directory, employee_no, day, recorded_by)


def one_hand(directory: Directory, first: str, second: str, day: date) -> bool:
    """Whether two may be one: the same person, one behind the other, or a third behind both."""
    return not ({first, *hands_behind(directory, first, day)}).isdisjoint(
        {second, *hands_behind(directory, second, day)}
    )


def check_not_behind(directory: Directory, employee_no: str, day: date, *actors: str) -> None:
    """Nobody acts upon somebody with a password that that person set."""
    if any(is_behind(directory, employee_no, actor, day) for actor in actors):
        raise Forbidden(
            "chosen-judge",
            f"{employee_no} set your password in the last 30 days, or that of who set it: somebody else does this.",
        )


def same_hand(directory: Directory, first: str | None, day: date, *actors: str) -> bool:
    """Whether whoever did the first part may be one of those who do the second; none: nobody did it."""
    return first is not None and any(one_hand(directory, first, actor, day) for actor in actors)


def check_second(directory: Directory, first: str, second: str, day: date) -> None:
    """Two decide what takes two: nobody alone, nor through somebody whose password they set."""
    if first == second:
        raise Forbidden("second-hr", "A second hr confirms what a first one asked for.")
    if one_hand(directory, first, second, day):
        raise Forbidden(
            "second-hr",
            f"{first} asked for it, and in the last 30 days one of you set the other's password, or somebody set both. "
            "An hr who took no part confirms it.",
        )
