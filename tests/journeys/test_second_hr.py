"""Above what one hr makes alone a second one agrees first, in whatever way points and money are made."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.redeeming import BONUS, LEAVE, given_points, reward
from tests.journeys.seeing import balance, read, refused
from tests.service import Company, Person

LIMITS = {"points": 100, "points_a_month": 150, "money": "1000", "money_a_month": "1500", "money_per_point": "10"}


def limited(company: Company) -> Person:
    """FIN with two people, small limits, and HR02, the second hr."""
    company.department("FIN", "FIN01", "FIN02", "HR02")
    company.role("HR02", "hr")
    company.budget("organisation", 1_000_000)
    set_to = company.hr.done("PATCH", "/organisation", {"limits": LIMITS})["limits"]
    assert set_to["points"] == 100, "lower limits take nobody else"
    company.tag("award", {"type": "fixed", "points": 50}, grant_range={"min": 1, "max": 1_000_000})
    return company.sign_in("HR02")


def third_hr(company: Company) -> Person:
    company.department("AUD", "HR03")
    company.role("HR03", "hr")
    return company.sign_in("HR03")


def award(points: int, employee: str = "FIN01") -> dict[str, Any]:
    return {"employee": employee, "tag": "award", "reason": "攻关", "instant": True, "points": points}


def waits(answered: Any, above: str, **said: Any) -> dict[str, Any]:
    """The answer of what waits for a second hr."""
    assert answered.status_code == 202, answered.text
    found: dict[str, Any] = answered.json()
    assert {name: found[name] for name in ("state", "above", *said)} == {"state": "waiting", "above": above, **said}
    return found


def confirmed(second: Person, waiting: dict[str, Any]) -> dict[str, Any]:
    done = second.done("POST", f"/countersignatures/{waiting['id']}/confirmation")
    assert done["state"] == "confirmed"
    return done


def test_an_award_above_the_limit_of_a_command_waits_for_a_second_hr(company: Company) -> None:
    second = limited(company)
    assert company.hr.post("/grants", award(100)).status_code == 201
    waiting = waits(
        company.hr.post("/grants", award(101, "FIN02")), "points", employee="FIN02", points=101, kind="award"
    )
    path = f"/countersignatures/{waiting['id']}"
    assert balance(company.hr, "FIN02", waiting["position"]) == 0, "nothing is done yet"
    assert read(second, "/waiting", waiting["position"])["countersignatures"] == 1
    assert read(company.hr, "/waiting")["countersignatures"] == 0, "not for who asked"
    assert read(second, "/notifications")["items"][0]["kind"] == "countersignature-asked"
    shown = read(second, "/countersignatures?state=waiting")["items"][0]
    assert (shown["asked"]["reason"], shown["may_decide"], shown["asked_by"]) == ("攻关", True, "HR01")

    refused(company.hr.post(f"{path}/confirmation"), 403, "second-hr")
    refused(company.sign_in("FIN00").post(f"{path}/confirmation"), 404, "not-found")
    done = confirmed(second, waiting)
    assert balance(company.hr, "FIN02", done["position"]) == 101
    refused(second.post(f"{path}/confirmation"), 409, "countersignature-decided")
    newest = read(company.hr, "/accounts/FIN02/entries", done["position"])["items"][0]
    assert (newest["subject"], newest["actor"]) == (f"grant:{waiting['id']}", "HR02")


def test_two_hr_with_passwords_of_the_same_hand_are_not_two(company: Company) -> None:
    limited(company)
    company.employee("HR03", "FIN")
    company.role("HR03", "hr")
    first, second = (company.taken_over(no, by=company.admin) for no in ("HR01", "HR02"))
    waiting = waits(first.post("/grants", award(101)), "points")
    path = f"/countersignatures/{waiting['id']}"
    assert read(second, "/waiting", waiting["position"])["countersignatures"] == 0
    assert read(second, "/countersignatures?state=waiting")["items"][0]["may_decide"] is False
    refused(second.post(f"{path}/confirmation"), 403, "second-hr")
    confirmed(company.sign_in("HR03"), waiting)


def test_many_small_ones_are_above_the_limit_of_a_month(company: Company) -> None:
    second = limited(company)
    company.hr.done("POST", "/grants", award(90))
    waiting = waits(company.hr.post("/grants", award(61)), "points-a-month")
    rejected = second.done("POST", f"/countersignatures/{waiting['id']}/rejection", {"reason": "太多"})
    assert rejected["state"] == "rejected"
    assert read(company.hr, "/countersignatures", rejected["position"])["items"][0]["rejection"] == "太多"
    assert company.hr.post("/grants", award(60)).status_code == 201


def test_awards_of_other_months_count_in_the_month_in_which_they_are_recorded(timed: TimedCompany) -> None:
    second = limited(timed)
    timed.hr.done("PATCH", "/organisation", {"backdating_days": 366})
    timed.it_is(2030, 3, 31, 23)
    timed.hr.done("POST", "/grants", award(90))
    before = {"occurred_at": "2030-03-01T02:00:00Z"}, {"occurred_at": "2030-02-20T02:00:00Z"}
    for past in before:
        waiting = waits(timed.hr.post("/grants", {**award(61), **past}), "points-a-month")
    confirmed(second, waiting)
    timed.it_is(2030, 4, 1, 1)
    timed.budget("organisation", 1_000_000)
    timed.hr.done("POST", "/grants", {**award(90), **before[0]})
    waits(timed.hr.post("/grants", {**award(61), **before[1]}), "points-a-month")


@pytest.mark.parametrize(
    ("dates", "sets", "refused_to"), [("HR01", "HR02", {"HR01", "HR02"}), ("HR02", "HR02", {"HR02"})]
)
def test_who_dated_a_leaving_or_set_the_policy_does_not_confirm_what_it_makes(
    timed: TimedCompany, dates: str, sets: str, refused_to: set[str]
) -> None:
    people = {"HR01": timed.hr, "HR02": limited(timed), "HR03": third_hr(timed)}
    for _ in range(2):
        people["HR03"].done("POST", "/grants", award(75))
    people[sets].done("PATCH", "/organisation", {"leaver_policy": {"kind": "bonus", "amount_per_point": "10"}})
    timed.it_is(2030, 5, 15, 9)
    seen = people[dates].done("PATCH", "/employees/FIN01", {"left_on": "2030-05-15"})["position"]
    timed.it_is(2030, 5, 16, 9)
    seen = timed.day_has_ended(seen)
    (found,) = read(timed.hr, "/countersignatures?state=waiting", seen)["items"]
    assert set(found["asked"]["firsts"]) == refused_to
    for no in sorted(refused_to):
        refused(people[no].post(f"/countersignatures/{found['id']}/confirmation"), 403, "second-hr")
    people["HR03"].done("POST", f"/countersignatures/{found['id']}/confirmation")


def test_whoever_it_is_for_is_not_the_second_hr(company: Company) -> None:
    second = limited(company)
    waiting = waits(company.hr.post("/grants", award(200, "HR02")), "points")
    refused(second.post(f"/countersignatures/{waiting['id']}/confirmation"), 403, "upon-oneself")


def test_a_batch_of_awards_is_one_command(company: Company) -> None:
    limited(company)
    items = [award(60), award(60, "FIN02")]
    found = company.hr.done("POST", "/grants/batch", {"mode": "each", "items": items})["results"]
    assert [one["status"] for one in found] == [201, 409]
    assert found[1]["problem"]["type"] == "/problems/second-hr-needed"


def test_a_claim_that_hr_decides_alone_is_within_the_limit(company: Company) -> None:
    second = limited(company)
    company.tag("saved", {"type": "per_unit", "unit": "CNY", "per": "1", "points": 1})
    claim = {"tag": "saved", "description": "节约", "quantity": "120"}
    own = company.sign_in("FIN01").done("POST", "/claims", claim)
    waiting = waits(company.hr.post(f"/claims/{own['id']}/approval"), "points", kind="claim", employee="FIN01")
    done = confirmed(second, waiting)
    assert balance(company.hr, "FIN01", done["position"]) == 120
    for_somebody = company.hr.done("POST", "/claims", {**claim, "employee": "FIN02"})
    approved = second.done("POST", f"/claims/{for_somebody['id']}/approval")
    assert approved["balance"] == 120, "one hr claimed it and another approved: two have seen it"
    by_manager = company.sign_in("FIN01").done("POST", "/claims", {**claim, "quantity": "500"})
    company.sign_in("FIN00").done("POST", f"/claims/{by_manager['id']}/approval")


def test_a_claim_that_waits_for_a_second_hr_is_not_made_another_meanwhile(company: Company) -> None:
    second, employee, manager = limited(company), company.sign_in("FIN01"), company.sign_in("FIN00")
    company.tag("saved", {"type": "per_unit", "unit": "CNY", "per": "1", "points": 1})
    claim = employee.done("POST", "/claims", {"tag": "saved", "description": "节约", "quantity": "120"})
    path = f"/claims/{claim['id']}"
    waiting = waits(company.hr.post(f"{path}/approval"), "points", kind="claim")
    seen = [read(one, path, waiting["position"])["first_approval"] for one in (second, company.hr, employee)]
    assert [(first["approved_by"], first["second"]) for first in seen] == [("HR01", None)] * 3
    assert [first["may_confirm"] for first in seen] == [True, False, False]
    assert read(manager, "/claims?state=submitted")["items"][0]["may_decide"] is False
    for one, decision in ((company.hr, "return"), (manager, "return"), (manager, "rejection")):
        refused(one.post(f"{path}/{decision}", {"reason": "请补充说明"}), 409, "claim-approved-once")
    refused(employee.post(f"{path}/resubmission", {"description": "另一件事"}), 409, "claim-not-returned")
    done = confirmed(second, waiting)
    assert balance(company.hr, "FIN01", done["position"]) == 120
    assert read(employee, path, done["position"])["first_approval"]["confirmed"] is True


def test_a_key_approves_nothing_above_the_limit_by_itself(company: Company) -> None:
    limited(company)
    company.tag("push", {"type": "per_unit", "unit": "piece", "per": "1", "points": 1}, auto_approve=True)
    key = company.admin.done("POST", "/api-keys", {"name": "CI", "tags": ["push"], "departments": ["FIN"]})
    system = company.hold("CI", key["secret"])
    claim = {"tag": "push", "description": "推送", "employee": "FIN01"}
    assert system.done("POST", "/claims", {**claim, "quantity": "100"})["state"] == "approved"
    left = system.done("POST", "/claims", {**claim, "quantity": "101"})
    assert left["state"] == "submitted"
    company.sign_in("FIN00").done("POST", f"/claims/{left['id']}/approval")


def test_what_a_point_is_worth_takes_a_second_hr(company: Company) -> None:
    second = limited(company)
    policy = {"leaver_policy": {"kind": "bonus", "amount_per_point": "10.01"}}
    waiting = waits(company.hr.patch("/organisation", policy), "money-per-point", kind="settings")
    assert read(company.hr, "/organisation")["leaver_policy"]["kind"] == "redeem"
    done = confirmed(second, waiting)
    assert read(company.hr, "/organisation", done["position"])["leaver_policy"]["amount_per_point"] == "10.01"


def test_raising_a_limit_takes_a_second_hr_itself(company: Company) -> None:
    second = limited(company)
    higher = {**LIMITS, "points": 1_000_000_000}
    waiting = waits(company.hr.patch("/organisation", {"limits": higher}), "limits")
    refused(company.admin.patch("/organisation", {"limits": LIMITS}), 403, "role", "/limits")
    confirmed(second, waiting)
    assert read(company.hr, "/organisation")["limits"]["points"] == 1_000_000_000


def test_a_reward_of_much_money_takes_a_second_hr_in_its_definition_and_its_revision(company: Company) -> None:
    second = limited(company)
    terms = {**BONUS, "cost": 1000}
    waiting = waits(company.hr.post("/rewards", terms), "money", kind="reward", money="5000.00")
    refused(company.sign_in("FIN01").post("/redemptions", {"reward": "bonus-5000"}), 422, "unknown-reference")
    done = confirmed(second, waiting)
    assert read(company.hr, "/rewards", done["position"])["items"][0]["amount"] == "5000.00"
    waits(company.hr.patch("/rewards/bonus-5000", {"amount": "900", "cost": 10}), "money-per-point")
    company.hr.done("PATCH", "/rewards/bonus-5000", {"amount": "900"})


def test_a_bonus_of_much_money_waits_before_it_is_owed(company: Company) -> None:
    second = limited(company)
    reward(company, {**BONUS, "cost": 100, "amount": "900"}, approval="none")
    given_points(company, "FIN01", 100)
    given_points(company, "FIN02", 50)
    employee = company.sign_in("FIN01")
    for _ in range(2):
        company.hr.post("/grants", award(50))
    waiting = waits(company.hr.post("/grants", award(100)), "points-a-month")
    confirmed(second, waiting)
    first, other = (employee.done("POST", "/redemptions", {"reward": "bonus-5000"}) for _ in range(2))
    company.hr.done("POST", f"/redemptions/{first['id']}/fulfilment")
    waiting = waits(company.hr.post(f"/redemptions/{other['id']}/fulfilment"), "money-a-month", money="900.00")
    assert len(read(company.hr, "/exports/bonuses", waiting["position"])["items"]) == 1
    done = confirmed(second, waiting)
    assert len(read(company.hr, "/exports/bonuses", done["position"])["items"]) == 2


def test_what_a_leaver_is_owed_above_the_limit_waits_for_an_hr_who_took_no_part(timed: TimedCompany) -> None:
    second, third = limited(timed), third_hr(timed)
    timed.hr.done("PATCH", "/organisation", {"leaver_policy": {"kind": "bonus", "amount_per_point": "10"}})
    given_points(timed, "FIN01", 100)
    waiting = waits(timed.hr.post("/grants", award(51)), "points-a-month")
    confirmed(second, waiting)
    seen = timed.hr.done("PATCH", "/employees/FIN01", {"left_on": "2030-03-15"})["position"]
    timed.it_is(2030, 3, 16, 9)
    for day in (16, 17):
        timed.it_is(2030, 3, day, 10)
        seen = timed.day_has_ended(seen)
        found = read(timed.hr, "/countersignatures?state=waiting", seen)["items"]
        assert [(one["kind"], one["money"], one["asked_by"]) for one in found] == [("leaver", "1510.00", "system")]
        assert read(timed.hr, "/exports/bonuses", seen)["items"] == [], "payroll sees nothing of what waits"
    path = f"/countersignatures/{found[0]['id']}/confirmation"
    refused(timed.hr.post(path), 403, "second-hr")
    refused(second.post(path), 403, "second-hr")
    may = [read(one, "/countersignatures?state=waiting")["items"][0]["may_decide"] for one in (timed.hr, second, third)]
    assert may == [False, False, True], "who dated the leaving, who gave them points, who took no part"
    done = third.done("POST", path)
    assert read(timed.hr, "/exports/bonuses", done["position"])["total"] == "1510.00"
    assert balance(timed.hr, "FIN01", done["position"]) == 0
    back = {"left_on": None}
    refused(timed.hr.patch("/employees/FIN01", back), 409, "leaving-settled", "/left_on")
    refused(timed.hr.patch("/employees/FIN01", {"left_on": "2031-01-01"}), 409, "leaving-settled", "/left_on")
    timed.hr.done("PATCH", "/employees/FIN01", {**back, "hired_on": "2030-03-16"})


def test_where_both_hr_took_part_in_a_leaving_the_admin_confirms_what_it_makes(timed: TimedCompany) -> None:
    second, admin = limited(timed), timed.admin
    second.done("PATCH", "/organisation", {"leaver_policy": {"kind": "bonus", "amount_per_point": "10"}})
    for _ in range(2):
        timed.hr.done("POST", "/grants", award(75))
    waits(timed.hr.post("/grants", award(101, "FIN02")), "points")
    seen = timed.hr.done("PATCH", "/employees/FIN01", {"left_on": "2030-03-15"})["position"]
    timed.it_is(2030, 3, 16, 9)
    seen = timed.day_has_ended(seen)
    counts = [read(one, "/waiting", seen)["countersignatures"] for one in (timed.hr, second, admin)]
    assert counts == [0, 1, 1], "to each what they may decide: the award is the second hr's, the leaver the admin's"
    (found,) = read(admin, "/countersignatures?state=waiting", seen)["items"]
    assert (found["kind"], found["may_decide"], found["may_reject"]) == ("leaver", True, True)
    assert read(admin, "/notifications", seen)["items"][0]["kind"] == "countersignature-asked"
    award_waiting = read(second, "/countersignatures?state=waiting", seen)["items"][1]
    assert (award_waiting["kind"], award_waiting["may_decide"]) == ("award", True)
    refused(admin.post(f"/countersignatures/{award_waiting['id']}/confirmation"), 403, "role")
    refused(admin.post(f"/countersignatures/{award_waiting['id']}/rejection", {"reason": "不"}), 403, "role")
    for one in (timed.hr, second):
        refused(one.post(f"/countersignatures/{found['id']}/confirmation"), 403, "second-hr")
    done = admin.done("POST", f"/countersignatures/{found['id']}/confirmation")
    assert read(timed.hr, "/exports/bonuses", done["position"])["total"] == "1500.00"


def test_an_admin_confirms_nothing_of_a_leaver_while_an_hr_is_left_who_took_no_part(timed: TimedCompany) -> None:
    second, admin = limited(timed), timed.admin
    timed.hr.done("PATCH", "/organisation", {"leaver_policy": {"kind": "bonus", "amount_per_point": "10"}})
    for _ in range(2):
        timed.hr.done("POST", "/grants", award(75))
    seen = timed.hr.done("PATCH", "/employees/FIN01", {"left_on": "2030-03-15"})["position"]
    timed.it_is(2030, 3, 16, 9)
    seen = timed.day_has_ended(seen)
    assert [read(one, "/waiting", seen)["countersignatures"] for one in (timed.hr, second, admin)] == [0, 1, 0]
    (found,) = read(admin, "/countersignatures?state=waiting", seen)["items"]
    assert (found["may_decide"], found["may_reject"]) == (False, False)
    refused(admin.post(f"/countersignatures/{found['id']}/confirmation"), 403, "second-hr")
    confirmed(second, found)


def test_leave_trainings_and_other_pieces_take_a_second_hr_by_what_they_count_as(company: Company) -> None:
    second = limited(company)
    leave = {**LEAVE, "code": "holiday", "days": "10000", "cost": 1}
    waits(company.hr.post("/rewards", leave), "money", kind="reward", money="10000000.00")
    waits(company.hr.post("/rewards", {**leave, "code": "day", "days": "1", "cost": 99}), "money-per-point")
    reward(company, {**LEAVE, "days": "1", "cost": 100})
    waits(company.hr.patch("/rewards/half-day", {"cost": 99}), "money-per-point")
    lower = {"limits": {"money_per_day": "999.99"}}
    confirmed(second, waits(company.hr.patch("/organisation", lower), "limits"))
    limits = read(company.hr, "/organisation")["limits"]
    assert (limits["money_per_day"], limits["money"]) == ("999.99", "1000.00"), "what is not given stays"


def test_what_is_fulfilled_without_a_price_is_above_the_limit_of_a_month_together(company: Company) -> None:
    second = limited(company)
    company.hr.done("PATCH", "/organisation", {"limits": {"money": "1000", "money_a_month": "1400"}})
    reward(company, {"code": "lunch", "name": "共进午餐", "kind": "custom", "cost": 50}, approval="none")
    reward(company, {**LEAVE, "cost": 50})
    company.hr.done("POST", "/grants", award(100))
    confirmed(second, waits(company.hr.post("/grants", award(100)), "points-a-month"))
    employee = company.sign_in("FIN01")
    asked = [employee.done("POST", "/redemptions", {"reward": code}) for code in ("lunch", "half-day", "lunch")]
    for one in asked[:2]:
        company.hr.done("POST", f"/redemptions/{one['id']}/fulfilment")
    waiting = waits(company.hr.post(f"/redemptions/{asked[2]['id']}/fulfilment"), "money-a-month", money="500.00")
    done = confirmed(second, waiting)
    assert read(employee, f"/redemptions/{asked[2]['id']}", done["position"])["state"] == "fulfilled"


def test_who_asked_a_second_hr_is_told_what_became_of_it(company: Company) -> None:
    second = limited(company)
    first = confirmed(second, waits(company.hr.post("/grants", award(101)), "points"))
    told = read(company.hr, "/notifications", first["position"])["items"][0]
    assert (told["kind"], told["data"]["kind"], told["data"]["by"]) == ("countersignature-confirmed", "award", "HR02")
    waiting = waits(company.hr.post("/grants", award(102, "FIN02")), "points")
    drop = second.done("POST", f"/countersignatures/{waiting['id']}/rejection", {"reason": "先核对"})
    told = read(company.hr, "/notifications", drop["position"])["items"][0]
    assert (told["kind"], told["data"]["employee"]) == ("countersignature-rejected", "FIN02")
    assert told["data"]["reason"] == "先核对"
    before = len(read(company.hr, "/notifications")["items"])
    waiting = waits(company.hr.post("/grants", award(103, "FIN02")), "points")
    drop = company.hr.done("POST", f"/countersignatures/{waiting['id']}/rejection", {"reason": "不用了"})
    found = read(company.hr, "/notifications", drop["position"])["items"]
    assert len(found) == before, "who drops their own knows"


def test_what_was_refused_of_a_leaver_is_not_asked_again(timed: TimedCompany) -> None:
    limited(timed)
    timed.hr.done("PATCH", "/organisation", {"leaver_policy": {"kind": "bonus", "amount_per_point": "10"}})
    for _ in range(2):
        timed.hr.done("POST", "/grants", award(75))
    seen = timed.hr.done("PATCH", "/employees/FIN01", {"left_on": "2030-03-15"})["position"]
    timed.it_is(2030, 3, 16, 9)
    seen = timed.day_has_ended(seen)
    (found,) = read(timed.hr, "/countersignatures?state=waiting", seen)["items"]
    refusal = timed.hr.done("POST", f"/countersignatures/{found['id']}/rejection", {"reason": "先核对"})
    timed.it_is(2030, 3, 17, 9)
    seen = timed.day_has_ended(refusal["position"])
    assert read(timed.hr, "/countersignatures?state=waiting", seen)["items"] == []
    assert balance(timed.hr, "FIN01", seen) == 150


@pytest.mark.parametrize("points", [100, 101])
def test_one_answer_for_one_key_however_it_ends(company: Company, points: int) -> None:
    limited(company)
    first = company.hr.post("/grants", award(points), Idempotency_Key="k1")
    assert company.hr.post("/grants", award(points), Idempotency_Key="k1").content == first.content
