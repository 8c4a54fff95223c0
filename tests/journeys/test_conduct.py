"""Deductions for conduct (扣分): they lower the rank and never the balance, have a reason, and can be corrected."""

from __future__ import annotations

import asyncio
import csv
import io
import time
from typing import Any

import pytest

from ledger.api.http.services import Services
from ledger.bootstrap import Installation
from ledger.domain.events import Recorded
from ledger.projections.leaderboards.entries import entries
from ledger.slices import SLICE_SECONDS
from tests.journeys.seeing import balance, board, read, refused
from tests.journeys.watching import watching
from tests.service import Company, Service

LATE, SOLVED = "迟到", "解决重大问题"


@pytest.fixture
def firm(shared_where: Installation, service: Service) -> Company:
    """FIN, where FIN01 has 200 points and FIN02 has 100; and TEC."""
    company = Company(shared_where, service)
    company.department("FIN", "FIN01", "FIN02")
    company.department("TEC", "TEC01")
    company.tag(SOLVED, {"type": "fixed", "points": 100})
    company.tag(LATE, {"type": "deduction", "points": 10, "max": 500})
    company.budget("FIN00", 10_000)
    for number in ("FIN01", "FIN01", "FIN02"):
        body = {"employee": number, "tag": SOLVED, "reason": "解决了"}
        company.sign_in("FIN00").done("POST", "/grants", body)
    return company


def late(company: Company, by: str, number: str, **fields: Any) -> dict[str, Any]:
    body = {"employee": number, "tag": LATE, "reason": "本月第四次迟到", **fields}
    return company.sign_in(by).done("POST", "/deductions", body)


def test_a_deduction_lowers_the_rank_and_never_the_balance(firm: Company, service: Service) -> None:
    employee = firm.sign_in("FIN01")
    with watching(service, employee, "department:FIN") as watch:
        made = late(firm, "FIN00", "FIN01", points=150)
        news = watch.told("notification", lambda data: data["position"] == made["position"])
    assert (news.data["kind"], news.data["data"]["points"], news.data["data"]["reason"]) == (
        "deducted", 150, "本月第四次迟到",
    )  # fmt: skip
    position = made["position"]
    for scope in ("organisation", "department:FIN"):
        assert board(firm.hr, scope, position) == {"FIN02": 100, "FIN01": 50}
        assert board(firm.hr, scope, position, period=firm.month[:4]) == {"FIN02": 100, "FIN01": 50}
    assert board(firm.hr, f"tag:{SOLVED}", position) == {"FIN01": 200, "FIN02": 100}, "value stays value"
    assert balance(employee, "FIN01", position) == 200
    assert read(firm.hr, "/trial-balance", position)["sum"] == 0
    (shown,) = read(employee, "/deductions", position)["items"]
    assert (shown["points"], shown["tag"], shown["reason"], shown["made_by"], shown["state"]) == (
        150, LATE, "本月第四次迟到", "FIN00", "made",
    )  # fmt: skip
    by_tag = read(firm.hr, "/reports/points?by=tag", position)["items"]
    assert {row["tag"]: (row["points"], row["deducted"], row["deductions"]) for row in by_tag} == {
        LATE: (-150, 150, 1), SOLVED: (300, 0, 0),
    }  # fmt: skip


def test_whoever_is_below_zero_stands_on_no_board_until_new_points_bring_them_back(firm: Company) -> None:
    made = late(firm, "FIN00", "FIN02", points=101)
    assert board(firm.hr, "organisation", made["position"]) == {"FIN01": 200}
    assert board(firm.hr, f"tag:{LATE}", made["position"]) == {}, "nobody is pilloried"
    found = read(firm.sign_in("FIN02"), "/leaderboards", made["position"])
    assert found["me"] is None
    granted = {"employee": "FIN02", "tag": SOLVED, "reason": "又解决了"}
    position = firm.sign_in("FIN00").done("POST", "/grants", granted)["position"]
    assert board(firm.hr, "organisation", position) == {"FIN01": 200, "FIN02": 99}
    of_team = read(firm.sign_in("FIN00"), "/reports/team", position)["items"]
    assert {row["employee"]: row["points"] for row in of_team} == {"FIN01": 200, "FIN02": 99}


