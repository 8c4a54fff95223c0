"""Every kind comes due by the list alone, at the first instant of its local day, whatever named it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.contexts import all_deadlines
from ledger.deadlines.runner import Runner
from ledger.infrastructure.database import pool
from ledger.infrastructure.journal.journal import Journal
from tests.faults.alone import eventually, projected
from tests.imports.clerk import projecting
from tests.journeys.clockwork import TimedCompany, turning
from tests.journeys.seeing import balance, entries, read


class Company(TimedCompany):
    """A company for which the worker keeps what is on the list, and nothing else."""

    def keep(self) -> int:
        """Look once at what is on the list; the position afterwards, when everything is seen."""
        self.inside.run(self._keep())
        return self.seen()

    async def _keep(self) -> None:
        databases = self.inside._where.databases
        async with pool(databases.app, writing=True) as writes, pool(databases.projector) as owning:
            await Runner(Journal(writes, self.clock), owning, all_deadlines()).run_once()

    def seen(self) -> int:
        head: int = self.hr.done("PATCH", "/organisation", {"backdating_days": 30})["position"]
        eventually(lambda: projected(self.inside._where), "everything is seen")
        return head

    def told(self, employee: str, kind: str) -> list[dict[str, Any]]:
        items = read(self.sign_in(employee), "/notifications?limit=1000", self.seen())["items"]
        return [item["data"] for item in items if item["kind"] == kind]


@pytest.fixture(scope="module")
def company(where_nobody_works: Installation) -> Iterator[Company]:
    with projecting(where_nobody_works), turning(where_nobody_works) as made:
        made.__class__ = Company
        assert isinstance(made, Company)
        made.department("FIN", "FIN01", "FIN02", "FIN03")
        made.tag("thanks", {"type": "fixed", "points": 50}, grant_range={"min": 1, "max": 500})
        made.tag("saving", {"type": "per_unit", "unit": "CNY", "per": "1000", "points": 1, "value_per_unit": "1"})
        made.budget("FIN00", 1_000)
        yield made


def granted(company: Company, employee: str, points: int = 30) -> str:
    body = {"employee": employee, "tag": "thanks", "reason": "加班结账", "points": points}
    id: str = company.sign_in("FIN00").done("POST", "/grants", body)["id"]
    return id


def test_what_comes_due_in_a_year_is_kept_when_it_does(company: Company) -> None:
    for employee in ("FIN01", "FIN02", "FIN03"):
        granted(company, employee)
    claim = {"tag": "saving", "description": "换了供应商", "quantity": "1000"}
    claimed = company.sign_in("FIN03").done("POST", "/claims", claim)
    company.sign_in("FIN00").done("POST", f"/claims/{claimed['id']}/approval")
    company.hr.done("PATCH", "/organisation", {"leaver_policy": {"kind": "redeem", "days": 10}})
    company.hr.done("PATCH", "/employees/FIN02", {"left_on": "2030-03-20"})
    company.seen()

    company.it_is(2030, 3, 30, 23, 59)
    assert balance(company.hr, "FIN02", company.keep()) == 30, "their days to redeem run"
    company.it_is(2030, 3, 31, 0, 0)
    assert balance(company.hr, "FIN02", company.keep()) == 0, "the day after the last of them"

    company.it_is(2030, 3, 31, 23, 59)
    lapsed = "/budgets?month=2030-03"
    assert read(company.hr, lapsed, company.keep())["items"][0]["left"] > 0
    company.it_is(2030, 4, 1, 0, 0)
    assert read(company.hr, lapsed, company.keep())["items"][0]["left"] == 0

    company.it_is(2030, 6, 14, 23, 59)
    company.keep()
    company._people = {}
    assert company.told("HR01", "verification-due") == []
    company.it_is(2030, 6, 15, 0, 0)
    company.keep()
    assert len(company.told("HR01", "verification-due")) == 1

    for moment, days in (((2031, 2, 12, 23, 59), []), ((2031, 2, 13, 0, 0), [30]), ((2031, 3, 8, 0, 0), [7])):
        company.it_is(*moment)
        company._people = {}
        company.keep()
        assert [one["days"] for one in company.told("FIN01", "points-expiring")] == days, "the last one holds"
    company.it_is(2031, 3, 15, 23, 59)
    company._people = {}
    assert balance(company.hr, "FIN01", company.keep()) == 30
    company.it_is(2031, 3, 16, 0, 0)
    assert balance(company.hr, "FIN01", company.keep()) == 0

    with psycopg.connect(company.inside._where.databases.owner) as connection:
        left = connection.execute(
            "SELECT kind FROM deadlines.due WHERE organisation = %s AND due_at <= %s", (company.id, company.clock.now)
        )
        assert left.fetchall() == [], "whatever was due is off the list"


def test_points_that_come_back_to_who_has_left_are_settled_by_themselves(company: Company) -> None:
    company._people = {}
    company.hr.done("PATCH", "/organisation", {"leaver_policy": {"kind": "bonus", "amount_per_point": "1"}})
    company.budget("FIN00", 100)
    reward = {"code": "course", "name": "培训", "kind": "training", "cost": 10, "course": "沟通", "approval": "hr"}
    company.hr.done("POST", "/rewards", reward)
    granted(company, "FIN01")
    asked = company.sign_in("FIN01").done("POST", "/redemptions", {"reward": "course"})
    company.hr.done("PATCH", "/employees/FIN01", {"left_on": company.today.isoformat()})
    company.seen()
    company.it_is(2031, 3, 17, 0, 0)
    assert balance(company.hr, "FIN01", company.keep()) == 0, "what is held is not touched"
    rejected: httpx.Response = company.hr.post(f"/redemptions/{asked['id']}/rejection", {"reason": "已离职"})
    assert rejected.is_success, rejected.text
    assert balance(company.hr, "FIN01", company.seen()) == 10
    assert balance(company.hr, "FIN01", company.keep()) == 0
    newest = entries(company.hr, "FIN01", company.seen())[0]
    assert (newest["kind"], newest["points"], newest["counterpart"]) == ("redemption", -10, "redeemed:bonus")
