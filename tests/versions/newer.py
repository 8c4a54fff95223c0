"""A newer version of the ledger, which knows one more type of event.

python -m tests.versions.newer praise ORGANISATION      records such an event
python -m tests.versions.newer work | serve | …         is `ledger work`, `ledger serve` of that version
"""

from __future__ import annotations

import asyncio
import sys

from ledger import cli
from ledger.application.access import SYSTEM
from ledger.application.ids import new_id
from ledger.application.unit import Answer, Command, Unit
from ledger.bootstrap import installation, services
from ledger.config import Settings
from ledger.domain.events import Event
from ledger.domain.streams import Stream


class Praised(Event, type="trials.praised.1"):
    """What no older version knows."""

    employee: str


PRAISE = Stream[None]("praise", lambda id: None, lambda state, event: None)


def praise(unit: Unit) -> Answer:
    unit.emit(PRAISE("HR01"), [Praised(employee="HR01")])
    return Answer(position=unit.position)


async def record(organisation: str) -> None:
    with installation(Settings.from_environment()) as where:
        async with services(where) as ready:
            await ready.journal.submit(Command(organisation, SYSTEM, new_id(), praise))


if __name__ == "__main__":
    if sys.argv[1] == "praise":
        asyncio.run(record(sys.argv[2]))
    else:
        cli.main()
