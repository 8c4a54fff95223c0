"""A stream tells news once, also by a process that has just been started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.api.live import stream
from ledger.bootstrap import Installation
from tests.journeys.clockwork import turning
from tests.journeys.seeing import read
from tests.journeys.watching import Watch, watching
from tests.service import Company, Service, environment_of

GRANT = {"employee": "FIN01", "tag": "谢谢", "reason": "多谢"}


@pytest.fixture
def just_started(shared_where: Installation, tmp_path: Path) -> Iterator[Service]:
    started = Service(environment_of(shared_where, tmp_path), command=("serve",))
    try:
        yield started.start()
    finally:
        started.stop()


@pytest.fixture
def granted(company: Company) -> int:
    """Where the journal stands after three grants that everybody could have seen."""
    company.department("FIN", "FIN01")
    company.tag("谢谢", {"type": "fixed", "points": 5})
    company.budget("FIN00", 1000)
    position: int = [company.sign_in("FIN00").done("POST", "/grants", GRANT)["position"] for _ in range(3)][-1]
    read(company.hr, "/notifications", position)
    return position


def news(watch: Watch) -> list[int]:
    return [message.data["position"] for message in watch.messages if message.event == "notification"]


def test_a_process_that_was_just_started_tells_no_old_news_as_new(
    company: Company, granted: int, just_started: Service
) -> None:
    employee = company.sign_in("FIN01")
    with watching(just_started, employee) as watch:
        first = watch.told("leaderboard")
        assert first.id is not None and first.id >= granted
        heard = company.sign_in("FIN00").done("POST", "/grants", GRANT)["position"]
        watch.told("notification", lambda data: data["position"] == heard)
        assert news(watch) == [heard]
    missed = company.sign_in("FIN00").done("POST", "/grants", GRANT)["position"]
    read(employee, "/notifications", missed)
    with watching(just_started, employee, last_event_id=first.id) as watch:
        watch.told("notification", lambda data: data["position"] == missed)
        assert news(watch) == [heard, missed]


def test_who_has_left_hears_nothing_more_however_much_goes_on(
    shared_where: Installation, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.5)
    with turning(shared_where) as company:
        company.department("FIN", "FIN01", "FIN02")
        company.tag("谢谢", {"type": "fixed", "points": 5})
        company.budget("FIN00", 1000)
        address = company.inside.listen()
        with watching(address, company.sign_in("FIN02")) as left, watching(address, company.sign_in("FIN01")) as stays:
            company.hr.done("PATCH", "/employees/FIN02", {"left_on": "2030-03-14"})
            for _ in range(100):
                done = company.sign_in("FIN00").done("POST", "/grants", GRANT)
                if left.ended.wait(0.1):
                    break
            assert left.ended.is_set()
            stays.told("balance", lambda data: data["balance"] == done["balance"])


def test_a_board_that_nobody_followed_for_a_while_is_read_anew(company: Company, service: Service) -> None:
    company.department("FIN", "FIN01")
    company.tag("谢谢", {"type": "fixed", "points": 5})
    company.budget("FIN00", 1000)
    for points in (0, 5, 10):
        with watching(service, company.sign_in("FIN01")) as watch:
            items = watch.told("leaderboard").data["items"]
            assert [item["points"] for item in items] == ([points] if points else [])
        done = company.sign_in("FIN00").done("POST", "/grants", GRANT)
        read(company.hr, "/leaderboards", done["position"])
