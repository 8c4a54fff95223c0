"""Who is told of what waits for them, and that it is not said any more once it is done, by whoever."""

from __future__ import annotations

from typing import Any

from tests.journeys.seeing import read
from tests.service import TILL, Company, Person


def kinds(person: Person, position: int) -> list[tuple[str, str]]:
    """Kind and claim of what somebody is told, the newest first."""
    items = read(person, "/notifications", position)["items"]
    return [(one["kind"], one["data"]["claim"]) for one in items if "claim" in one["data"]]


def submit(person: Person, tag: str = "谢谢") -> dict[str, Any]:
    return person.done("POST", "/claims", {"tag": tag, "description": "支持了审计"})


def test_a_claim_is_told_to_who_decides_it_and_who_stands_in_until_somebody_has(company: Company) -> None:
    company.department("FIN", "FIN01", "FIN02")
    company.tag("谢谢", {"type": "fixed", "points": 30})
    head, delegate, employee = (company.sign_in(no) for no in ("FIN00", "FIN01", "FIN02"))
    away = {"to": "FIN01", "what": ["claims"], "starts_on": f"{company.month}-01", "ends_on": TILL}
    given = head.done("POST", "/delegations", away)
    told = read(delegate, "/notifications", given["position"])["items"][0]
    assert (told["kind"], told["data"]["principal"], told["data"]["to"]) == ("delegation-given", "FIN00", TILL)

    claim = submit(employee)
    asked, path = ("claim-to-decide", claim["id"]), f"/claims/{claim['id']}"
    for one in (head, delegate):
        assert kinds(one, claim["position"]) == [asked]
    assert kinds(company.hr, claim["position"]) == kinds(employee, claim["position"]) == []

    returned = head.done("POST", f"{path}/return", {"reason": "有工时表吗?"})
    assert kinds(head, returned["position"]) == kinds(delegate, returned["position"]) == []
    assert kinds(employee, returned["position"]) == [("claim-returned", claim["id"])]

    again = employee.done("POST", f"{path}/resubmission", {"description": "附工时表"})
    assert kinds(head, again["position"]) == kinds(delegate, again["position"]) == [asked]
    assert kinds(employee, again["position"]) == []

    approved = delegate.done("POST", f"{path}/approval", On_Behalf_Of="FIN00")
    assert kinds(head, approved["position"]) == kinds(delegate, approved["position"]) == []
    assert kinds(employee, approved["position"]) == [("claim-approved", claim["id"])]

    second = submit(employee)
    gone = employee.done("POST", f"/claims/{second['id']}/withdrawal")
    assert kinds(head, gone["position"]) == kinds(delegate, gone["position"]) == []


def test_what_nobody_above_decides_is_told_to_hr_and_never_to_who_claimed_it(company: Company) -> None:
    company.department("FIN", "FIN01")
    company.tag("谢谢", {"type": "fixed", "points": 30})
    company.employee("HR02", "FIN")
    company.role("HR02", "hr")
    second = company.sign_in("HR02")
    claim = submit(company.sign_in("FIN00"))
    assert [one for one, _ in kinds(second, claim["position"])] == ["claim-to-decide"]
    rejected = company.hr.done("POST", f"/claims/{claim['id']}/rejection", {"reason": "不属于此标签"})
    assert kinds(second, rejected["position"]) == []
    assert [one for one, _ in kinds(company.sign_in("FIN00"), rejected["position"])] == ["claim-rejected"]
    body = {"tag": "谢谢", "description": "代为申报", "employee": "FIN00"}
    of_hr = company.hr.done("POST", "/claims", body)
    assert kinds(company.hr, of_hr["position"]) == []
    assert kinds(second, of_hr["position"]) == [("claim-to-decide", of_hr["id"])]
