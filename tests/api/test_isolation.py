"""Two organisations never see each other, whatever is asked with the other's token and ids."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from ledger.bootstrap import Installation
from tests.api.matrix import CALLERS, ROWS, Row, refusals
from tests.api.world import FOREIGN_CODE, FOREIGN_TEXT, World
from tests.journeys.seeing import board, entries, read
from tests.journeys.watching import watching
from tests.service import PASSWORD, Company, Service
from tests.sheets import everything

ASKED = [row for row in ROWS if not row.public and row.operation != "GET /v1/stream"]  # what it tells is tried below
READS = [row for row in ROWS if row.method == "GET" and not row.names_one and row.operation != "GET /v1/stream"]


def said(answered: httpx.Response) -> str:
    return everything(answered.content) if answered.content.startswith(b"PK") else answered.text


@pytest.mark.parametrize("row", ASKED, ids=str)
def test_their_ids_with_our_token_change_nothing_of_theirs_and_show_nothing(
    world: World, elsewhere: World, row: Row
) -> None:
    urls = refusals(row, elsewhere, list(CALLERS.values()))
    requests = [(number, url, row.sent(elsewhere, number)) for number, url in urls.items()]
    before = elsewhere.head()
    for number, url, sent in requests:
        answered = world.as_(number).request(row.method, url, sent)
        assert answered.status_code < 500
        if row.names_one and "organisation" not in url:
            own = row.path.get("employee_no") or row.path.get("owner")
            shared = own is not None and own(elsewhere, number) in {"HR01", "ROOT"}  # called so in every company
            assert answered.status_code in {403, 404} or shared, (number, answered.text)
        # A token's letters are nobody's code.
        seen = re.sub('"access_token":"[^"]*"', "", said(answered).replace(str(url), ""))
        assert FOREIGN_TEXT not in seen and FOREIGN_CODE not in seen, (number, seen)
    assert elsewhere.head() == before


@pytest.mark.parametrize("row", READS, ids=str)
def test_lists_boards_audit_and_search_hold_nothing_foreign(world: World, elsewhere: World, row: Row) -> None:
    base = "" if row.public else "/v1"
    for role, number in CALLERS.items():
        if row.public and role == "integration":
            continue
        headers = {"Authorization": f"Bearer {world.as_(number).token}"}
        answered = world.company.client.get(base + row.url(world, number), headers=headers)
        assert answered.status_code == (200 if role in row.may else 403)
        assert FOREIGN_TEXT not in said(answered) and FOREIGN_CODE not in said(answered)
        assert elsewhere.company.id not in said(answered)
        if row.public:
            assert world.company.id not in answered.text, "an operator's page names no organisation"


def test_the_stream_tells_nothing_foreign(world: World, elsewhere: World, service: Service) -> None:
    with watching(service, world.as_("FIN01")) as watch:
        foreign = elsewhere.grant("FIN00", "FIN01")
        read(elsewhere.company.hr, f"/accounts/{elsewhere.no('FIN01')}", foreign["position"])
        mine = world.grant("FIN00", "FIN01")
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


def test_a_login_opens_its_own_organisation_only(world: World, elsewhere: World) -> None:
    elsewhere.company.employee("ZZ77", f"{FOREIGN_CODE}FIN", password=PASSWORD)
    client = world.company.client

    def login(organisation: str | None) -> Any:
        asked = {"organisation": organisation, "login": "ZZ77", "password": PASSWORD}
        return client.post("/v1/sessions", json={name: value for name, value in asked.items() if value})

    assert login(world.company.id).status_code == 401
    assert login(elsewhere.company.id).status_code == 201
    assert (login(None).status_code, login(None).json()["type"]) == (422, "/problems/organisation-missing")
