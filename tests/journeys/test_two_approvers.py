"""A claim above the points of one approver is credited when a second one has agreed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.journeys.seeing import balance, read, refused
from tests.service import TILL, Company, Person

PER_HOUR = {"type": "per_unit", "unit": "小时", "per": "10", "points": 10}


def firm(company: Company, most: int | None = 100) -> tuple[Person, Person, Person, Person]:
    """FIN below HQ, HR02 beside HR01; the employee, the manager, the manager's manager, and the second hr."""
    company.department("HQ", "HQ01")
    company.department("FIN", "FIN01", "FIN02", parent="HQ")
    company.employee("HR02", "HQ")
    company.role("HR02", "hr")
    company.tag("节省工时", PER_HOUR)
    company.hr.done("PATCH", "/organisation", {"limits": {"points_a_claim": most}})
    return company.sign_in("FIN01"), company.sign_in("FIN00"), company.sign_in("HQ00"), company.sign_in("HR02")


def claimed(person: Person, hours: int = 110, **fields: Any) -> dict[str, Any]:
    body = {"tag": "节省工时", "description": f"合并报表 {hours}", "quantity": str(hours), **fields}
    return person.done("POST", "/claims", body)


def approved_once(person: Person, claim: dict[str, Any], **said: Any) -> dict[str, Any]:
    answered = person.post(f"/claims/{claim['id']}/approval", said)
    assert answered.status_code == 202, answered.text
    found: dict[str, Any] = answered.json()
    assert (found["state"], found["above"], found["kind"]) == ("waiting", "points-a-claim", "claim")
    return found


def days(company: Company) -> dict[str, Any]:
    """Of a delegation that holds today, whichever day of the month it is."""
    return {"what": ["claims"], "starts_on": f"{company.month}-01", "ends_on": TILL}


def told(person: Person, position: int) -> list[str]:
    return [one["kind"] for one in read(person, "/notifications", position)["items"]]


def test_a_claim_above_the_points_of_one_approver_waits_for_the_next_above(company: Company) -> None:
    employee, manager, head, second = firm(company)
    claim = claimed(employee)
    path = f"/claims/{claim['id']}"
    assert read(manager, path, claim["position"])["standing"]["takes_two"] is True
    refused(manager.post(f"{path}/approval", {"expected_points": 100}), 409, "points-differ")
    waits = approved_once(manager, claim, expected_points=110)
    assert balance(employee, "FIN01", waits["position"]) == 0, "nothing is credited yet"
    shown = read(manager, path)
    first = shown["first_approval"]
    assert (shown["state"], shown["may_decide"], first["approved_by"]) == ("submitted", False, "FIN00")
    assert (first["second"], first["may_confirm"], first["confirmed"]) == ("HQ00", False, False)
    counts = [read(one, "/waiting") for one in (manager, head, second, company.hr)]
    assert [(one["claims"], one["countersignatures"]) for one in counts] == [(0, 0), (0, 1), (0, 0), (0, 0)]
    assert told(head, waits["position"])[0] == "countersignature-asked"
    assert "countersignature-asked" not in told(second, waits["position"])

    confirmation = f"/countersignatures/{waits['id']}/confirmation"
    for decision in ("approval", "rejection", "return"):
        for one in (manager, second):
            refused(one.post(f"{path}/{decision}", {"reason": "再看"}), 409, "claim-approved-once")
    refused(manager.post(confirmation), 403, "second-approver")
    refused(employee.post(confirmation), 403, "role")
    listed = read(head, "/countersignatures?state=waiting")["items"]
    assert [(one["id"], one["may_decide"], one["employee"]) for one in listed] == [(waits["id"], True, "FIN01")]
    assert [one["may_decide"] for one in read(manager, "/countersignatures?state=waiting")["items"]] == [False]

    done = head.done("POST", confirmation)
    assert balance(employee, "FIN01", done["position"]) == 110
    shown = read(employee, path)
    assert (shown["state"], shown["decided_by"], shown["first_approval"]["confirmed"]) == ("approved", "HQ00", True)
    assert told(manager, done["position"])[0] == "countersignature-confirmed"
    refused(head.post(confirmation), 409, "countersignature-decided")


