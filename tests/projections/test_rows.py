"""Encoded rows come back from PostgreSQL as they went in."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.projections import rows
from ledger.projections.additive import Additive
from ledger.projections.store import LiveStore, copy_rows
from tests.projections.journal import Journal

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
            rows.count(6) + rows.text(a) + rows.stamp(p, o, r) + rows.day(d) + rows.jsonb(j)  # type: ignore[arg-type]
            for a, p, o, r, d, j in given_rows
        ]
        copy_rows(cursor, "pg_temp", "copied", "a, p, o, r, d, j", rows.payload(encoded))
        assert cursor.execute("SELECT * FROM copied").fetchall() == given_rows
        cursor.execute("DROP TABLE copied")


PARTS = st.lists(st.tuples(st.sampled_from("abc"), st.none() | DATES, st.integers(-9, 9)), max_size=12)


@settings(max_examples=30, deadline=None)
@given(PARTS, st.randoms())
def test_sums_are_the_same_added_up_live_in_any_order_or_merged_after_a_load(
    shared_journal: Journal, parts: list[tuple[str, date | None, int]], random: object
) -> None:
    class Bulk(LiveStore):
        bulk = True

    table = Additive("sums", {"key": "text"}, ["points"], {"last": ("date", "max")})
    with shared_journal.admin.cursor() as cursor:
        found = []
        for store in (LiveStore(cursor, "sums"), Bulk(cursor, "sums")):
            cursor.execute("CREATE SCHEMA sums")
            store.run(table.ddl)
            if not store.bulk:
                store.run(table.key)
            for part in random.sample(parts, len(parts)):  # type: ignore[attr-defined]
                table.add(store, "acme", [part])
            if store.bulk:
                store.run(table.key)
            found.append(store.rows("SELECT key, last, points FROM {schema}.sums ORDER BY key"))
            cursor.execute("DROP SCHEMA sums CASCADE")
    assert found[0] == found[1]
    assert {key: points for key, _, points in found[0]} == {
        key: sum(points for other, _, points in parts if other == key) for key in {key for key, _, _ in parts}
    }
