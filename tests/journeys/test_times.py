"""Two times: when something occurred, and when the ledger took it; and the months of the organisation's own zone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from ledger.bootstrap import Installation
from tests.journeys.clockwork import TimedCompany, turning
from tests.journeys.seeing import board, entries, read, refused
from tests.service import Service


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def server_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone of the machine that the service runs on."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


def staffed(company: TimedCompany) -> TimedCompany:
    company.department("FIN", "FIN01")
    company.tag("谢谢", {"type": "fixed", "points": 10})
    company.budget("FIN00", 1000)
    return company


def grant(company: TimedCompany, **fields: Any) -> Any:
    body = {"employee": "FIN01", "tag": "谢谢", "reason": "多谢", **fields}
    return company.sign_in("FIN00").post("/grants", body)


def test_an_award_at_half_past_midnight_on_the_first_lands_in_that_month_wherever_the_server_stands(
    server_zone: str, shared_where: Installation, service: Service
) -> None:
    with turning(shared_where) as company:
        staffed(company)
        company.it_is(2030, 4, 1, 0, 30)
        company.budget("FIN00", 10)
        done = grant(company).json()
        assert board(company.hr, "organisation", done["position"], "2030-04") == {"FIN01": 10}
        assert board(company.hr, "organisation", done["position"], "2030-03") == {}
        assert read(company.hr, "/budgets/FIN00/2030-04", done["position"])["spent"] == 10
        newest = entries(company.hr, "FIN01", done["position"])[0]
        assert newest["occurred_at"] == newest["recorded_at"] == "2030-03-31T16:30:00Z"
        expiring = read(company.hr, "/accounts/FIN01", done["position"])["expiring"]
        assert expiring == [{"on": "2031-04-01", "points": 10}]
        for days, found in (("from=2030-04-01&to=2030-04-01", 1), ("to=2030-03-31", 0), ("from=2030-04-02", 0)):
            path = f"/audit/events?subject=grant:{done['id']}&{days}"
            assert len(read(company.hr, path, done["position"])["items"]) == found, days
        assert company.hr.get("/audit/events?from=2030-02-30").status_code == 422


def test_the_same_instant_belongs_to_the_month_before_in_new_york(shared_where: Installation, service: Service) -> None:
    with turning(shared_where, "America/New_York") as company:
        staffed(company)
        company.clock.now = datetime.fromisoformat("2030-03-31T16:30:00+00:00")
        done = grant(company).json()
        assert board(company.hr, "organisation", done["position"], "2030-03") == {"FIN01": 10}
        assert board(company.hr, "organisation", done["position"], "2030-04") == {}


def test_what_occurred_and_what_was_recorded_are_both_known(timed: TimedCompany) -> None:
    staffed(timed)
    done = grant(timed, occurred_at="2030-03-10T09:30:00.123456+08:00").json()
    newest = entries(timed.hr, "FIN01", done["position"])[0]
    assert (newest["occurred_at"], newest["recorded_at"]) == ("2030-03-10T01:30:00.123456Z", "2030-03-15T04:00:00Z")
    event = read(timed.hr, f"/audit/events?subject=grant:{done['id']}", done["position"])["items"][0]
    assert event["occurred_at"][:19] == "2030-03-10T01:30:00"
    assert event["recorded_at"][:19] == "2030-03-15T04:00:00"
    expiring = read(timed.hr, "/accounts/FIN01", done["position"])["expiring"]
    assert expiring == [{"on": "2031-03-15", "points": 10}]


def test_nothing_is_recorded_before_what_was_recorded_last(timed: TimedCompany) -> None:
    staffed(timed)
    timed.clock.now -= timedelta(hours=3)
    done = grant(timed).json()
    newest = entries(timed.hr, "FIN01", done["position"])[0]
    assert newest["recorded_at"] == newest["occurred_at"] == "2030-03-15T04:00:00Z"


def test_things_occurred_at_most_five_minutes_ahead_and_thirty_days_back(timed: TimedCompany) -> None:
    staffed(timed)
    for ago, code in [
        (timedelta(minutes=-5), None),
        (timedelta(minutes=-5, seconds=-1), "occurred-in-future"),
        (timedelta(days=30), None),
        (timedelta(days=30, seconds=1), "occurred-too-long-ago"),
        (timedelta(days=7000), "occurred-too-long-ago"),
    ]:
        occurred_at = (timed.clock.now - ago).isoformat()
        claim = {"tag": "谢谢", "description": "补报", "occurred_at": occurred_at}
        for answered in (grant(timed, occurred_at=occurred_at), timed.sign_in("FIN01").post("/claims", claim)):
            if code is None:
                assert answered.status_code == 201, answered.text
            else:
                refused(answered, 422, code, "/occurred_at")


def test_hr_sets_how_far_back_up_to_a_year_and_the_admin_does_not(timed: TimedCompany) -> None:
    staffed(timed)
    timed.hr.done("PATCH", "/employees/FIN01", {"hired_on": "2020-01-01"})
    year_ago = (timed.clock.now - timedelta(days=366)).isoformat()
    refused(grant(timed, occurred_at=year_ago), 422, "occurred-too-long-ago")
    refused(timed.hr.patch("/organisation", {"backdating_days": 367}), 422, "invalid-fields", "/backdating_days")
    refused(timed.admin.patch("/organisation", {"backdating_days": 366}), 403, "role", "/backdating_days")
    timed.hr.done("PATCH", "/organisation", {"backdating_days": 366})
    assert grant(timed, occurred_at=year_ago).status_code == 201


def test_a_time_is_an_instant_with_its_offset(timed: TimedCompany) -> None:
    staffed(timed)
    for wrong in ("2030-03-15", "2030-03-15T12:00:00", "2030-02-30T12:00:00Z", "yesterday", 1899777600, ""):
        refused(grant(timed, occurred_at=wrong), 422, "invalid-fields", "/occurred_at")
    for right in ("2030-03-15T12:00:00+08:00", "2030-03-15T04:00:00Z", "2030-03-14T23:00:00.5-05:00", None):
        assert grant(timed, occurred_at=right).status_code == 201
