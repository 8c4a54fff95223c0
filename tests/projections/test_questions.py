"""What the queries answer (docs/rules/http.md; docs/rules/points.md, "Accounts", "Value tags", "Claims")."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from psycopg import AsyncConnection, errors

from ledger.domain.accounts.events import LotPart, PointsTransferred
from ledger.domain.claims import events as claim_events
from ledger.domain.directory import events as directory_events
from ledger.domain.tags import events as tag_events
from ledger.projections.accounts import query as balances
from ledger.projections.budgets import query as budgets
from ledger.projections.claims import query as claims
from ledger.projections.directory import query as directory
from ledger.projections.engine.queries import health, positions
from ledger.projections.leaderboards import query as leaderboards
from ledger.projections.notifications import query as notifications
from ledger.projections.tags import query as tags
from tests.projections.journal import BEGINNING, Happened, Journal
from tests.projections.stories import (
    MONTH,
    approved,
    assigned,
    budget,
    grant,
    registered,
    reversal,
    sealed,
    submitted,
    terms,
)

Reading = AsyncConnection[Any]

TODAY = BEGINNING.date()


async def test_entries_are_signed_newest_first_with_the_balance_after_each(journal: Journal, reading: Reading) -> None:
    granted = grant("G1", "E1", 30)
    journal.append("acme", [budget("M1", 100), granted, grant("G2", "E1", 50), reversal(granted)])
    journal.project(page_size=2)
    found = await balances.entries(reading, "acme", "employee:E1")
    assert [(one["position"], one["kind"], one["points"], one["balance"]) for one in found["items"]] == [
        (4, "reversal", -30, 50),
        (3, "grant", 50, 80),
        (2, "grant", 30, 30),
    ]
    newest = found["items"][0]
    assert newest["recorded_at"] == BEGINNING + timedelta(seconds=4)
    assert newest["reason"] == {"$sealed": "E1", "box": "box"}
    assert (newest["actor"], newest["subject"], newest["tag"], newest["counterpart"]) == (
        "M1",
        "grant:G1",
        "BUG",
        f"budget:M1:{MONTH}",
    )
    first = await balances.entries(reading, "acme", "employee:E1", limit=2)
    assert (len(first["items"]), first["next"]) == (2, 3)
    second = await balances.entries(reading, "acme", "employee:E1", limit=2, before=first["next"])
    assert ([one["position"] for one in second["items"]], second["next"]) == ([2], None)
    assert [one["points"] for one in (await balances.entries(reading, "acme", f"budget:M1:{MONTH}"))["items"]] == [
        30, -50, -30, 100,
    ]  # fmt: skip


async def test_an_account_tells_balance_held_and_what_ends_when(journal: Journal, reading: Reading) -> None:
    early, late, never = date(2027, 1, 31), date(2027, 2, 28), None
    hold = PointsTransferred(
        kind="hold", subject="redemption:R1", source="employee:E1", target="held:R1", points=25,
        takes=(LotPart(lot="grant:G2", number=2, points=20, ends_on=early),
               LotPart(lot="grant:G1", number=1, points=5, ends_on=late)),
    )  # fmt: skip
    back = PointsTransferred(
        kind="release", subject="redemption:R1", source="held:R1", target="employee:E1", points=10,
        opens=(LotPart(lot="grant:G2", number=2, points=10, ends_on=early),),
    )  # fmt: skip
    journal.append(
        "acme",
        [
            grant("G1", "E1", 10, ends_on=late),
            grant("G2", "E1", 20, ends_on=early),
            grant("G3", "E1", 3, ends_on=early),
            grant("G4", "E1", 7, ends_on=never),
            Happened("redemption:R1", hold),
        ],
    )
    journal.project()
    assert await balances.account(reading, "acme", "employee:E1") == {
        "balance": 15,
        "held": 25,
        "expiring": [{"on": "2027-01-31", "points": 3}, {"on": "2027-02-28", "points": 5}],
    }
    journal.append("acme", [Happened("redemption:R1", back)])
    journal.project()
    account = await balances.account(reading, "acme", "employee:E1")
    assert (account["balance"], account["held"]) == (25, 15)
    assert account["expiring"][0] == {"on": "2027-01-31", "points": 13}
    fulfilled = PointsTransferred(
        kind="redemption", subject="redemption:R1", source="held:R1", target="redeemed:bonus", points=15
    )
    journal.append("acme", [Happened("redemption:R1", fulfilled)])
    journal.project()
    assert (await balances.account(reading, "acme", "employee:E1"))["held"] == 0
    assert await balances.account(reading, "acme", "employee:E9") == {"balance": 0, "held": 0, "expiring": []}


async def test_the_sum_over_all_accounts_is_zero(journal: Journal, reading: Reading) -> None:
    journal.append("acme", [budget("M1", 500), grant("G1", "E1", 30), submitted("C1", "E1"), *approved("C1", "E1")])
    journal.append("other", [budget("M1", 77)])
    journal.project()
    found = await balances.trial_balance(reading, "acme")
    assert found == {
        "accounts": [
            {"account": f"budget:M1:{MONTH}", "balance": 470},
            {"account": "employee:E1", "balance": 130},
            {"account": "issuance", "balance": -600},
        ],
        "sum": 0,
        "next": None,
    }
    page = await balances.trial_balance(reading, "acme", limit=1, after="employee:E1")
    assert (page["accounts"][0]["account"], page["sum"], page["next"]) == ("issuance", 0, None)


async def test_ties_share_a_rank_and_are_listed_by_number(journal: Journal, reading: Reading) -> None:
    journal.append("acme", [grant("G1", "E3", 20), grant("G2", "E1", 20), grant("G3", "E2", 30), grant("G4", "E4", 10)])
    journal.project()
    found = await leaderboards.board(reading, "acme", "organisation", MONTH, me="E4")
    assert found["items"] == [
        {"rank": 1, "employee": "E2", "points": 30},
        {"rank": 2, "employee": "E1", "points": 20},
        {"rank": 2, "employee": "E3", "points": 20},
        {"rank": 4, "employee": "E4", "points": 10},
    ]
    assert found["me"] == {"rank": 4, "points": 10}
    assert len((await leaderboards.board(reading, "acme", "organisation", MONTH, limit=2))["items"]) == 2


async def test_boards_count_net_credits_where_they_occurred(journal: Journal, reading: Reading) -> None:
    """Subdepartments count above; a reversal counts in the original's month; zero is left out; awards count nowhere."""
    october = grant("G1", "E1", 30, month="2026-10", departments=("QA", "TEC"))
    journal.append(
        "acme",
        [october, grant("G2", "E2", 5, tag="HELP", departments=("TEC",)), grant("G3", "E3", 99, instant=True)],
    )
    journal.project()

    async def points(scope: str, period: str) -> dict[str, int]:
        found = await leaderboards.board(reading, "acme", scope, period)
        return {item["employee"]: item["points"] for item in found["items"]}

    assert await points("organisation", "2026-10") == {"E1": 30}
    assert await points("organisation", "2026-11") == {"E2": 5}
    assert await points("organisation", "2026") == await points("organisation", "all") == {"E1": 30, "E2": 5}
    assert await points("department:TEC", "all") == {"E1": 30, "E2": 5}
    assert await points("department:QA", "all") == {"E1": 30}
    assert await points("tag:HELP", "2026") == {"E2": 5}
    journal.append("acme", [reversal(october)])
    journal.project()
    assert await points("organisation", "2026-10") == {}
    assert await points("department:TEC", "all") == {"E2": 5}
    found = await leaderboards.board(reading, "acme", "organisation", "all", me="E1")
    assert found["me"] is None


