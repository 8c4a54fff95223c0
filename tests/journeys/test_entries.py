"""An account's movements, narrowed down by what they were for and when, and taken away as a file."""

from __future__ import annotations

import csv
import io

import pytest

from ledger.api.accounts.entries import Movements
from ledger.api.http.heads import LANGUAGES
from ledger.api.reports import models as report_models
from ledger.api.reports.files import fields_of, item_of
from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import read, refused
from tests.service import Company
from tests.sheets import cells

FORMULA = '=HYPERLINK("http://example.org")'


@pytest.fixture(scope="module")
def moved(firm: Company) -> tuple[Company, int]:
    """HRD02 with two grants, a claim, and the reversal of the first grant."""
    for code in ("明细-协作", "明细-培训"):
        firm.tag(code, {"type": "fixed", "points": 5})
    firm.budget("HRD00", 1000)
    head, person = firm.sign_in("HRD00"), firm.sign_in("HRD02")
    first = head.done("POST", "/grants", {"employee": "HRD02", "tag": "明细-协作", "reason": FORMULA})
    head.done("POST", "/grants", {"employee": "HRD02", "tag": "明细-培训", "reason": "带新人"})
    claim = person.done("POST", "/claims", {"tag": "明细-协作", "description": "跨部门项目"})
    head.done("POST", f"/claims/{claim['id']}/approval")
    done = head.done("POST", f"/grants/{first['id']}/reversal", {"reason": "重复"})
    return firm, done["position"]


def kinds(firm: Company, position: int, query: str) -> list[tuple[str, str]]:
    found = read(firm.sign_in("HRD02"), f"/accounts/HRD02/entries?{query}", position)["items"]
    return [(item["kind"], item["tag"]) for item in found]


def test_entries_of_a_kind_or_a_tag_stay_in_order(moved: tuple[Company, int]) -> None:
    firm, position = moved
    assert kinds(firm, position, "kind=grant") == [("grant", "明细-培训"), ("grant", "明细-协作")]
    assert kinds(firm, position, "tag=明细-协作") == [(kind, "明细-协作") for kind in ("reversal", "claim", "grant")]
    assert kinds(firm, position, "tag=明细-协作&kind=claim") == [("claim", "明细-协作")]
    assert kinds(firm, position, "tag=没有") == kinds(firm, position, "kind=expiry") == []


def test_pages_go_on_where_the_one_before_ended(moved: tuple[Company, int]) -> None:
    firm, position = moved
    path, found, cursor = "/accounts/HRD02/entries?tag=明细-协作&limit=1", [], ""
    while cursor is not None:
        page = read(firm.sign_in("HRD02"), path + cursor, position)
        found += [item["kind"] for item in page["items"]]
        cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
    assert found == ["reversal", "claim", "grant"]


def test_days_are_the_organisations_own(timed: TimedCompany) -> None:
    """16:00 in London's winter is midnight in Shanghai: the grant stands in the day that begins."""
    timed.department("HRD", "HRD01")
    timed.tag("谢谢", {"type": "fixed", "points": 5})
    timed.budget("HRD00", 1000)
    for occurred_at in ("2030-03-13T15:59:59Z", "2030-03-13T16:00:00Z"):
        body = {"employee": "HRD01", "tag": "谢谢", "reason": "多谢", "occurred_at": occurred_at}
        position = timed.sign_in("HRD00").done("POST", "/grants", body)["position"]
    for query, found in [
        ("from=2030-03-14", ["2030-03-13T16:00:00Z"]),
        ("to=2030-03-13", ["2030-03-13T15:59:59Z"]),
        ("from=2030-03-13&to=2030-03-14", ["2030-03-13T16:00:00Z", "2030-03-13T15:59:59Z"]),
        ("from=2030-03-15", []),
    ]:
        items = read(timed.hr, f"/accounts/HRD01/entries?{query}", position)["items"]
        assert [item["occurred_at"] for item in items] == found
    answered = timed.hr.get(f"/accounts/HRD01/entries.csv?from=2030-03-14&at_least={position}")
    (row,) = csv.DictReader(io.StringIO(answered.text.removeprefix("\ufeff")))
    assert (row["occurred_at"], row["points"]) == ("2030-03-14 00:00:00", "5")


def test_a_file_holds_the_same_entries_and_no_formula(moved: tuple[Company, int]) -> None:
    firm, position = moved
    path = f"?tag=明细-协作&at_least={position}"
    person = firm.sign_in("HRD02")
    as_csv = person.get(f"/accounts/HRD02/entries.csv{path}")
    assert as_csv.headers["content-disposition"] == 'attachment; filename="entries-HRD02.csv"'
    rows = list(csv.DictReader(io.StringIO(as_csv.text.removeprefix("\ufeff"))))
    assert [(row["kind"], row["points"], row["reason"]) for row in rows] == [
        ("reversal", "-5", "重复"), ("claim", "5", "跨部门项目"), ("grant", "5", f"'{FORMULA}"),
    ]  # fmt: skip
    table = cells(person.get(f"/accounts/HRD02/entries.xlsx{path}").content)
    assert table[0] == list(rows[0])
    assert [row[table[0].index("points")] for row in table[1:]] == [-5, 5, 5]


def test_a_files_heads_speak_the_readers_language(moved: tuple[Company, int]) -> None:
    firm, position = moved
    person = firm.sign_in("HRD02")

    def heads(query: str, accepted: str | None) -> list[str]:
        headers = {} if accepted is None else {"Accept-Language": accepted}
        answered = person.get(f"/accounts/HRD02/entries.csv?at_least={position}{query}", **headers)
        assert "Accept-Language" in answered.headers["vary"]
        return answered.text.removeprefix("\ufeff").splitlines()[0].split(",")[1:5]

    named, english, chinese = (
        ["occurred_at", "recorded_at", "kind", "points"],
        ["Occurred", "Recorded", "Kind", "Points"],
        ["发生时间", "入账时间", "类型", "积分"],
    )
    assert heads("", None) == named, "what machines read stays as it is"
    assert heads("", "zh-CN,zh;q=0.9,en;q=0.8") == heads("&language=zh", "en") == chinese
    assert heads("", "de, en-GB;q=0.8, zh;q=0.1") == heads("&language=en", "zh") == english
    assert heads("", "fr") == heads("", "*;q=x, zh;q=0") == named


def test_every_column_of_a_report_has_a_head_of_its_own() -> None:
    reports = [one for one in vars(report_models).values() if "items" in getattr(one, "model_fields", {})]
    for report in [*reports, Movements]:
        for language in LANGUAGES:
            names = [column.name for column in fields_of(item_of(report), language)]
            assert len(names) == len(set(names)), (report, language)


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        ("from=2030-03-14&to=2030-03-13", "period", "/from"),
        ("from=2030-3-14", "invalid-fields", "/from"),
        ("to=2030-02-30", "invalid-fields", "/to"),
        ("kind=gift", "invalid-fields", "/kind"),
        ("tag=%00", "invalid-fields", "/tag"),
    ],
)
def test_what_is_no_day_or_kind_is_refused_with_its_field(
    moved: tuple[Company, int], query: str, code: str, pointer: str
) -> None:
    refused(moved[0].hr.get(f"/accounts/HRD02/entries?{query}"), 422, code, pointer)
