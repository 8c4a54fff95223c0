"""People come by a link: they choose their own password, once, and nobody else can."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import psycopg
import pytest
import structlog

from ledger.api.http.services import Services
from ledger.application import invitations
from ledger.application.ids import new_id
from ledger.application.unit import Command
from ledger.bootstrap import Installation
from tests.imports.files import imported, table
from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import read, refused
from tests.service import PASSWORD, Company, Person, Service

OWN, OTHER = "rain on a tin roof", "seven slow bicycles"
KEPT = {"events": "state", "commands": "answer"}
WRONG = "0000-0000-0000-0000-0000-0000-0000"


def invited(by: Person, *numbers: str) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = by.done("POST", "/invitations", {"employees": list(numbers)})["results"]
    return results


def code_in(link: str) -> str:
    return link.rpartition("/")[2]


def link_for(company: Company, number: str, by: Person | None = None) -> dict[str, str]:
    """What stands in a fresh link of somebody."""
    (one,) = invited(by or company.hr, number)
    return {"organisation": company.id, "login": number, "code": code_in(one["link"])}


def accept(company: Company, link: dict[str, str], password: str = OWN) -> httpx.Response:
    return company.client.post("/v1/invitations/acceptance", json={**link, "password": password})


def came(company: Company, link: dict[str, str], password: str = OWN) -> Person:
    answered = accept(company, link, password)
    assert answered.status_code == 201, answered.text
    return company.hold(link["login"], answered.json()["access_token"])


def sign_in(company: Company, number: str, password: str) -> httpx.Response:
    asked = {"organisation": company.id, "login": number, "password": password}
    return company.client.post("/v1/sessions", json=asked)


def opens_nothing(company: Company, link: dict[str, str], why: str) -> None:
    refused(company.client.post("/v1/invitations/opening", json=link), 409, why)
    refused(accept(company, link), 409, why)


def died_after_recording(company: Company, link: dict[str, str]) -> None:
    """A link is used, and the process that served it dies before the password came."""

    async def record(ready: Services) -> None:
        no = link["login"]
        handler = partial(invitations.use, employee_no=no, digest=ready.links.digest(company.id, no, link["code"]))
        await ready.journal.submit(Command(company.id, no, new_id(), handler))

    company._run(record)


@pytest.fixture(scope="module")
def hall(shared_where: Installation, service: Service) -> Company:
    """A company that these tests share; each has people of its own."""
    company = Company(shared_where, service)
    company.department("FIN", "FIN01", "FIN02", "FIN03", "FIN04", "FIN05", "FIN06", "FIN08", "FIN09")
    return company


def test_somebody_comes_by_a_link_chooses_a_password_of_their_own_and_everything_is_open(hall: Company) -> None:
    (one,) = invited(hall.hr, "FIN01")
    assert (one["purpose"], one["status"]) == ("join", 201)
    assert one["link"].startswith(f"/welcome#{hall.id}/FIN01/")
    link = {"organisation": hall.id, "login": "fin01", "code": code_in(one["link"]).lower()}
    shown = hall.client.post("/v1/invitations/opening", json=link)
    assert shown.status_code == 200 and shown.headers["cache-control"] == "no-store"
    assert (shown.json()["name"], shown.json()["organisation_name"]) == ("员工FIN01", "试验公司")
    answered = accept(hall, link)
    assert answered.status_code == 201 and answered.json()["change_password"] is False
    me = hall.hold("FIN01", answered.json()["access_token"]).done("GET", "/me")
    assert (me["employee_no"], me["change_password"]) == ("FIN01", False)
    assert sign_in(hall, "FIN01", OWN).json()["change_password"] is False


def test_who_forgot_their_password_gets_a_link_of_a_day_and_is_told_by_whom(hall: Company) -> None:
    person = came(hall, link_for(hall, "FIN02"))
    done = hall.hr.done("POST", "/invitations", {"employees": ["FIN02"]})
    assert done["results"][0]["purpose"] == "reset"
    assert read(person, "/notifications", done["position"])["items"][0]["kind"] == "link-given"
    link = {"organisation": hall.id, "login": "FIN02", "code": code_in(done["results"][0]["link"])}
    came(hall, link, OTHER)
    refused(person.get("/me"), 401, "not-signed-in")
    refused(sign_in(hall, "FIN02", OWN), 401, "wrong-login")
    assert sign_in(hall, "FIN02", OTHER).status_code == 201


def test_a_used_link_opens_nothing_again_and_says_so_only_to_who_has_it(hall: Company) -> None:
    link = link_for(hall, "FIN03")
    came(hall, link)
    refused(accept(hall, link, OTHER), 409, "link-used")
    refused(hall.client.post("/v1/invitations/opening", json=link), 409, "link-used")
    assert sign_in(hall, "FIN03", OTHER).status_code == 401
    bodies = {
        hall.client.post("/v1/invitations/opening", json={**link, **wrong}).text
        for wrong in ({"code": WRONG}, {"login": "FIN04", "code": WRONG}, {"login": "NOBODY"}, {"organisation": "none"})
    }
    assert len(bodies) == 1, "a used link, none, nobody and no organisation are told apart by nobody who guesses"
    refused(hall.client.post("/v1/invitations/opening", json={**link, "code": WRONG}), 401, "wrong-link")


def test_a_newer_link_ends_the_one_before_and_one_of_another_person_opens_nothing(hall: Company) -> None:
    first, second = link_for(hall, "FIN04"), link_for(hall, "FIN04")
    refused(accept(hall, first), 401, "wrong-link")
    refused(accept(hall, {**second, "login": "FIN05"}), 401, "wrong-link")
    came(hall, second)


def test_a_password_that_is_refused_uses_no_link(hall: Company) -> None:
    link = link_for(hall, "FIN05")
    refused(accept(hall, link, "password123"), 422, "password-common")
    refused(accept(hall, link, "FIN05-2026"), 422, "password-personal")
    refused(accept(hall, link, "short"), 422, "invalid-fields")
    came(hall, link)


def test_of_two_who_use_a_link_at_once_exactly_one_comes_in(hall: Company, service: Service) -> None:
    link, tries = link_for(hall, "FIN06"), 8
    begin, statuses = threading.Barrier(tries), dict[str, int]()

    def use(password: str) -> None:
        with httpx.Client(base_url=service.url, timeout=60) as client:
            begin.wait()
            asked = {**link, "password": password}
            statuses[password] = client.post("/v1/invitations/acceptance", json=asked).status_code

    threads = [threading.Thread(target=use, args=(f"{OWN} {at}",)) for at in range(tries)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(statuses.values()) == [201] + [409] * (tries - 1)
    (password,) = (one for one, status in statuses.items() if status == 201)
    assert sign_in(hall, "FIN06", password).status_code == 201


def test_a_use_on_record_whose_password_never_came_is_finished_by_the_same_link(hall: Company) -> None:
    link = link_for(hall, "FIN08")
    died_after_recording(hall, link)
    refused(sign_in(hall, "FIN08", OWN), 401, "wrong-login")
    assert hall.client.post("/v1/invitations/opening", json=link).status_code == 200
    came(hall, link)
    refused(accept(hall, link, OTHER), 409, "link-used")


def test_a_link_that_was_taken_back_opens_nothing(hall: Company) -> None:
    link = link_for(hall, "FIN09")
    done = hall.hr.done("POST", "/invitations/FIN09/revocation")
    assert done["state"] == "revoked"
    refused(accept(hall, link), 409, "link-revoked")
    (one,) = read(hall.hr, "/invitations?employee=FIN09", done["position"])["items"]
    assert (one["state"], one["times"], one["came_at"]) == ("revoked", 1, None)


def test_of_many_who_may_get_no_link_is_passed_over_with_the_reason(company: Company) -> None:
    company.department("FIN", "FIN01")
    company.role("FIN00", "payroll")
    results = invited(company.hr, "FIN01", "FIN00", "NOBODY", "HR01")
    said = [(one["employee_no"], one["status"], one.get("problem", {}).get("type", "")) for one in results]
    assert said == [
        ("FIN01", 201, ""),
        ("FIN00", 403, "/problems/role"),
        ("NOBODY", 422, "/problems/unknown-reference"),
        ("HR01", 403, "/problems/upon-oneself"),
    ]
    assert ["link" in one for one in results] == [True, False, False, False]
    refused(company.hr.post("/invitations", {"employees": ["FIN00"]}), 403, "role")
    came(company, link_for(company, "FIN00", company.admin))


def test_the_hand_that_gave_a_link_is_behind_who_came_by_it(company: Company) -> None:
    """hr gives a link to a manager, and could have used it: the manager decides nothing about them."""
    company.department("HRD", "HRD02")
    company.tag("谢谢", {"type": "fixed", "points": 5})
    company.budget("HRD00", 10)
    manager = came(company, link_for(company, "HRD00"))
    company.employee("HRD03", "HRD")
    grant = {"tag": "谢谢", "reason": "多谢"}
    manager.done("POST", "/grants", {**grant, "employee": "HRD03"})
    company.role("HRD02", "hr")
    second = company.sign_in("HRD02")
    second.done("PATCH", "/employees/HR01", {"department": "HRD", "manager": "HRD00"})
    refused(manager.post("/grants", {**grant, "employee": "HR01"}), 403, "chosen-judge")


def test_links_end_by_themselves_are_counted_and_given_again(timed: TimedCompany) -> None:
    timed.department("FIN", "FIN01", "FIN02")
    first = invited(timed.hr, "FIN00", "FIN01", "FIN02")
    links = [{"organisation": timed.id, "login": one["employee_no"], "code": code_in(one["link"])} for one in first]
    came(timed, links[0])
    timed.clock.now += timedelta(days=7) - timedelta(seconds=1)
    came(timed, links[1])
    timed.clock.now += timedelta(seconds=1)
    refused(accept(timed, links[2]), 409, "link-expired")
    done = timed.hr.done("POST", "/invitations", {"employees": ["FIN00"]})
    seen = read(timed.hr, "/invitations", done["position"])
    assert seen["counts"] == {"given": 4, "people": 3, "came": 2, "used": 1, "open": 1, "expired": 1, "revoked": 0}
    waiting = read(timed.hr, "/invitations?state=expired")["items"]
    assert [one["employee_no"] for one in waiting] == ["FIN02"]
    timed.clock.now += timedelta(days=1)
    reset = {"organisation": timed.id, "login": "FIN00", "code": code_in(done["results"][0]["link"])}
    refused(accept(timed, reset), 409, "link-expired")
    came(timed, link_for(timed, "FIN02"))


def test_a_leavers_link_ends_and_so_does_one_of_an_hr_who_is_none_any_more(timed: TimedCompany) -> None:
    timed.department("FIN", "FIN01", "FIN02")
    leaver = link_for(timed, "FIN01")
    timed.hr.done("PATCH", "/employees/FIN01", {"left_on": (timed.today - timedelta(days=1)).isoformat()})
    refused(accept(timed, leaver), 409, "link-ended")
    timed.role("FIN00", "hr")
    other = link_for(timed, "FIN02", timed.sign_in("FIN00"))
    timed.role("FIN00")
    refused(accept(timed, other), 409, "link-ended")


def test_a_use_whose_password_never_came_is_not_finished_once_the_link_would_have_ended(timed: TimedCompany) -> None:
    timed.department("FIN", "FIN01", "FIN02", "FIN03", "FIN04")
    timed.role("FIN00", "hr")
    late, leaver, in_time = (link_for(timed, no) for no in ("FIN01", "FIN02", "FIN03"))
    given_by_none = link_for(timed, "FIN04", timed.sign_in("FIN00"))
    for link in (late, leaver, in_time, given_by_none):
        died_after_recording(timed, link)
    timed.hr.done("PATCH", "/employees/FIN02", {"left_on": (timed.today - timedelta(days=1)).isoformat()})
    timed.role("FIN00")
    timed.clock.now += timedelta(days=7) - timedelta(seconds=1)
    came(timed, in_time)
    opens_nothing(timed, leaver, "link-ended")
    opens_nothing(timed, given_by_none, "link-ended")
    timed.clock.now += timedelta(seconds=1)
    opens_nothing(timed, late, "link-expired")


def test_what_opens_a_link_stands_in_no_event_no_stored_answer_and_no_line_of_the_log(
    timed: TimedCompany, shared_where: Installation
) -> None:
    timed.department("FIN", "FIN01")
    with structlog.testing.capture_logs() as lines:
        done = timed.hr.done("POST", "/invitations", {"employees": ["FIN01"]}, Idempotency_Key="links")
        link = {"organisation": timed.id, "login": "FIN01", "code": code_in(done["results"][0]["link"])}
        again = timed.hr.done("POST", "/invitations", {"employees": ["FIN01"]}, Idempotency_Key="links")
        assert again == done, "an answer that was lost is given again"
        accept(timed, {**link, "code": WRONG})
        came(timed, link)
        accept(timed, link)
    code = link["code"].encode()
    bare = code.replace(b"-", b"")
    queries = (f"SELECT {column} FROM journal.{table} WHERE organisation = %s" for table, column in KEPT.items())
    with psycopg.connect(shared_where.databases.owner) as connection:
        kept = [bytes(one or b"") for query in queries for (one,) in connection.execute(query, (timed.id,))]
    assert len(kept) > 10 and not any(part in one for one in kept for part in (code, bare))
    assert lines and code.decode() not in repr(lines) and bare.decode() not in repr(lines)


def test_who_guesses_at_links_is_slowed_down_and_put_on_record(company: Company) -> None:
    company.department("FIN", password=PASSWORD)
    link = link_for(company, "FIN00")
    for _ in range(3):
        refused(company.client.post("/v1/invitations/opening", json={**link, "code": WRONG}), 401, "wrong-link")
    (one,) = read(company.hr, "/sign-ins?employee=FIN00")["items"]
    assert (one["reason"], one["times"]) == ("wrong-link", 3)
    came(company, link)


def test_an_organisation_knows_nothing_of_another_ones_links(company: Company, hall: Company) -> None:
    company.department("FIN", "FIN01")
    link = link_for(company, "FIN01")
    refused(accept(company, {**link, "organisation": hall.id}), 401, "wrong-link")
    came(company, link)


def test_an_invitation_names_people_or_an_import_and_not_both(hall: Company) -> None:
    refused(hall.hr.post("/invitations", {}), 422, "invalid-fields", "/employees")
    refused(hall.hr.post("/invitations", {"import_id": "none"}), 422, "unknown-reference", "/import_id")
    refused(hall.hr.post("/invitations/FIN00/revocation"), 404, "not-found")


def test_who_gave_links_gets_them_as_a_file_and_nobody_else_does(company: Company) -> None:
    company.department("FIN", "FIN01", "FIN02")
    company.hr.done("PATCH", "/employees/FIN01", {"name": "=甲"})
    done = company.hr.done("POST", "/invitations", {"employees": ["FIN01", "FIN02"]})
    came(company, {"organisation": company.id, "login": "FIN02", "code": code_in(done["results"][1]["link"])})
    path = f"/invitations/links.csv?language=zh&id={done['id']}&at_least={done['position']}"
    lines = company.hr.get(path).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "工号,姓名,链接,加入码,有效期至"
    assert len(lines) == 2 and lines[1].startswith("FIN01,'=甲,http://") and done["results"][0]["link"] in lines[1]
    assert len(company.admin.get(path).content.decode("utf-8-sig").splitlines()) == 1


def test_others_are_answered_while_many_links_are_looked_up_for_a_file(hall: Company) -> None:
    people, givings = [f"E{number}" for number in range(40)], [f"{number:032x}" for number in range(30)]

    async def looked_up(ready: Services) -> None:
        code = partial(ready.links.code, hall.id)
        given = {no: code(no, givings[place % 2 - 1]) for place, no in enumerate(people)}
        digests = [(no, ready.links.digest(hall.id, no, one)) for no, one in given.items()]
        looking, turns = asyncio.create_task(ready.links.codes(hall.id, digests, givings[1:])), 0
        while not looking.done():
            await asyncio.sleep(0)
            turns += 1
        assert looking.result() == {no: given[no] for no in people[::2]}, "nothing of a giving that is not asked for"
        assert turns > 5

    hall._run(looked_up)


def test_all_people_of_an_import_who_have_no_password_get_links(company: Company) -> None:
    company.department("FIN", "FIN01", password=PASSWORD)
    people = [f"FIN{number},员工{number},FIN" for number in ("01", "02", "03")]
    made = imported(company.hr, "employees", table("employee_no,name,department", *people))
    done = company.hr.done("POST", "/invitations", {"import_id": made["id"]})
    assert [one["employee_no"] for one in done["results"]] == ["FIN02", "FIN03"] and done["next_cursor"] is None
    link = {"organisation": company.id, "login": "FIN03", "code": code_in(done["results"][1]["link"])}
    came(company, link)
    again = company.hr.done("POST", "/invitations", {"import_id": made["id"]})
    assert [one["employee_no"] for one in again["results"]] == ["FIN02"]
    counts = read(company.hr, f"/invitations?import_id={made['id']}", again["position"])["counts"]
    assert (counts["given"], counts["people"], counts["came"], counts["open"]) == (3, 2, 1, 1)


def test_who_has_neither_a_password_nor_a_link_is_listed_for_who_may_give_one(company: Company) -> None:
    company.department("FIN", "FIN01", "FIN02", "FIN03")
    came(company, link_for(company, "FIN03"))
    company.employee("PAY01", "FIN")
    company.role("PAY01", "payroll")

    def uninvited(by: Person, query: str = "", position: int = 0) -> dict[str, Any]:
        return read(by, f"/invitations/uninvited{query}", position)

    mine = [one["employee_no"] for one in uninvited(company.hr)["items"]]
    assert {"FIN01", "FIN02"} <= set(mine) and not {"FIN03", "HR01", "PAY01"} & set(mine)
    assert "PAY01" in [one["employee_no"] for one in uninvited(company.admin)["items"]], "theirs are an admin's"
    first = uninvited(company.hr, "?limit=1")
    assert (len(first["items"]), first["count"], first["next_cursor"]) == (1, len(mine), mine[0])
    given = company.hr.done("POST", "/invitations", {"employees": mine})
    assert uninvited(company.hr, position=given["position"]) == {"items": [], "count": 0, "next_cursor": None}
    gone = company.hr.done("POST", "/invitations/FIN01/revocation")
    assert [one["employee_no"] for one in uninvited(company.hr, position=gone["position"])["items"]] == ["FIN01"]
