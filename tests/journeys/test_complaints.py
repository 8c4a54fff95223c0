"""What hurts users of other systems, designed out: each test is named after the complaint that somebody made there."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.domain.streams import beginning, replayed
from ledger.infrastructure.journal.mapper import decode
from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import balance, board, entries, read
from tests.service import Company

REASON = {"reason": "同一件事记了两次"}


def staff(company: Company) -> None:
    company.department("FIN", "FIN01", "FIN02")
    company.tag("thanks", {"type": "fixed", "points": 50}, grant_range={"min": 1, "max": 500})
    company.budget("FIN00", 1_000)


def granted(company: Company, points: int = 50, **fields: Any) -> dict[str, Any]:
    body = {"employee": "FIN01", "tag": "thanks", "reason": "加班结账", "points": points, **fields}
    return company.sign_in("FIN00").done("POST", "/grants", body)


def test_complaint_1_expiry_without_lots_collapses_balances(timed: TimedCompany) -> None:
    """Points earned later stay when earlier ones end, whatever was spent or taken back in between."""
    staff(timed)
    march = granted(timed, 100)
    timed.it_is(2030, 9, 1, 9, 0)
    timed.budget("FIN00", 1_000)
    wrong, kept = granted(timed, 40), granted(timed, 60)
    timed.sign_in("FIN00").done("POST", f"/grants/{wrong['id']}/reversal", REASON)
    timed.it_is(2031, 3, 16, 9, 0)
    seen = timed.day_has_ended(kept["position"])
    account = read(timed.hr, "/accounts/FIN01", seen)
    assert (account["balance"], account["expiring"]) == (60, [{"on": "2031-09-01", "points": 60}])
    assert entries(timed.hr, "FIN01", seen)[0]["lots"] == [{"lot": f"grant:{march['id']}", "points": 100}]


def test_complaint_2_a_refund_keeps_the_earned_points(company: Company) -> None:
    """What is taken back is gone from the balance, the leaderboards and the cap, and back in the budget."""
    staff(company)
    grant = granted(company)
    done = company.hr.done("POST", f"/grants/{grant['id']}/reversal", REASON)
    assert (done["balance"], board(company.hr, "organisation", done["position"])) == (0, {})
    assert read(company.hr, f"/budgets/FIN00/{company.month}", done["position"])["left"] == 1_000


def test_complaint_3_concurrent_double_spend(company: Company, full: bool) -> None:
    """Two credits of which the balance covers one, taken back from many sides at once: one of them is."""
    staff(company)
    hr = company.hr
    for _ in range(20 if full else 3):
        grant = granted(company)
        with ThreadPoolExecutor(16) as many:
            answers = list(many.map(lambda _, path=f"/grants/{grant['id']}/reversal": hr.post(path, REASON), range(32)))
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [200] + [409] * 31
        position = max(answer.json().get("position", 0) for answer in answers)
        assert balance(hr, "FIN01", position) == 0


def test_complaint_7_a_cached_total_that_disagrees_with_its_entries(
    timed: TimedCompany, shared_where: Installation
) -> None:
    """The balance that is shown is the sum of the entries, of the lots, and what the journal replays to."""
    staff(timed)
    for points in (100, 50, 70):
        last = granted(timed, points)
    timed.hr.done("POST", f"/grants/{last['id']}/reversal", REASON)
    timed.it_is(2030, 12, 31, 9, 0)
    timed.budget("FIN00", 1_000)
    granted(timed, 5)
    timed.it_is(2031, 3, 16, 9, 0)
    seen = timed.day_has_ended(last["position"])
    account = read(timed.hr, "/accounts/FIN01", seen)
    shown = entries(timed.hr, "FIN01", seen)
    assert account["balance"] == 5
    assert account["balance"] == sum(one["points"] for one in shown) == shown[0]["balance"]
    assert account["balance"] == sum(one["points"] for one in account["expiring"])
    with psycopg.connect(shared_where.databases.app) as connection:
        rows = connection.execute(
            "SELECT state FROM journal.events WHERE organisation = %s AND stream = 'employee:FIN01' ORDER BY version",
            (timed.id,),
        ).fetchall()
    state = beginning("employee:FIN01")
    for (stored,) in rows:
        state = replayed("employee:FIN01", state, decode(stored))
    assert (state.balance, sum(lot.left for lot in state.lots.values())) == (5, 5)


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def servers_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The machine that the ledger runs on keeps other hours than the company."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("servers_zone")
def test_complaint_8_a_time_zone_that_moves_awards_into_another_period(timed: TimedCompany) -> None:
    """An award at 00:30 on the 1st in Shanghai lands in that month whatever the server's zone."""
    staff(timed)
    timed.hr.done("PUT", "/budgets/organisation/2030-04", {"points": 100})
    timed.hr.done("PUT", "/budgets/FIN00/2030-04", {"points": 100})
    timed.it_is(2030, 4, 1, 0, 30)
    granted(timed)
    asked = {"employee": "FIN02", "tag": "thanks", "reason": "多谢", "instant": True}
    position = timed.hr.done("POST", "/grants", asked)["position"]
    assert board(timed.hr, "organisation", position, "2030-04") == {"FIN01": 50}
    assert board(timed.hr, "organisation", position, "2030-03") == {}
    for owner, left in (("FIN00", 50), ("organisation", 50)):
        assert read(timed.hr, f"/budgets/{owner}/2030-04", position)["left"] == left
    late = granted(timed, 20, occurred_at="2030-03-31T23:59:59+08:00")["position"]
    assert board(timed.hr, "organisation", late, "2030-03") == {"FIN01": 20}
    for employee in ("FIN01", "FIN02"):
        expiring = read(timed.hr, f"/accounts/{employee}", late)["expiring"]
        assert {one["on"] for one in expiring} == {"2031-04-01"}
