"""Events are read as they were recorded, and encoded rows come back from PostgreSQL as they went in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.domain.directory.events import EmployeeRenamed
from ledger.domain.events import Recorded
from ledger.domain.values import Sealed
from ledger.infrastructure.journal.mapper import MapperDeserialisationError, decode, encode
from ledger.projections.engine import rows
from ledger.projections.engine.additive import Additive
from ledger.projections.engine.store import LiveStore, copy_rows
from ledger.projections.engine.transfers import TYPE, Transfer, of, read
from tests.projections.journal import BEGINNING, Journal
from tests.projections.stories import Teller

BIGINTS = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
INSTANTS = st.integers(0, 2**52).map(lambda microseconds: datetime.fromtimestamp(microseconds / 2**20, UTC))
DATES = st.dates(date(1900, 1, 1), date.max)
ROWS = st.tuples(TEXTS, BIGINTS, INSTANTS, INSTANTS, st.none() | DATES, st.none() | st.dictionaries(TEXTS, BIGINTS))


@settings(max_examples=30, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=20))
def test_every_value_survives_copy(shared_journal: Journal, given_rows: list[tuple[object, ...]]) -> None:
    with shared_journal.admin.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE copied (a text, p bigint, o timestamptz, r timestamptz, d date, j jsonb)"
        )
        encoded = [
            rows.count(6) + rows.text(a) + rows.stamp(p, o, r) + rows.day(d and d.isoformat()) + rows.jsonb(j)  # type: ignore[arg-type]
            for a, p, o, r, d, j in given_rows
        ]
        copy_rows(cursor, "pg_temp", "copied", "a, p, o, r, d, j", rows.payload(encoded))
        assert cursor.execute("SELECT * FROM copied").fetchall() == given_rows
        cursor.execute("DROP TABLE copied")


PARTS = st.lists(
    st.tuples(st.sampled_from("abc"), st.none() | DATES.map(date.isoformat), st.integers(-9, 9)), max_size=12
)


@settings(max_examples=30, deadline=None)
@given(PARTS, st.randoms())
def test_sums_are_the_same_added_up_live_in_any_order_or_merged_after_a_load(
    shared_journal: Journal, parts: list[tuple[str, str | None, int]], random: object
) -> None:
    class Bulk(LiveStore):
        bulk = True

    table = Additive("sums", {"key": "text"}, ["points"], {"last": ("date", "max")})
    found = []
    for store_type in (LiveStore, Bulk):
        shuffled = random.sample(parts, len(parts))  # type: ignore[attr-defined]
        connection = shared_journal.admin
        with connection.transaction(force_rollback=True), connection.cursor() as cursor:
            store = store_type(cursor, "sums")
            cursor.execute("CREATE SCHEMA sums")
            store.run(table.ddl)
            if not store.bulk:
                store.run(table.key)
            for part in shuffled:
                table.add(store, "acme", [part])
            if store.bulk:
                store.run(table.key)
            found.append(store.rows("SELECT key, last, points FROM {schema}.sums ORDER BY key"))
    assert found[0] == found[1]
    assert {key: points for key, _, points in found[0]} == {
        key: sum(points for other, _, points in parts if other == key) for key in {key for key, _, _ in parts}
    }


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 100)] * 3), min_size=1, max_size=30))
def test_a_transfer_read_from_its_stored_bytes_is_the_one_that_was_recorded(story: list[tuple[int, int, int]]) -> None:
    told = Teller().tell(story)
    for position, one in enumerate(told, 1):
        at = one.occurred_at or BEGINNING + timedelta(microseconds=position)
        recorded = Recorded(
            "acme", position, one.stream, 1, at, BEGINNING, one.actor, one.on_behalf_of, "c", "c", None, one.event
        )
        assert as_tuples(read(encode(recorded), decode)) == as_tuples(of(recorded))


def as_tuples(event: Transfer | Recorded) -> object:
    """Lists and tuples of parts are the same here."""
    if isinstance(event, Recorded):
        return event
    return event._replace(opens=tuple(event.opens), takes=tuple(event.takes))


def test_a_text_that_looks_like_a_type_does_not_mislead() -> None:
    renamed = EmployeeRenamed(employee_no="E1", name=Sealed(person="E1", box=f'"type":"{TYPE}"'))
    recorded = Recorded(
        "acme", 1, "directory", 1, BEGINNING, BEGINNING, f'"type":"{TYPE}"', None, "c", "c", None, renamed
    )
    assert read(encode(recorded), decode) == recorded
    # A key of that name inside the data comes unescaped.
    inside = encode(recorded).replace(b'"employee_no":"E1"', f'"employee_no":{{"type":"{TYPE}"}}'.encode())
    with pytest.raises(MapperDeserialisationError):
        read(inside, decode)
