"""Loading once, again, on whatever day, and never into somebody else's ledger."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from ledger import demo
from ledger.application.sessions import Origin
from ledger.bootstrap import Installation, create_organisation
from ledger.demo.scene import ZONE
from ledger.domain.values import local_date, month_of
from tests.demo.told import PASSWORD, events_of, load_now, opened


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def test_a_second_load_adds_nothing(where: Installation) -> None:
    first = load_now(where)
    assert load_now(where).picture == first.picture


def test_a_second_load_adds_nothing_when_keys_are_forgotten(where: Installation) -> None:
    """Keys are kept for 30 days; the demo for as long as its ledger."""
    first = load_now(where)
    with psycopg.connect(where.databases.owner, autocommit=True) as connection:
        connection.execute("UPDATE journal.commands SET idempotency_key = NULL")
    assert load_now(where).picture == first.picture


def test_everybody_signs_in(where: Installation) -> None:
    async def sign_in() -> None:
        async with opened(where, passwords=True) as ready:
            await demo.load(ready, "another password")
            for number in ("ROOT", "HR01", "AUD01", "PAY01", "FIN00", "FIN01", "OPS04"):
                password = await ready.sessions.check_password("demo", number, "another password", Origin("127.0.0.1"))
                token = ready.sessions.token("demo", number, password.id)
                assert ready.sessions.read(token).employee_no == number

    asyncio.run(sign_in())


@pytest.mark.parametrize(
    "now",
    [
        "2026-10-01T00:00:20",
        "2026-10-31T23:59:50",
        "2027-03-01T00:10:00",
        "2028-02-29T08:00:00",
    ],
)
def test_alive_on_every_day(where: Installation, now: str) -> None:
    """Also in the first minute of a month and on its 31st, when nothing of last month may be recorded any more."""
    moment = local(now)
    told = load_now(where, lambda: moment)
    present = month_of(local_date(moment, ZONE))
    totals = told.board(present).values()
    assert len(totals) > 25
    assert max(Counter(totals).values()) > 1
    assert all(moment - timedelta(days=30) < one.occurred_at <= moment for one in told.events)
    earlier = {moved.credit.month for _, moved in told.transfers() if moved.credit} - {present}
    assert len(earlier) == (0 if "-31T" in now else 1)


def test_one_tie_in_the_middle_of_a_month(where: Installation) -> None:
    told = load_now(where, lambda: local("2026-10-14T12:00:00"))
    totals = Counter(told.board("2026-10").values())
    assert [points for points, count in totals.items() if count > 1] == [150]


def test_a_month_that_begins_meanwhile(where: Installation) -> None:
    """Budgets are of the month of recording: a load over midnight finds those of the new month."""
    times = iter([local("2026-10-31T23:59:30")] * 14)
    told = load_now(where, lambda: next(times, local("2026-11-01T00:00:30")))
    grants = [one for one, moved in told.transfers() if moved.kind == "grant"]
    assert {one.recorded_at for one in grants} == {local("2026-11-01T00:00:30")}
    assert told.now == local("2026-11-01T00:00:30")


@pytest.mark.parametrize("organisation", ["acme", "demo"])
def test_somebody_elses_ledger_is_left_alone(where: Installation, organisation: str) -> None:
    founders = {"ROOT": "admin", "HR01": "hr"}
    asyncio.run(create_organisation(where, organisation, "真公司", founders, "UTC", "CNY", "zh", "kept by ourselves"))

    async def loaded() -> tuple[list[str], int]:
        async with opened(where) as ready:
            await demo.load(ready, PASSWORD)
            return await ready.journal.organisations(), len(await events_of(ready, organisation))

    assert asyncio.run(loaded()) == ([organisation], 3)


def test_the_first_load_takes_seconds(where: Installation, record_property: Callable[[str, object], None]) -> None:
    async def timed() -> float:
        async with opened(where, passwords=True) as ready:
            started = asyncio.get_running_loop().time()
            await demo.load(ready, PASSWORD)
            return asyncio.get_running_loop().time() - started

    seconds = asyncio.run(timed())
    record_property("seconds", seconds)
    assert seconds < 15  # one or two on an idle machine
