"""What `ledger verify` does: walks the chains, tells people how far it is, and notes what it found."""

from __future__ import annotations

import psycopg

from ledger.bootstrap import Installation
from ledger.command_line.terminal import bar, console
from ledger.infrastructure.journal.verification import Verification, forget, heads, remember, walk


def verify_chains(
    where: Installation, organisation: str | None, quiet: bool, *, restored: bool = False
) -> list[Verification]:
    """Of one organisation, or of all; `restored`: what was verified earlier may be gone. Raises ValueError for one that
    is not there."""
    with psycopg.connect(where.databases.app, autocommit=True) as connection:
        found = {name: head for name, head in heads(connection).items() if organisation in (None, name)}
        if organisation is not None and not found:
            raise ValueError(f"there is no organisation {organisation}")
        if restored:
            for name in found:
                forget(connection, name)
        return [_verify_chain(connection, name, head, quiet) for name, head in found.items()]


def _verify_chain(connection: psycopg.Connection, organisation: str, head: int, quiet: bool) -> Verification:
    with bar(hidden=quiet) as shown:
        task = shown.add_task(organisation, total=head)
        for outcome in walk(connection, organisation):
            shown.update(task, completed=outcome.verified)
    remember(connection, outcome)
    if not quiet and outcome.sound:
        console.print(f"[green]{organisation}: {outcome.verified} events verified[/green], hash {outcome.hash}")
    elif not quiet:
        since = f", since {outcome.wrong_since:%Y-%m-%d %H:%M:%S} UTC" if outcome.wrong_since else ""
        console.print(f"[red]{organisation}: position {outcome.wrong_at} is wrong{since}: {outcome.wrong}[/red]")
    return outcome