def test_up_to_the_points_of_one_approver_nothing_waits_and_none_is_set_by_default(company: Company) -> None:
    employee, manager, _, _ = firm(company, most=None)
    manager.done("POST", f"/claims/{claimed(employee, 90)['id']}/approval")
    company.hr.done("PATCH", "/organisation", {"limits": {"points_a_claim": 100}})
    manager.done("POST", f"/claims/{claimed(employee, 100)['id']}/approval")
    approved_once(manager, claimed(employee, 120))
    raised = company.hr.patch("/organisation", {"limits": {"points_a_claim": None}})
    assert (raised.status_code, raised.json()["above"]) == (202, "limits"), "no limit takes a second hr"
    lowered = company.hr.done("PATCH", "/organisation", {"limits": {"points_a_claim": 50}})
    assert lowered["limits"]["points_a_claim"] == 50


def test_what_is_not_confirmed_is_decided_anew_and_what_is_withdrawn_waits_for_nobody(company: Company) -> None:
    employee, manager, head, second = firm(company)
    claim = claimed(employee)
    waits = approved_once(manager, claim)
    rejection = f"/countersignatures/{waits['id']}/rejection"
    dropped = head.done("POST", rejection, {"reason": "请核对工时表"})
    assert told(manager, dropped["position"])[0] == "countersignature-rejected"
    shown = read(manager, f"/claims/{claim['id']}", dropped["position"])
    assert (shown["may_decide"], shown["first_approval"]) == (True, None)

    waits = approved_once(manager, claim)
    manager.done("POST", f"/countersignatures/{waits['id']}/rejection", {"reason": "我再看看"})
    waits = approved_once(second, claim)
    assert read(manager, f"/claims/{claim['id']}", waits["position"])["first_approval"]["second"] == "FIN00"
    gone = employee.done("POST", f"/claims/{claim['id']}/withdrawal")
    assert read(manager, "/waiting", gone["position"])["countersignatures"] == 0
    assert told(second, gone["position"])[0] == "countersignature-withdrawn", "and not rejected"
    assert read(employee, "/decisions", gone["position"])["items"] == [], "who withdraws decides nothing"
    refused(manager.post(f"/countersignatures/{waits['id']}/confirmation"), 409, "countersignature-decided")


def test_the_second_is_neither_the_first_nor_their_stand_in_nor_who_claimed_it(company: Company) -> None:
    employee, manager, head, second = firm(company)
    for principal, delegate in ((manager, "FIN02"), (head, "HQ01")):
        principal.done("POST", "/delegations", {"to": delegate, **days(company)})
    waits = approved_once(manager, claimed(second, employee="FIN01"))
    confirmation = f"/countersignatures/{waits['id']}/confirmation"
    refused(second.post(confirmation), 403, "second-approver")
    refused(employee.post(confirmation), 403, "role")
    refused(company.sign_in("FIN02").post(confirmation, On_Behalf_Of="FIN00"), 403, "second-approver")
    refused(company.sign_in("HQ01").post(confirmation), 403, "role")
    done = company.hr.done("POST", confirmation)
    assert balance(employee, "FIN01", done["position"]) == 110, "any other hr may, in the second one's place"

    of_head = approved_once(second, claimed(head, 130))
    counts = [read(one, "/waiting", of_head["position"])["countersignatures"] for one in (company.hr, second, manager)]
    assert counts == [1, 0, 0], "where nobody stands above, another hr is the second"
    refused(manager.post(f"/countersignatures/{of_head['id']}/confirmation"), 404, "not-found")
    company.hr.done("POST", f"/countersignatures/{of_head['id']}/confirmation")


def test_who_stands_above_an_hr_is_not_the_second_for_people_whom_they_do_not_see(company: Company) -> None:
    _, _, head, _ = firm(company)
    company.department("HRD")
    company.employee("HR03", "HRD")
    company.role("HR03", "hr")
    third, above = company.sign_in("HR03"), company.sign_in("HRD00")
    claim = claimed(head)
    waits = approved_once(third, claim)
    assert read(third, f"/claims/{claim['id']}", waits["position"])["first_approval"]["second"] is None
    counts = [read(one, "/waiting")["countersignatures"] for one in (above, company.hr, third)]
    assert counts == [0, 1, 0], "another hr is"
    assert "countersignature-asked" in told(company.hr, waits["position"])
    refused(above.post(f"/countersignatures/{waits['id']}/confirmation"), 404, "not-found")
    company.hr.done("POST", f"/countersignatures/{waits['id']}/confirmation")


