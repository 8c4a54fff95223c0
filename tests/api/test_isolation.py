"""Two organisations never see each other, whatever is asked with the other's token and ids."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.bootstrap import Installation
from tests.api.matrix import CALLERS, ROWS, Row
from tests.api.world import World
from tests.journeys.seeing import board, entries, read
from tests.journeys.watching import watching
from tests.service import PASSWORD, Company, Service

FOREIGN_TEXT, FOREIGN_CODE = "乙方", "ZZ"


@pytest.fixture(scope="module")
def ours(shared_where: Installation, service: Service) -> World:
    return busy(World(shared_where, service, mark="甲方"))


@pytest.fixture(scope="module")
def theirs(shared_where: Installation, service: Service) -> World:
    """Everything of theirs has ZZ in its code and 乙方 in its texts."""
    return busy(World(shared_where, service, prefix=FOREIGN_CODE, mark=FOREIGN_TEXT))


def busy(world: World) -> World:
    """Real objects of every kind."""
    world.grant("FIN00", "FIN01")
    claim = world.claim("FIN01")
    world.as_("FIN00").done("POST", f"/claims/{claim}/approval")
    world.claim("FIN02")
    world.returned("TEC01")
    world.proposal()
    world.delegation("FIN00", "FIN02")
    return world


ASKED = [row for row in ROWS if not row.public and row.operation != "GET /v1/stream"]  # what it tells is tried below
READS = [row for row in ROWS if row.method == "GET" and "{" not in row.operation and row.operation != "GET /v1/stream"]


@pytest.mark.parametrize("row", ASKED, ids=str)
def test_their_ids_with_our_token_change_nothing_of_theirs_and_show_nothing(
    ours: World, theirs: World, row: Row
) -> None:
    requests = [(number, row.url(theirs, number), row.sent(theirs, number)) for number in CALLERS.values()]
    before = theirs.head()
    for number, url, sent in requests:
        answered = ours.as_(number).request(row.method, url, sent)
        assert answered.status_code < 500
        if "{" in row.operation and "organisation" not in url:
            own = row.path.get("employee_no") or row.path.get("owner")
            shared = own is not None and own(theirs, number) in {"HR01", "ROOT"}  # called so in every company
            assert answered.status_code in {403, 404} or shared, (number, answered.text)
        seen = answered.text.replace(str(url), "")
        assert FOREIGN_TEXT not in seen and FOREIGN_CODE not in seen, (number, seen)
    assert theirs.head() == before


@pytest.mark.parametrize("row", READS, ids=str)
def test_lists_boards_audit_and_search_hold_nothing_foreign(ours: World, theirs: World, row: Row) -> None:
    base = "" if row.public else "/v1"
    for role, number in CALLERS.items():
        headers = {"Authorization": f"Bearer {ours.as_(number).token}"}
        answered = ours.company.client.get(base + row.url(ours, number), headers=headers)
        assert answered.status_code == (200 if role in row.may else 403)
        assert FOREIGN_TEXT not in answered.text and FOREIGN_CODE not in answered.text
        assert theirs.company.id not in answered.text
        if row.public:
            assert ours.company.id not in answered.text, "an operator's page names no organisation"


def test_the_stream_tells_nothing_foreign(ours: World, theirs: World, service: Service) -> None:
    with watching(service, ours.as_("FIN01")) as watch:
        foreign = theirs.grant("FIN00", "FIN01")
        read(theirs.company.hr, f"/accounts/{theirs.no('FIN01')}", foreign["position"])
        mine = ours.grant("FIN00", "FIN01")
        watch.told("notification", lambda data: data["position"] == mine["position"])
        watch.told("leaderboard", lambda data: data["position"] >= mine["position"])
    told = repr(watch.messages)
    assert FOREIGN_TEXT not in told and FOREIGN_CODE not in told
    balances = {message.data["balance"] for message in watch.messages if message.event == "balance"}
    assert balances == {mine["balance"] - mine["points"], mine["balance"]}


def test_the_same_codes_in_two_organisations_are_different_things(shared_where: Installation, service: Service) -> None:
    one, other = (Company(shared_where, service) for _ in range(2))
    positions: dict[str, int] = {}
    for company, points in ((one, 7), (other, 999)):
        company.department("FIN", "FIN01")
        company.tag("谢谢", {"type": "fixed", "points": points})
        company.budget("FIN00", 5000)
        body = {"employee": "FIN01", "tag": "谢谢", "reason": f"理由{points}"}
        done = company.sign_in("FIN00").done("POST", "/grants", body, Idempotency_Key="the-same-key")
        assert done["points"] == points
        positions[company.id] = done["position"]
    assert positions[one.id] == positions[other.id], "each counts for itself"
    for company, points in ((one, 7), (other, 999)):
        hr, position = company.hr, positions[company.id]
        assert read(hr, "/accounts/FIN01", position)["balance"] == points
        assert [entry["reason"] for entry in entries(hr, "FIN01", position)] == [f"理由{points}"]
        assert board(hr, "organisation", position) == board(hr, "tag:谢谢", position) == {"FIN01": points}
        assert read(hr, f"/budgets/FIN00/{company.month}", position)["left"] == 5000 - points
        assert read(hr, "/trial-balance", position)["sum"] == 0
        found = read(hr, "/audit/verification")
        assert (found["organisation"], found["sound"], found["head"]) == (company.id, True, position)
        assert len(read(hr, "/audit/events?limit=1000", position)["items"]) == position


def test_a_login_opens_its_own_organisation_only(ours: World, theirs: World) -> None:
    theirs.company.employee("ZZ77", f"{FOREIGN_CODE}FIN")
    client = ours.company.client

    def login(organisation: str | None) -> Any:
        asked = {"organisation": organisation, "login": "ZZ77", "password": PASSWORD}
        return client.post("/v1/sessions", json={name: value for name, value in asked.items() if value})

    assert login(ours.company.id).status_code == 401
    assert login(theirs.company.id).status_code == 201
    assert (login(None).status_code, login(None).json()["type"]) == (422, "/problems/organisation-missing")
