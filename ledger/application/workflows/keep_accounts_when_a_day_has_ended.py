"""What happens to accounts when a local day has ended: lots end, people are told, leavers are settled.

The rules decide by the ledger's own clock, so each may run twice, or be killed half-way and begin again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import Any

from ledger.application.access import SYSTEM
from ledger.application.accounts import announce_many, expire_many, settle_leavers
from ledger.application.claims import remind
from ledger.application.ids import new_id
from ledger.application.unit import Answer, Command

Submit = Callable[[Command], Awaitable[Any]]
AT_ONCE = 200
"""Accounts in one command: few enough that nobody who grants meanwhile waits long for the lock."""


async def expire_lots(submit: Submit, organisation: str, employees: Sequence[str]) -> int:
    return await _each(submit, organisation, employees, expire_many)


async def announce_expiry(submit: Submit, organisation: str, employees: Sequence[str]) -> int:
    return await _each(submit, organisation, employees, announce_many)


async def settle(submit: Submit, organisation: str, employees: Sequence[str]) -> int:
    return await _each(submit, organisation, employees, settle_leavers)


async def remind_of_measurements(submit: Submit, organisation: str, claims: Sequence[str]) -> int:
    """Of claims whose value is to be measured again."""
    for some in _parts(claims):
        await submit(Command(organisation, SYSTEM, new_id(), partial(remind, claims=some)))
    return len(claims)


async def _each(submit: Submit, organisation: str, employees: Sequence[str], handle: Callable[..., Answer]) -> int:
    """How many were looked at."""
    for some in _parts(employees):
        await submit(Command(organisation, SYSTEM, new_id(), partial(handle, employees=some)))
    return len(employees)


def _parts(employees: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(employees), AT_ONCE):
        yield tuple(employees[start : start + AT_ONCE])