def test_of_approvers_at_once_one_is_the_first_and_of_confirmations_at_once_one_credits(company: Company) -> None:
    employee, manager, _, second = firm(company)
    claim = claimed(employee)

    def at_once(path: str, *people: Person) -> list[Any]:
        with ThreadPoolExecutor(len(people)) as threads:
            return list(threads.map(lambda one: one.post(path, {}), people))

    first = at_once(f"/claims/{claim['id']}/approval", manager, second, manager, second)
    assert sorted(one.status_code for one in first) == [202, 409, 409, 409]
    (waits,) = (one.json() for one in first if one.status_code == 202)
    confirmation = f"/countersignatures/{waits['id']}/confirmation"
    given = at_once(confirmation, company.hr, company.hr, manager, second)
    assert sorted(one.status_code for one in given if one.status_code < 300) == [200], [one.text for one in given]
    assert balance(employee, "FIN01", max(one.json().get("position", 0) for one in given)) == 110


def test_a_key_credits_nothing_that_takes_two_approvers(company: Company) -> None:
    _, manager, head, _ = firm(company)
    company.tag("自动", PER_HOUR, auto_approve=True)
    key = company.admin.done("POST", "/api-keys", {"name": "工时系统", "tags": ["自动"], "employees": ["FIN01"]})
    system = company.hold(f"key:{key['id']}", key["secret"])
    body = {"tag": "自动", "description": "流水", "employee": "FIN01"}
    assert system.done("POST", "/claims", {**body, "quantity": "100"})["state"] == "approved"
    left = system.done("POST", "/claims", {**body, "quantity": "110"})
    assert left["state"] == "submitted"
    waits = approved_once(manager, left)
    head.done("POST", f"/countersignatures/{waits['id']}/confirmation")


def test_a_stand_in_confirms_for_the_second_approver_unless_they_stood_in_for_the_first(company: Company) -> None:
    employee, manager, head, _ = firm(company)
    for principal, delegate in ((manager, "FIN02"), (head, "FIN02"), (head, "HQ01")):
        principal.done("POST", "/delegations", {"to": delegate, **days(company)})
    of_both, of_head = company.sign_in("FIN02"), company.sign_in("HQ01")
    for_manager, for_head = {"On-Behalf-Of": "FIN00"}, {"On-Behalf-Of": "HQ00"}
    claim = claimed(employee)
    waits = of_both.done("POST", f"/claims/{claim['id']}/approval", **for_manager)
    confirmation = f"/countersignatures/{waits['id']}/confirmation"
    refused(of_both.post(confirmation, **for_head), 403, "second-approver")
    assert read(of_head, "/waiting", waits["position"])["standing_in"] == 1
    done = of_head.done("POST", confirmation, **for_head)
    assert balance(employee, "FIN01", done["position"]) == 110
    shown = read(employee, f"/claims/{claim['id']}")
    assert (shown["decided_by"], shown["decided_on_behalf_of"]) == ("HQ01", "HQ00")


def test_of_many_actions_that_a_key_sends_what_takes_two_approvers_waits(company: Company) -> None:
    """Nothing else credits claims by itself: imports and batches of grants have none."""
    firm(company)
    company.tag("自动", PER_HOUR, auto_approve=True)
    company.hr.done("PATCH", "/organisation", {"limits": {"points_a_claim": 50}})
    key = company.admin.done("POST", "/api-keys", {"name": "工时系统", "tags": ["自动"], "employees": ["FIN01"]})
    system = company.hold(f"key:{key['id']}", key["secret"])
    body = {"tag": "自动", "description": "流水", "employee": "FIN01"}
    sent = [system.done("POST", "/claims", {**body, "quantity": hours}) for hours in ("50", "60", "50", "60")]
    states = ["approved", "submitted", "approved", "submitted"]
    assert [one["state"] for one in sent] == states, "each is judged by itself"
