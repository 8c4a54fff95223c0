"""S58: the same thing sent again in another shape is asked about before it doubles anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.config import CHECKOUT
from tests.imports.clerk import clerk
from tests.imports.files import bad_rows, checked, imported, send, settled, table
from tests.journeys.seeing import balance, refused
from tests.service import Company, Service

NUMBERS = [f"FIN{number:02}" for number in range(1, 41)]


@pytest.fixture(scope="module")
def firm(alone: tuple[Installation, Service]) -> Iterator[Company]:
    where, service = alone
    company = Company(where, service)
    company.department("FIN")
    company.tag("savings", {"type": "fixed", "points": 50})
    with clerk(where, company.id):
        imported(company.hr, "employees", table("工号,姓名,部门", *(f"{no},员工{no},FIN" for no in NUMBERS)))
        yield company


@pytest.fixture(scope="module")
def numbers() -> Iterator[str]:
    return iter(NUMBERS)


@pytest.fixture
def one(numbers: Iterator[str]) -> str:
    """Somebody whom nothing was credited to yet."""
    return next(numbers)


@pytest.fixture
def other(numbers: Iterator[str]) -> str:
    return next(numbers)


def confirmed(firm: Company, kind: str, content: bytes, **said: Any) -> dict[str, Any]:
    found = checked(firm.hr, kind, content)
    firm.hr.done("POST", f"/imports/{found['id']}/confirmation", said)
    return settled(firm.hr, found["id"])


def opening(*rows: str) -> bytes:
    return table("工号,期初积分,到期日,来源编号", *rows)


def grants(*rows: str) -> bytes:
    return table("单号,工号,标签,积分,发放日期", *rows)


def doubts(firm: Company, id: str) -> list[tuple[int, str | None, int | None]]:
    """`(row, import, its row)` of each that looks like another."""
    rows = firm.hr.done("GET", f"/imports/{id}/rows?state=doubtful")["items"]
    found = [(row["row"], fault) for row in rows for fault in row["problems"]]
    assert {fault["rule"] for _, fault in found} <= {"looks-the-same"}
    return [(row, fault["values"]["import"], fault["values"]["row"]) for row, fault in found]


def points(firm: Company, no: str) -> int:
    head = firm.hr.done("GET", "/audit/verification")["head"]
    return balance(firm.hr, no, head)


@pytest.mark.parametrize("again", ["{0},300,,X-{0}", "{0},300,2031-06-30,", "{0},３００,2031-12-31,X-{0}"])
def test_an_opening_balance_with_another_source_or_last_day_is_asked_about(
    firm: Company, one: str, other: str, again: str
) -> None:
    first = confirmed(firm, "opening-balances", opening(f"{one},300,2031-12-31,"))
    assert first["counts"] == {"imported": 1}
    found = checked(
        firm.hr,
        "opening-balances",
        opening(again.format(one.lower()), f"{one},301,,B-1-{one}", f"{other},300,,B-2-{one}"),
    )
    assert found["counts"] == {"doubtful": 1, "ready": 2}
    assert doubts(firm, found["id"]) == [(2, first["id"], 2)]


def test_a_past_grant_of_the_same_day_under_another_source_is_asked_about(firm: Company, one: str) -> None:
    first = confirmed(firm, "past-grants", grants(f"G-1-{one},{one},savings,50,2026-01-05 09:30"))
    rows = [
        f"H-1-{one},{one},savings,50,2026/1/5",
        f"H-2-{one},{one},savings,50,2026-01-06",
        f"G-1-{one},{one},savings,50,2026-01-05",
    ]
    found = checked(firm.hr, "past-grants", grants(*rows))
    assert found["counts"] == {"doubtful": 1, "ready": 1, "unchanged": 1}, "the same source id is the same grant"
    assert doubts(firm, found["id"]) == [(2, first["id"], 2)]


def test_of_two_rows_alike_in_one_file_the_second_is_asked_about(firm: Company, one: str, other: str) -> None:
    found = checked(
        firm.hr,
        "opening-balances",
        opening(f"{one},300,,A-1-{one}", f"{other},300,,A-2-{one}", f"{one},300,,A-3-{one}"),
    )
    assert (found["counts"], doubts(firm, found["id"])) == ({"doubtful": 1, "ready": 2}, [(4, None, 2)])
    assert found["effects"] == {"new": 2}, "what is asked about is not counted as added"


def test_a_confirmation_says_what_becomes_of_the_doubtful_rows(firm: Company, one: str) -> None:
    found = checked(firm.hr, "opening-balances", opening(f"{one},300,,A-1-{one}", f"{one},300,,A-2-{one}"))
    confirmation = f"/imports/{found['id']}/confirmation"
    refused(firm.hr.post(confirmation, {}), 409, "doubtful-rows")
    firm.hr.done("POST", confirmation, {"with_doubtful": False})
    done = settled(firm.hr, found["id"])
    assert (done["counts"], done["effects"]) == ({"doubtful": 1, "imported": 1}, {"new": 1})
    assert points(firm, one) == 300
    firm.hr.done("POST", confirmation, {"with_doubtful": False})
    assert settled(firm.hr, found["id"])["counts"] == {"doubtful": 1, "imported": 1}, "twice changes nothing"
    for _ in range(2):
        firm.hr.done("POST", confirmation, {"with_doubtful": True})
        assert settled(firm.hr, found["id"])["counts"] == {"imported": 2}, "what was left out follows, once"
    assert points(firm, one) == 600


def test_both_are_written_where_that_is_said(firm: Company, one: str) -> None:
    rows = (f"G-1-{one},{one},savings,50,2026-01-05", f"G-2-{one},{one},savings,50,2026-01-05")
    assert confirmed(firm, "past-grants", grants(*rows), with_doubtful=True)["counts"] == {"imported": 2}
    assert points(firm, one) == 100


def test_a_file_of_nothing_but_doubtful_rows_is_not_confirmed_without_them(firm: Company, one: str) -> None:
    confirmed(firm, "opening-balances", opening(f"{one},300,,A-1-{one}"))
    found = checked(firm.hr, "opening-balances", opening(f"{one},300,,A-2-{one}"))
    refused(firm.hr.post(f"/imports/{found['id']}/confirmation", {"with_doubtful": False}), 409, "bad-rows")


def test_what_was_taken_back_is_asked_about_no_more(firm: Company, one: str) -> None:
    first = confirmed(firm, "opening-balances", opening(f"{one},300,,A-1-{one}"))
    firm.hr.done("POST", f"/imports/{first['id']}/undo")
    settled(firm.hr, first["id"])
    assert checked(firm.hr, "opening-balances", opening(f"{one},300,,A-2-{one}"))["counts"] == {"ready": 1}


def test_of_two_files_checked_before_either_was_written_the_second_does_not_double_the_first(
    firm: Company, one: str, other: str
) -> None:
    first = checked(firm.hr, "opening-balances", opening(f"{one},300,,A-1-{one}", f"{other},20,,A-2-{one}"))
    second = checked(firm.hr, "opening-balances", opening(f"{one},300,2031-12-31,B-1-{one}", f"{other},21,,B-2-{one}"))
    for found in (first, second):
        firm.hr.done("POST", f"/imports/{found['id']}/confirmation", {})
    assert settled(firm.hr, first["id"])["counts"] == {"imported": 2}
    assert settled(firm.hr, second["id"])["counts"] == {"imported": 1, "refused": 1}
    assert bad_rows(firm.hr, second["id"], "refused") == [(2, None, "looks-the-same")]
    assert (points(firm, one), points(firm, other)) == (300, 41)
    again = firm.hr.get(f"/imports/{second['id']}/corrected.csv").content
    found = settled(firm.hr, send(firm.hr, "opening-balances", again).json()["id"])
    assert found["counts"] == {"doubtful": 1}, "sent again, it is asked about"


def test_what_was_imported_before_credits_were_noted_is_known_out_of_the_journal(
    firm: Company, alone: tuple[Installation, Service], one: str
) -> None:
    opened = confirmed(firm, "opening-balances", opening(f"{one},300,,"))
    granted = confirmed(firm, "past-grants", grants(f"G-1-{one},{one},savings,50,2026-01-05"))
    noting = (CHECKOUT / "migrations" / "0018.post.earlier-credits.sql").read_bytes()
    with psycopg.connect(alone[0].databases.owner, autocommit=True) as connection:
        query = "SELECT * FROM imports.credits WHERE organisation = %s ORDER BY subject"
        before = connection.execute(query, (firm.id,)).fetchall()
        connection.execute("DELETE FROM imports.credits WHERE organisation = %s", (firm.id,))
        for _ in range(2):
            connection.execute(noting)
        after = connection.execute(query, (firm.id,)).fetchall()
    assert {row[1] for row in after} <= {row[1] for row in before}, "what was noted and never written is gone"
    assert set(after) <= set(before)
    found = checked(firm.hr, "opening-balances", opening(f"{one},300,2031-01-01,"))
    assert doubts(firm, found["id"]) == [(2, opened["id"], 2)]
    found = checked(firm.hr, "past-grants", grants(f"G-2-{one},{one},savings,50,2026-01-05"))
    assert doubts(firm, found["id"]) == [(2, granted["id"], 2)]


def test_doubtful_rows_are_not_in_the_file_to_mend(firm: Company, one: str) -> None:
    found = checked(
        firm.hr, "opening-balances", opening(f"{one},300,,A-1-{one}", f"{one},300,,A-2-{one}", f"{one},x,,A-3-{one}")
    )
    text = firm.hr.get(f"/imports/{found['id']}/corrected.csv").content.decode("utf-8-sig")
    assert "A-3" in text and "A-2" not in text
