"""One search for people, tags, rewards and claims, as far as whoever asks may see them; and a look at one person."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ledger.bootstrap import Installation
from tests.journeys.seeing import read, refused
from tests.service import Company, Person, Service

NAMES = {"FIN01": "欧阳娜娜", "FIN02": "欧阳", "FIN03": "李欧阳", "TEC01": "张伟", "TEC02": "张伟明"}
FIXED = {"type": "fixed", "points": 5}


@pytest.fixture(scope="module")
def staff(shared_where: Installation, service: Service) -> Company:
    company = Company(shared_where, service)
    for code in ("FIN", "TEC"):
        company.department(code)
    for number, name in NAMES.items():
        company.employee(number, number[:3], name=name, job="专员")
    for number, role in (("AUD01", "auditor"), ("PAY01", "payroll")):
        company.employee(number, "TEC")
        company.role(number, role)
    company.tag("cost-saving", FIXED, name="降本增效")
    company.tag("saving-old", FIXED, name="降本")
    company.tag("thanks", FIXED, name="跨部门协作", second_name="Cross-department work")
    company.hr.done("POST", "/tags/saving-old/retirement")
    leave = {"name": "半天假", "kind": "leave", "days": "0.5", "cost": 20, "approval": "none"}
    company.hr.done("POST", "/rewards", {"code": "half-day", **leave})
    company.budget("FIN00", 100)
    company.sign_in("FIN00").done("POST", "/grants", {"employee": "FIN01", "tag": "thanks", "reason": "月底一起对账"})
    for number in ("FIN01", "TEC01"):
        said = {"tag": "cost-saving", "description": f"把三份月报合并为一份，{number}省下四小时"}
        done = company.sign_in(number).done("POST", "/claims", said)
    read(company.hr, "/claims", done["position"])
    read(company.hr, "/search?q=x", done["position"])
    return company


def found(person: Person, q: str, **asked: Any) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {person.token}"}
    answered = person.client.get("/v1/search", params={"q": q, **asked}, headers=headers)
    assert answered.status_code == 200, answered.text
    answer: dict[str, Any] = answered.json()
    return answer


def ids(answer: dict[str, Any]) -> list[str]:
    """Of all kinds; of a claim, whose it is."""
    names = {"people": "employee_no", "tags": "code", "rewards": "code", "claims": "employee"}
    return [f"{kind}:{one[names[kind]]}" for kind in names for one in answer[kind]]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("欧阳", "people:FIN02"), ("ouyang", "people:FIN02"), ("OY", "people:FIN02"), ("ouyangnana", "people:FIN01"),
        ("oynn", "people:FIN01"), ("ｆｉｎ０１", "people:FIN01"), (" 欧阳 nn ", "people:FIN01"),
        ("zhangwei", "people:TEC01"), ("张 伟", "people:TEC01"),
        ("降本", "tags:saving-old"), ("降本增", "tags:cost-saving"), ("jbzx", "tags:cost-saving"),
        ("Cost-Saving", "tags:cost-saving"), ("kuabumen", "tags:thanks"),
        ("cross-department", "tags:thanks"), ("Work cross", "tags:thanks"),
        ("半天", "rewards:half-day"), ("btj", "rewards:half-day"), ("HALF", "rewards:half-day"),
    ],
)  # fmt: skip
def test_the_nearest_comes_first_by_name_number_code_and_pinyin(staff: Company, typed: str, first: str) -> None:
    assert ids(found(staff.sign_in("PAY01"), typed))[0] == first


def test_what_both_names_hold_is_found_once(staff: Company) -> None:
    staff.tag("okr", FIXED, name="OKR 目标", second_name="OKR")
    done = staff.hr.done("POST", "/tags/okr/retirement")
    read(staff.hr, "/search?q=x", done["position"])
    assert ids(found(staff.hr, "okr")) == ["tags:okr"]


def test_of_those_who_are_as_near_the_shorter_name_comes_first(staff: Company) -> None:
    found_so = [one["employee_no"] for one in found(staff.hr, "fin0")["people"]]
    assert found_so == ["FIN02", "FIN03", "FIN01", "FIN00"]


def test_what_is_retired_comes_after_what_is_not(staff: Company) -> None:
    assert ids(found(staff.sign_in("PAY01"), "降")) == ["tags:cost-saving", "tags:saving-old"]


@pytest.mark.parametrize(
    ("viewer", "whose"),
    [
        ("FIN01", ["FIN01"]), ("FIN00", ["FIN01"]), ("FIN02", []), ("TEC00", ["TEC01"]), ("PAY01", []), ("ROOT", []),
        ("HR01", ["TEC01", "FIN01"]), ("AUD01", ["TEC01", "FIN01"]),
    ],
)  # fmt: skip
def test_claims_are_found_by_what_they_say_of_exactly_the_people_in_sight(
    staff: Company, viewer: str, whose: list[str]
) -> None:
    person = staff.sign_in(viewer)
    assert [one["employee"] for one in found(person, "三份 月报")["claims"]] == whose
    assert {one["employee"] for one in found(person, "降本增效")["claims"]} == set(whose)
    for claim in found(staff.hr, "三份月报")["claims"]:
        assert [one["id"] for one in found(person, claim["id"])["claims"]] == [claim["id"]] * (
            claim["employee"] in whose
        )


def test_a_claim_is_found_by_whose_it_is(staff: Company) -> None:
    assert [one["employee"] for one in found(staff.sign_in("AUD01"), "oynn 月报")["claims"]] == ["FIN01"]


@pytest.mark.parametrize("typed", ["\0", "%", "_", "·", "   ", "' OR 1=1", "\u202e", "|;", ".*", "\\", "没有"])
def test_what_is_no_word_of_anything_finds_nothing(staff: Company, typed: str) -> None:
    assert ids(found(staff.hr, typed)) == []


@pytest.mark.parametrize("query", ["", "?q=", f"?q={'a' * 101}", "?q=a&limit=0", "?q=a&limit=21", "?q=a&limit=x"])
def test_a_search_is_of_one_to_a_hundred_letters_and_a_limit(staff: Company, query: str) -> None:
    refused(staff.hr.get(f"/search{query}"), 422, "invalid-fields")


@pytest.mark.parametrize("typed", ["a" * 100, " ".join("abcdefghijklmnopqrstuvwxyz" * 2)[:100], "欧y" * 50, "n" * 100])
def test_a_long_search_is_answered_as_soon_as_a_short_one(staff: Company, typed: str) -> None:
    began = time.monotonic()
    found(staff.hr, typed, limit=20)
    assert time.monotonic() - began < 2


def test_a_look_shows_everybody_who_it_is_and_the_rest_to_whom_it_may(staff: Company) -> None:
    place = {"rank": 1, "points": 5}
    for viewer in ("TEC01", "PAY01", "ROOT"):
        look = read(staff.sign_in(viewer), "/employees/FIN01/look")
        assert (look["name"], look["department"], look["place"]) == ("欧阳娜娜", "FIN", place)
        assert not look["in_sight"] and not look["may_grant"]
        assert [look[name] for name in ("manager", "job", "balance", "entries", "claims")] == [None] * 3 + [[], []]
    for viewer, grants in (("FIN00", True), ("HR01", True), ("AUD01", False), ("FIN01", False)):
        look = read(staff.sign_in(viewer), "/employees/FIN01/look")
        assert (look["in_sight"], look["may_grant"], look["job"], look["balance"]) == (True, grants, "专员", 5)
        assert [(one["kind"], one["reason"]) for one in look["entries"]] == [("grant", "月底一起对账")]
        assert [one["description"] for one in look["claims"]] == ["把三份月报合并为一份，FIN01省下四小时"]


def test_a_look_at_an_auditor_shows_no_account(staff: Company) -> None:
    look = read(staff.hr, "/employees/AUD01/look")
    assert (look["in_sight"], look["balance"], look["may_grant"]) == (True, None, False)