async def test_budgets_tell_what_is_left(journal: Journal, reading: Reading) -> None:
    granted = grant("G1", "E1", 30)
    journal.append("acme", [budget("M1", 100), granted, grant("G2", "E1", 20), reversal(granted), budget("M1", -40)])
    journal.append("acme", [budget("organisation", 10), grant("G3", "E1", 4, instant=True)])
    journal.project(page_size=3)
    assert await budgets.budget(reading, "acme", "M1", MONTH) == {
        "owner": "M1", "month": MONTH, "points": 60, "spent": 20, "lapsed": 0, "left": 40,
    }  # fmt: skip
    assert [one["left"] for one in (await budgets.budgets_of(reading, "acme", MONTH))["items"]] == [40, 6]
    assert await budgets.budget(reading, "acme", "M1", "2026-12") is None
    lapse = PointsTransferred(kind="lapse", subject="x", source=f"budget:M1:{MONTH}", target="issuance", points=40)
    journal.append("acme", [Happened("x", lapse, "system")])
    journal.project()
    after = await budgets.budget(reading, "acme", "M1", MONTH)
    assert after is not None
    assert (after["points"], after["spent"], after["left"]) == (60, 20, 0)


async def test_claims_are_listed_by_state_and_employee_newest_first(journal: Journal, reading: Reading) -> None:
    rejected = claim_events.ClaimRejected(claim="C2", reason=sealed("E2", "why"))
    journal.append("acme", [submitted("C1", "E1", 40), submitted("C2", "E2"), submitted("C3", "E3")])
    journal.project()
    journal.append("acme", [*approved("C1", "E1", 40, 30), Happened("claim:C2", rejected, "M1", "M9")])
    journal.project()

    async def listed(**conditions: Any) -> list[str]:
        return [one["id"] for one in (await claims.claims(reading, "acme", **conditions))["items"]]

    assert await listed() == ["C3", "C2", "C1"]
    assert await listed(state="submitted") == ["C3"]
    assert await listed(employees={"E1", "E2"}) == ["C2", "C1"]
    assert await listed(employees=[]) == []
    page = await claims.claims(reading, "acme", limit=2)
    assert await listed(before=page["next"]) == ["C1"]
    approval = await claims.claim(reading, "acme", "C1")
    assert approval is not None
    assert (approval["state"], approval["points"], approval["approved"], approval["credited"]) == (
        "approved",
        40,
        40,
        30,
    )
    assert (approval["value"], approval["verified_value"], approval["quantity"]) == (
        "50000.00",
        "40000.00",
        "12.345678",
    )
    assert approval["description"] == {"$sealed": "E1", "box": "what"}
    assert approval["evidence"] == [{"$sealed": "E1", "box": "proof"}]
    refusal = await claims.claim(reading, "acme", "C2")
    assert refusal is not None
    assert (refusal["decided_by"], refusal["decided_on_behalf_of"]) == ("M1", "M9")
    assert refusal["reason"] == {"$sealed": "E2", "box": "why"}
    assert await claims.claim(reading, "other", "C1") is None