def test_a_correction_brings_the_points_back_where_they_were_taken(firm: Company) -> None:
    made = late(firm, "FIN00", "FIN01")
    path = f"/deductions/{made['id']}"
    assert made["points"] == 10
    done = firm.sign_in("FIN00").done("POST", f"{path}/reversal", {"reason": "地铁故障"})
    assert board(firm.hr, "organisation", done["position"]) == {"FIN01": 200, "FIN02": 100}
    shown = read(firm.sign_in("FIN01"), path, done["position"])
    assert (shown["state"], shown["correction"], shown["corrected_by"]) == ("corrected", "地铁故障", "FIN00")
    refused(firm.hr.post(f"{path}/reversal", {"reason": "再来"}), 409, "already-reversed")
    kinds = [one["kind"] for one in read(firm.sign_in("FIN01"), "/notifications", done["position"])["items"]]
    assert kinds[:2] == ["deduction-corrected", "deducted"]
    facts = read(firm.hr, f"/reports/points?by=tag&tag={LATE}", done["position"])["items"]
    assert [(row["points"], row["deducted"], row["deductions"]) for row in facts] == [(0, 0, 0)]


def test_who_may_deduct_from_whom(firm: Company) -> None:
    body = {"employee": "FIN01", "tag": LATE, "reason": "迟到"}
    refused(firm.sign_in("TEC00").post("/deductions", body), 422, "unknown-reference", "/employee")
    refused(firm.sign_in("FIN02").post("/deductions", body), 403, "role")
    refused(firm.sign_in("FIN00").post("/deductions", {**body, "employee": "FIN00"}), 403, "upon-oneself")
    made = late(firm, "HR01", "FIN00")
    path = f"/deductions/{made['id']}"
    read(firm.hr, path, made["position"])
    refused(firm.sign_in("FIN00").post(f"{path}/reversal", {"reason": "不"}), 403, "upon-oneself")
    refused(firm.sign_in("TEC00").post(f"{path}/reversal", {"reason": "不"}), 404, "not-found")
    assert firm.sign_in("TEC00").get(path).status_code == 404
    of_fin01 = late(firm, "HR01", "FIN01")
    refused(
        firm.sign_in("FIN00").post(f"/deductions/{of_fin01['id']}/reversal", {"reason": "不"}), 403, "not-the-giver"
    )
    assert read(firm.sign_in("FIN01"), "/deductions", of_fin01["position"])["items"][0]["id"] == of_fin01["id"]
    seen = read(firm.sign_in("FIN00"), "/deductions", of_fin01["position"])["items"]
    assert [one["employee"] for one in seen] == ["FIN01", "FIN00"]
    assert read(firm.sign_in("TEC00"), "/deductions?employee=FIN01", of_fin01["position"])["items"] == []


def test_deductions_have_tags_of_their_own(firm: Company) -> None:
    manager = firm.sign_in("FIN00")
    body = {"employee": "FIN01", "tag": SOLVED, "reason": "不好"}
    refused(manager.post("/deductions", body), 409, "tag-not-for-deductions", "/tag")
    refused(manager.post("/grants", {**body, "tag": LATE}), 409, "tag-not-grantable", "/tag")
    claim = {"tag": LATE, "description": "我迟到了"}
    refused(firm.sign_in("FIN01").post("/claims", claim), 409, "tag-for-deductions", "/tag")
    refused(manager.post("/deductions", {**body, "tag": LATE, "points": 501}), 409, "points-out-of-range", "/points")
    refused(manager.post("/deductions", {**body, "tag": LATE, "points": 0}), 422, "invalid-fields", "/points")
    refused(manager.post("/deductions", {"employee": "FIN01", "tag": LATE}), 422, "invalid-fields", "/reason")
    firm.tag("早退", {"type": "deduction", "points": 5})
    refused(manager.post("/deductions", {**body, "tag": "早退", "points": 6}), 409, "points-fixed", "/points")

    def tag(rule: dict[str, Any], **fields: Any) -> Any:
        return firm.hr.post("/tags", {"code": "违规", "name": "违规", "rule": rule, **fields})

    refused(tag({"type": "deduction", "points": 5}, monthly_cap=10), 422, "deduction-terms", "/monthly_cap")
    refused(tag({"type": "deduction", "points": 5, "max": 4}), 422, "deduction-terms", "/rule/max")
    to_value = {"name": LATE, "rule": {"type": "fixed", "points": 5}}
    refused(firm.hr.post(f"/tags/{LATE}/revisions", to_value), 409, "tag-for-deductions", "/rule/type")


