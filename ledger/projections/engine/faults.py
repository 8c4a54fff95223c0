"""Which faults are the projection's own, and which pass by themselves."""

from __future__ import annotations

import psycopg

# Connection lost, deadlock or serialisation, out of space or memory, a lock not to be had, an operator's doing.
_PASSING = ("08", "40", "53", "55P03", "57", "58")


def passing(error: BaseException) -> bool:
    """Whether the same page may well succeed later, through a new connection: nothing is wrong with anybody's code."""
    if isinstance(error, (psycopg.InterfaceError, psycopg.errors.ReadOnlySqlTransaction)):  # this is the standby now
        return True
    if not isinstance(error, psycopg.OperationalError):
        return False
    return error.sqlstate is None or error.sqlstate.startswith(_PASSING)


def described(error: BaseException) -> str:
    """An error as it is recorded: its type and the first lines of its text."""
    return f"{type(error).__name__}: {error}"[:2000]