async def test_tags_show_the_terms_of_the_day(journal: Journal, reading: Reading) -> None:
    revised = tag_events.TagRevised(code="A", number=2, effective_from=date(2026, 12, 1), terms=terms("dearer", 90))
    journal.append(
        "acme",
        [
            Happened("tag:A", tag_events.TagDefined(code="A", terms=terms("plain"))),
            Happened("tag:B", tag_events.TagProposed(code="B", proposer="M1", terms=terms("idea"))),
            Happened("tag:A", revised),
        ],
    )
    journal.project()
    before = await tags.tags(reading, "acme", date(2026, 11, 30))
    assert [(one["code"], one["state"], one["revision"], one["name"]) for one in before["items"]] == [
        ("A", "active", 1, "plain"),
        ("B", "proposed", 1, "idea"),
    ]
    after = await tags.tag(reading, "acme", "A", date(2026, 12, 1))
    assert after is not None
    assert (after["revision"], after["rule"]["points"], len(after["revisions"])) == (2, 90, 2)
    waiting = await tags.tags(reading, "acme", date(2026, 11, 30), state="proposed")
    assert [one["proposer"] for one in waiting["items"]] == ["M1"]


async def test_the_directory_answers_for_any_day(journal: Journal, reading: Reading) -> None:
    renamed = directory_events.EmployeeRenamed(employee_no="E1", name=sealed("E1", "new name"))
    created = directory_events.DepartmentCreated(
        code="TEC", terms=directory_events.DepartmentTerms(effective_from=date(2026, 1, 1), name="技术部", head="E1")
    )
    journal.append(
        "acme",
        [
            Happened("directory", created),
            registered("E2", "FIN"),
            registered("E1", "TEC", since=date(2026, 1, 1)),
            assigned("E1", "FIN", date(2026, 12, 1), "E2"),
            Happened("directory", renamed),
        ],
    )
    journal.project()
    summer = await directory.employee(reading, "acme", "E1", date(2026, 7, 1))
    winter = await directory.employee(reading, "acme", "E1", date(2026, 12, 1))
    assert summer is not None
    assert winter is not None
    assert (summer["department"], summer["manager"], summer["pay_standard"]["box"]) == ("TEC", None, "12345.67")
    assert summer["performance_share"] == "0.123456"
    assert (winter["department"], winter["manager"], winter["name"]) == (
        "FIN",
        "E2",
        {"$sealed": "E1", "box": "new name"},
    )
    assert (await directory.employee(reading, "acme", "E1", date(2020, 1, 1)) or {})["department"] == "TEC"

    async def numbers(day: date, **conditions: Any) -> list[str]:
        return [one["employee_no"] for one in (await directory.employees(reading, "acme", day, **conditions))["items"]]

    assert await numbers(date(2026, 7, 1), department="FIN") == ["E2"]
    assert await numbers(date(2026, 12, 1), department="FIN") == ["E1", "E2"]
    assert await numbers(date(2026, 7, 1), after="E1") == ["E2"]
    found = await directory.departments(reading, "acme", date(2026, 7, 1))
    assert [(one["code"], one["name"], one["head"]) for one in found] == [("TEC", "技术部", "E1")]


