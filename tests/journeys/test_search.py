"""Finding people as one types them: by pinyin, by initials, without blanks and dots, by part of the number."""

from __future__ import annotations

import pytest

from ledger.bootstrap import Installation
from tests.journeys.seeing import read
from tests.service import Company, Service

PEOPLE = {
    "S-901": "欧阳娜娜",
    "S-902": "阿依古丽·买买提",
    "S-903": "单田芳",
    "S-904": "仇英",
    "S-905": "解缙",
    "S-906": "曾国藩",
    "S-907": "查良镛",
    "S-908": "朴志勋",
    "S-909": "吕布",
    "S-910": "李　想",
    "S-911": "Zoë O’Hara-Müller",
    "Q-912": "尉迟恭",
    "q-913": "\U00031350晓明",
}


@pytest.fixture(scope="module")
def staff(shared_where: Installation, service: Service) -> Company:
    company = Company(shared_where, service)
    company.department("TEC")
    for number, name in PEOPLE.items():
        body = {"employee_no": number, "name": name, "department": "TEC"}
        position = company.hr.done("POST", "/employees", body)["position"]
    read(company.hr, "/employees?limit=1", position)
    return company


def found(company: Company, search: str) -> list[str]:
    hr = company.hr
    sent = hr.client.get(
        "/v1/employees",
        params={"search": search, "limit": 1000},
        headers={"Authorization": f"Bearer {hr.token}"},
    )
    return [PEOPLE[one["employee_no"]] for one in sent.json()["items"] if one["employee_no"] in PEOPLE]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("欧阳娜娜", "欧阳娜娜"), ("欧阳 娜娜", "欧阳娜娜"), ("阳娜", "欧阳娜娜"), ("ouyangnana", "欧阳娜娜"),
        ("OUYANG NANA", "欧阳娜娜"), ("ou yang", "欧阳娜娜"), ("ou'yang'na'n", "欧阳娜娜"), ("oynn", "欧阳娜娜"),
        ("ouyn", "欧阳娜娜"), ("oyangn", "欧阳娜娜"), ("欧阳nana", "欧阳娜娜"), ("欧ynn", "欧阳娜娜"),
        ("ｏｙｎｎ", "欧阳娜娜"), ("阿依古丽·买买提", "阿依古丽·买买提"), ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽买买提", "阿依古丽·买买提"),
        ("阿依古丽 买买提", "阿依古丽·买买提"), ("买买提", "阿依古丽·买买提"), ("agl", "阿依古丽·买买提"),
        ("ayglmmt", "阿依古丽·买买提"), ("mmt", "阿依古丽·买买提"), ("ayiguli", "阿依古丽·买买提"),
        ("shantf", "单田芳"), ("dantianfang", "单田芳"), ("qiuying", "仇英"), ("chouy", "仇英"), ("xiejin", "解缙"),
        ("zenggf", "曾国藩"), ("cengguofan", "曾国藩"), ("zgf", "曾国藩"), ("zhalianyong", "查良镛"), ("zly", "查良镛"),
        ("piaozhixun", "朴志勋"), ("puzhixun", "朴志勋"), ("lvbu", "吕布"), ("lübu", "吕布"), ("lubu", "吕布"),
        ("yuchigong", "尉迟恭"), ("weichigong", "尉迟恭"), ("李想", "李　想"), ("lixiang", "李　想"), ("lix", "李　想"),
        ("o'hara", "Zoë O’Hara-Müller"), ("OHARA", "Zoë O’Hara-Müller"), ("zoë", "Zoë O’Hara-Müller"),
        ("müller", "Zoë O’Hara-Müller"), ("s-901", "欧阳娜娜"), ("Ｓ－９０１", "欧阳娜娜"), ("901", "欧阳娜娜"),
        ("Q-913", "\U00031350晓明"), ("\U00031350", "\U00031350晓明"), ("xiaoming", "\U00031350晓明"),
        ("s-90 oy", "欧阳娜娜"),
    ],
)  # fmt: skip
def test_people_are_found_as_they_are_typed(staff: Company, typed: str, name: str) -> None:
    assert found(staff, typed) == [name]


@pytest.mark.parametrize("typed", ["yangouna", "ouyangx", "nnoy", "欧娜", "ang", "zxyw", "zoo", "on", "oynnn", "s-999"])
def test_nobody_is_found_by_what_no_name_is(staff: Company, typed: str) -> None:
    assert found(staff, typed) == []


def test_two_initials_find_all_who_have_them_beside_each_other(staff: Company) -> None:
    assert found(staff, "nn") == ["欧阳娜娜"]
    assert found(staff, "mm") == ["阿依古丽·买买提"]


def test_a_person_is_found_by_their_new_name_and_by_the_old_one_no_more(staff: Company) -> None:
    position = staff.hr.done("PATCH", "/employees/S-905", {"name": "解珍"})["position"]
    read(staff.hr, "/employees?limit=1", position)
    assert found(staff, "xiezhen") == [PEOPLE["S-905"]] and found(staff, "xiejin") == []
