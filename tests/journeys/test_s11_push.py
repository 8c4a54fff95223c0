"""S11: a fixed bug credits 「问题解决」 at once and tells the employee; what becomes of a claim is told, too."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.seeing import credit_is_seen, read
from tests.journeys.watching import watching
from tests.service import Company, Service


def test_a_fixed_bug_is_credited_and_pushed_with_its_reason(firm: Company, service: Service) -> None:
    firm.tag("问题解决", {"type": "fixed", "points": 200})
    firm.budget("TEC00", 1000)
    employee, manager = firm.sign_in("TEC01"), firm.sign_in("TEC00")
    with watching(service, employee, "department:TEC") as watch:
        body = {"employee": "TEC01", "tag": "问题解决", "reason": "修复了影响业务的系统bug"}
        done = manager.done("POST", "/grants", body)
        credit_is_seen(firm.hr, watch, done, "TEC01", kind="grant", points=200, tag="问题解决", department="TEC")
        pushed = watch.told("notification", lambda data: data["position"] == done["position"])
        assert pushed.data["data"]["reason"] == body["reason"]
        assert pushed.data["data"]["subject"] == f"grant:{done['id']}"
    newest = read(employee, "/notifications", done["position"])["items"][0]
    assert newest == pushed.data


def test_nobody_else_is_told_of_it(firm: Company, service: Service) -> None:
    firm.tag("私下", {"type": "fixed", "points": 5})
    firm.budget("ADM00", 100)
    with watching(service, firm.sign_in("ADM02"), "department:ADM") as other:
        with watching(service, firm.sign_in("ADM01"), "department:ADM") as watch:
            body = {"employee": "ADM01", "tag": "私下", "reason": "只给本人看的理由"}
            done = firm.sign_in("ADM00").done("POST", "/grants", body)
            watch.told("notification", lambda data: data["position"] == done["position"])
        other.told("leaderboard", lambda data: data["position"] >= done["position"])
        assert "只给本人看的理由" not in repr(other.messages)
        assert {message.data["employee"] for message in other.messages if message.event == "balance"} == {"ADM02"}


@pytest.mark.parametrize(
    ("decision", "body", "kind"),
    [
        ("approval", {"points": 10, "reason": "只算一部分"}, "claim-approved"),
        ("return", {"reason": "请补充证据"}, "claim-returned"),
        ("rejection", {"reason": "属于本职工作"}, "claim-rejected"),
    ],
)
def test_what_becomes_of_a_claim_is_told_to_whoever_claimed(
    firm: Company, service: Service, decision: str, body: dict[str, Any], kind: str
) -> None:
    firm.tag(f"告知-{decision}", {"type": "fixed", "points": 20})
    employee = firm.sign_in("HRD01")
    claim = employee.done("POST", "/claims", {"tag": f"告知-{decision}", "description": "做了一件事"})
    with watching(service, employee, "department:HRD") as watch:
        firm.sign_in("HRD00").done("POST", f"/claims/{claim['id']}/{decision}", body)
        told = watch.told("notification", lambda data: data["kind"] == kind)
        assert told.data["data"]["claim"] == claim["id"]
        assert told.data["data"]["description"] == "做了一件事", "what it is known by"
        if decision != "approval":
            assert told.data["data"]["reason"] == body["reason"]


def test_a_stream_that_was_cut_goes_on_where_it_was(firm: Company, service: Service) -> None:
    firm.tag("续传", {"type": "fixed", "points": 1})
    firm.budget("FIN00", 100)
    employee, manager = firm.sign_in("FIN01"), firm.sign_in("FIN00")
    body = {"employee": "FIN01", "tag": "续传", "reason": "续传"}
    with watching(service, employee) as watch:
        seen = manager.done("POST", "/grants", body)["position"]
        told = watch.told("notification", lambda data: data["position"] == seen)
        last = max(message.id for message in watch.messages if message.id is not None)
    later = [manager.done("POST", "/grants", body) for _ in range(3)]
    missed, now = [done["position"] for done in later], later[-1]["balance"]
    read(employee, "/notifications", missed[-1])
    with watching(service, employee, last_event_id=last) as watch:
        watch.told("notification", lambda data: data["position"] == missed[-1])
        news = [message.data["position"] for message in watch.messages if message.event == "notification"]
        assert news == missed
        assert told.data["position"] not in news
        assert watch.told("balance").data["balance"] == now


def test_the_last_message_of_a_position_carries_it_as_id(firm: Company, service: Service) -> None:
    firm.tag("编号", {"type": "fixed", "points": 1})
    firm.budget("FIN00", 100)
    with watching(service, firm.sign_in("FIN02")) as watch:
        body = {"employee": "FIN02", "tag": "编号", "reason": "编号"}
        position = firm.sign_in("FIN00").done("POST", "/grants", body)["position"]
        watch.told("notification", lambda data: data["position"] == position)
        watch.told("leaderboard", lambda data: data["position"] >= position)
    of_it = watch.messages[[m.data.get("position") for m in watch.messages].index(position) :]
    assert [message.id is None for message in of_it[:3]] == [True, True, False]
    assert of_it[2].id is not None and of_it[2].id >= position