async def test_delegations_tell_who_acts_for_whom(journal: Journal, reading: Reading) -> None:
    given = directory_events.DelegationGiven(
        delegation="V1", principal="M1", delegate="M2", matters=("grants",),
        starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 9),
    )  # fmt: skip
    revoked = directory_events.DelegationRevoked(delegation="V1")
    journal.append("acme", [Happened("directory", given)])
    journal.project()
    assert (await directory.delegations(reading, "acme", "M2"))[0]["from"] == "M1"
    assert await directory.delegations(reading, "acme", "M3") == []
    journal.append("acme", [Happened("directory", revoked)])
    journal.project()
    assert (await directory.delegations(reading, "acme"))[0]["revoked"] is True


async def test_notifications_tell_employees_what_concerns_them(journal: Journal, reading: Reading) -> None:
    returned = claim_events.ClaimReturned(claim="C1", reason=sealed("E1", "more?"))
    journal.append("acme", [budget("M1", 100), grant("G1", "E1", 5), submitted("C1", "E1", 40)])
    journal.project()
    journal.append("acme", [Happened("claim:C1", returned, "M1"), *approved("C1", "E1", 40, 30)])
    journal.project()
    found = (await notifications.notifications(reading, "acme", "E1", TODAY))["items"]
    assert [(one["position"], one["kind"]) for one in found] == [
        (6, "credited"), (5, "claim-approved"), (4, "claim-returned"), (2, "credited"),
    ]  # fmt: skip
    assert found[0]["data"] == {
        "by": "claim", "points": 30, "tag": "SAVE", "subject": "claim:C1", "reason": {"$sealed": "E1", "box": "box"},
    }  # fmt: skip
    known_by = {"description": {"$sealed": "E1", "box": "what"}, "quantity": "12.345678"}
    assert found[1]["data"] == {"claim": "C1", "tag": "SAVE", "points": 40, "credited": 30, **known_by}
    assert found[2]["data"] == {"claim": "C1", "tag": "SAVE", "reason": {"$sealed": "E1", "box": "more?"}, **known_by}
    owner = (await notifications.notifications(reading, "acme", "M1", TODAY))["items"]
    assert [(one["kind"], one["data"]) for one in owner] == [("budget-set", {"month": MONTH, "change": 100})]
    later = await notifications.notifications_between(reading, "acme", "E1", TODAY, 4, 10**9, 100)
    assert [one["position"] for one in later] == [5, 6]


async def test_an_approved_tag_is_told_to_who_proposed_it_last(journal: Journal, reading: Reading) -> None:
    rejected = tag_events.TagRejected(code="A", proposer="M1", reason=sealed("M1", "no"))
    journal.append("acme", [Happened("tag:A", tag_events.TagProposed(code="A", proposer="M1", terms=terms("idea")))])
    journal.append("acme", [Happened("tag:A", rejected)])
    journal.append("acme", [Happened("tag:A", tag_events.TagProposed(code="A", proposer="M2", terms=terms("idea")))])
    journal.project()
    journal.append("acme", [Happened("tag:A", tag_events.TagApproved(code="A"))])
    journal.project()
    told = [(await notifications.notifications(reading, "acme", one, TODAY))["items"] for one in ("M1", "M2")]
    assert [[one["kind"] for one in items] for items in told] == [["tag-rejected"], ["tag-approved"]]
    assert told[1][0]["data"] == {"tag": "A"}


async def test_positions_tell_the_slowest_projection(journal: Journal, reading: Reading) -> None:
    assert await positions(reading, "acme", ["balances", "audit"]) == 0
    journal.append("acme", [budget("M1", 1), budget("M1", 2)])
    journal.project()
    assert await positions(reading, "acme", ["balances", "audit"]) == 2
    journal.admin.execute("UPDATE projector.positions SET position = 1 WHERE projection = 'audit'")
    assert await positions(reading, "acme", ["balances", "audit"]) == 1
    assert await positions(reading, "acme", ["balances"]) == 2
    states = {one["projection"]: (one["state"], one["behind"]) for one in await health(reading)}
    assert states["audit"] == ("running", 1)
    assert states["balances"] == ("running", 0)
    journal.append("other", [budget("M1", 1)])
    assert {one["projection"]: one["behind"] for one in await health(reading)}["tags"] == 1


async def test_who_answers_questions_can_change_nothing(journal: Journal, reading: Reading) -> None:
    for statement in ("DELETE FROM balances.accounts", "UPDATE projector.positions SET position = 0"):
        with pytest.raises(errors.InsufficientPrivilege):
            await reading.execute(statement)