def test_deductions_and_their_corrections_stand_in_the_history_and_leave_the_balance(firm: Company) -> None:
    made = late(firm, "FIN00", "FIN01", points=150)
    granted = {"employee": "FIN01", "tag": SOLVED, "reason": "又解决了"}
    firm.sign_in("FIN00").done("POST", "/grants", granted)
    path = f"/deductions/{made['id']}/reversal"
    seen = firm.sign_in("FIN00").done("POST", path, {"reason": "地铁故障"})["position"]
    employee = firm.sign_in("FIN01")
    found, cursor = [], ""
    while cursor is not None:
        page = read(employee, f"/accounts/FIN01/entries?limit=1{cursor}", seen)
        found += page["items"]
        cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
    assert [(one["kind"], one["points"], one["rank_only"], one["balance"]) for one in found] == [
        ("deduction-corrected", 0, 150, 300), ("grant", 100, None, 300), ("deduction", 0, -150, 200),
        ("grant", 100, None, 200), ("grant", 100, None, 100),
    ]  # fmt: skip
    assert [(one["reason"], one["actor"], one["subject"], one["may_take_back"]) for one in (found[0], found[2])] == [
        ("地铁故障", "FIN00", f"deduction:{made['id']}", False),
        ("本月第四次迟到", "FIN00", f"deduction:{made['id']}", False),
    ]
    assert balance(employee, "FIN01", seen) == 300
    for query, kinds in [("kind=deduction", ["deduction"]), (f"tag={LATE}", ["deduction-corrected", "deduction"])]:
        items = read(firm.hr, f"/accounts/FIN01/entries?{query}", seen)["items"]
        assert [one["kind"] for one in items] == kinds
    assert firm.sign_in("FIN02").get("/accounts/FIN01/entries").status_code == 404
    answered = employee.get(f"/accounts/FIN01/entries.csv?language=zh&at_least={seen}")
    rows = list(csv.DictReader(io.StringIO(answered.text.removeprefix("\ufeff"))))
    assert [(row["类型"], row["积分"], row["仅计入排名"], row["余额"]) for row in rows[:3]] == [
        ("扣分更正（计入排名，不影响余额）", "0", "150", "300"), ("授予", "100", "", "300"),
        ("扣分（计入排名，不影响余额）", "0", "-150", "200"),
    ]  # fmt: skip


def test_who_has_only_a_deduction_reads_it_at_a_balance_of_zero(firm: Company) -> None:
    made = late(firm, "TEC00", "TEC01")
    (line,) = read(firm.sign_in("TEC01"), "/accounts/TEC01/entries", made["position"])["items"]
    assert (line["kind"], line["points"], line["rank_only"], line["balance"]) == ("deduction", 0, -10, 0)


def test_others_are_answered_while_the_entries_of_a_place_are_added_up(firm: Company) -> None:
    made = [late(firm, "FIN00", "FIN02", points=1) for _ in range(4)]
    position = made[-1]["position"]
    read(firm.sign_in("FIN02"), "/leaderboards/FIN02/entries", position)

    async def added_up(ready: Services) -> None:
        turns, read_at = 0, []

        def slowly(state: bytes) -> Recorded:
            time.sleep(SLICE_SECONDS)
            read_at.append(turns)
            return ready.decode(state)

        async with ready.reads.connection() as connection:
            asked = connection, firm.id, slowly, "FIN02", "organisation", "all", position
            adding = asyncio.create_task(entries(*asked))
            while not adding.done():
                await asyncio.sleep(0)
                turns += 1
        assert adding.result()["sum"] == 100 - len(made)
        assert len(set(read_at)) == len(made), "between any two slices others have a turn"

    firm._run(added_up)
