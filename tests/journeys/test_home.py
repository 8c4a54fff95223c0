"""What everybody comes for first: their home, by what their roles are."""

from __future__ import annotations

from typing import Any

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import read
from tests.service import Person

THANKS, SOLVED = "谢谢", "解决问题"
REASON = {"reason": "记错了"}


def founded(company: TimedCompany) -> TimedCompany:
    """It is 15 March: FIN with its head FIN00 and three people, two tags, a budget."""
    company.department("FIN", "FIN01", "FIN02", "FIN03")
    company.tag(THANKS, {"type": "fixed", "points": 20})
    company.tag(SOLVED, {"type": "fixed", "points": 50})
    company.budget("FIN00", 1_000)
    return company


def granted(company: TimedCompany, employee: str, reason: str, tag: str = THANKS, **fields: Any) -> dict[str, Any]:
    body = {"employee": employee, "tag": tag, "reason": reason, **fields}
    return company.sign_in("FIN00").done("POST", "/grants", body)


def claimed(company: TimedCompany, employee: str, description: str) -> dict[str, Any]:
    return company.sign_in(employee).done("POST", "/claims", {"tag": SOLVED, "description": description})


def home(person: Person, position: int, asked: str = "?language=zh") -> dict[str, Any]:
    return read(person, f"/home{asked}", position)


def test_a_manager_sees_whom_nobody_thanked_with_a_grant_that_needs_only_to_be_sent(timed: TimedCompany) -> None:
    company = founded(timed)
    manager = company.sign_in("FIN00")
    granted(company, "FIN01", "帮忙对账")
    claim = claimed(company, "FIN02", "找到了漏账。另外写了一份说明")
    manager.done("POST", f"/claims/{claim['id']}/approval")
    company.it_is(2030, 4, 2, 10)
    company.budget("FIN00", 300)
    asked = claimed(company, "FIN03", "整理了档案")
    position = granted(company, "FIN03", "顶班")["position"]

    found = home(manager, position)
    assert (found["month"], found["day"], found["days"]) == ("2030-04", 2, 30)
    assert (found["waiting"]["claims"], found["waiting"]["oldest"]) == (1, "2030-04-02T02:00:00Z"), asked
    team = found["team"]
    assert {name: team["budget"][name] for name in ("points", "spent", "left")} == {
        "points": 300, "spent": 20, "left": 280,
    }  # fmt: skip
    counts = {name: team[name] for name in ("people", "thanked", "points", "points_before", "claims_open")}
    assert counts == {"people": 3, "thanked": 1, "points": 20, "points_before": 70, "claims_open": 1}
    never, longest = team["not_thanked"]
    draft = {"reason": "感谢您的付出：找到了漏账。", "claim": claim["id"], "tag": SOLVED, "points": 50}
    assert never == {"employee": "FIN02", "name": "员工FIN02", "last": None, "draft": draft}
    assert (longest["employee"], longest["last"]["tag"], longest["last"]["reason"]) == ("FIN01", THANKS, "帮忙对账")
    assert longest["draft"] is None, "the ledger makes nothing up"
    english = home(manager, position, "?language=en")["team"]["not_thanked"][0]["draft"]["reason"]
    assert english == "Thank you for this: 找到了漏账."

    sent = granted(company, "FIN02", draft["reason"], draft["tag"])
    assert sent["points"] == draft["points"]
    after = home(manager, sent["position"])["team"]
    assert (after["thanked"], [one["employee"] for one in after["not_thanked"]]) == (2, ["FIN01"])
    manager.done("POST", f"/grants/{sent['id']}/reversal", REASON)
    back = manager.done("POST", "/grants", {"employee": "FIN01", "tag": THANKS, "reason": "多谢"})["position"]
    taken_back = home(manager, back)["team"]
    assert [one["employee"] for one in taken_back["not_thanked"]] == ["FIN02"], "a grant taken back thanks nobody"


def test_an_award_of_hr_thanks_somebody_until_it_is_taken_back(timed: TimedCompany) -> None:
    company = founded(timed)
    manager = company.sign_in("FIN00")
    granted(company, "FIN01", "对账")
    company.budget("organisation", 500)
    body = {"employee": "FIN02", "tag": THANKS, "reason": "大促", "points": 20, "instant": True}
    award = company.hr.done("POST", "/grants", body)

    def team(position: int) -> tuple[int, list[str]]:
        found = home(manager, position)["team"]
        return found["thanked"], [one["employee"] for one in found["not_thanked"]]

    assert team(award["position"]) == (2, ["FIN03"])
    company.it_is(2030, 4, 2, 10)
    assert team(award["position"]) == (0, ["FIN03", "FIN01", "FIN02"]), "the longest first"
    back = company.hr.done("POST", f"/grants/{award['id']}/reversal", REASON)
    assert team(back["position"]) == (0, ["FIN02", "FIN03", "FIN01"])


def test_a_tag_whose_cap_is_reached_is_not_drafted(timed: TimedCompany) -> None:
    company = founded(timed)
    company.tag("限额", {"type": "fixed", "points": 30}, monthly_cap=30)
    claim = company.sign_in("FIN01").done("POST", "/claims", {"tag": "限额", "description": "修好了打印机"})
    company.sign_in("FIN00").done("POST", f"/claims/{claim['id']}/approval")
    position = granted(company, "FIN02", "对账")["position"]
    drafts = {one["employee"]: one["draft"] for one in home(company.sign_in("FIN00"), position)["team"]["not_thanked"]}
    assert drafts["FIN01"] == {
        "reason": "感谢您的付出：修好了打印机。", "claim": claim["id"], "tag": THANKS, "points": 20,
    }, "but one that is granted often"  # fmt: skip


def test_hr_sees_what_is_overdue_or_wrong_and_nothing_that_is_fine(timed: TimedCompany) -> None:
    company = founded(timed)
    hr, position = company.hr, company.budget("organisation", 500)["position"]
    assert home(hr, position)["desk"]["concerns"] == []
    reward = {"name": "奖金", "kind": "bonus", "amount": "50", "cost": 20, "approval": "hr"}
    hr.done("POST", "/rewards", {"code": "奖金", **reward})
    granted(company, "FIN01", "对账")
    claimed(company, "FIN02", "找到了漏账")
    company.sign_in("FIN01").done("POST", "/redemptions", {"reward": "奖金"})
    company.it_is(2030, 3, 23, 10)
    position = granted(company, "FIN03", "顶班", points=None)["position"]
    desk = home(hr, position)["desk"]
    assert {one["kind"]: one["count"] for one in desk["concerns"]} == {"claims": 1, "redemptions": 1}
    assert desk["concerns"][0]["oldest"] == "2030-03-15T04:00:00Z"
    assert desk["participation"] == {"managers": 1, "givers": 1, "people": 6, "receivers": 2}
    assert desk["budgets"] == {"points": 1_500, "spent": 40, "left": 1_460}

    company.it_is(2030, 4, 1, 10)
    used_up = company.budget("organisation", 20)
    assert used_up["left"] == 20
    company.tag("奖励", {"type": "fixed", "points": 20})
    award = {"employee": "FIN01", "tag": "奖励", "reason": "应急", "instant": True}
    position = hr.done("POST", "/grants", award)["position"]
    kinds = {one["kind"]: one["count"] for one in home(hr, position)["desk"]["concerns"]}
    assert kinds == {"claims": 1, "redemptions": 1, "budgets-unset": 1, "budgets-used-up": 1}


def test_a_claim_that_is_approved_once_is_one_thing_that_waits(timed: TimedCompany) -> None:
    company = founded(timed)
    company.hr.done("PATCH", "/organisation", {"limits": {"points_a_claim": 40}})
    claim = claimed(company, "FIN01", "找到了漏账")
    assert company.sign_in("FIN00").post(f"/claims/{claim['id']}/approval").status_code == 202
    company.it_is(2030, 3, 23, 10)
    position = company.budget("FIN00", 2_000)["position"]
    concerns = home(company.hr, position)["desk"]["concerns"]
    assert {one["kind"]: one["count"] for one in concerns} == {"second-hr": 1}


def test_what_is_to_be_paid_stands_on_the_desks_of_hr_and_payroll(timed: TimedCompany) -> None:
    company = founded(timed)
    company.employee("PAY01", "FIN")
    company.role("PAY01", "payroll")
    company.employee("HR02", "FIN")
    company.role("HR02", "hr")
    reward = {"code": "奖金", "name": "奖金", "kind": "bonus", "amount": "50", "cost": 20, "approval": "none"}
    company.hr.done("POST", "/rewards", reward)
    granted(company, "FIN01", "对账")
    asked = company.sign_in("FIN01").done("POST", "/redemptions", {"reward": "奖金"})
    done = company.sign_in("HR02").done("POST", f"/redemptions/{asked['id']}/fulfilment")
    payroll = company.sign_in("PAY01")
    waits = home(company.hr, done["position"])["pay"]
    assert waits == {"waiting": [{"kind": "bonus", "lines": 1, "total": "50.00"}], "prepared": [], "last": None}
    assert home(payroll, done["position"])["pay"]["waiting"] == [], "payroll sees what is prepared"

    export = company.hr.done("POST", "/exports/bonuses")
    prepared = home(payroll, export["position"])["pay"]["prepared"]
    assert [(one["id"], one["count"], one["total"]) for one in prepared] == [(export["id"], 1, "50.00")]
    taken = payroll.done("POST", f"/exports/{export['id']}/takeover", {"month": company.month})
    over = home(payroll, taken["position"])["pay"]
    assert (over["prepared"], over["last"]["id"], over["last"]["month"]) == ([], export["id"], company.month)


def test_an_employee_sees_a_returned_claim_and_what_points_are_good_for(timed: TimedCompany) -> None:
    company = founded(timed)
    employee = company.sign_in("FIN01")
    for code, cost in (("下午茶", 20), ("半天假", 70)):
        reward = {"code": code, "name": code, "cost": cost, "kind": "custom", "approval": "manager"}
        position = company.hr.done("POST", "/rewards", reward)["position"]
    new = home(employee, position)
    assert (new["waiting"], new["team"], new["desk"], new["pay"], new["audit"], new["system"]) == (None,) * 6
    assert new["mine"]["begun"] is False, "nobody sees a zero who never had anything: they see how to begin"
    assert new["mine"]["next"] == {"code": "下午茶", "name": "下午茶", "cost": 20, "missing": 20}

    granted(company, "FIN01", "对账")
    claim = claimed(company, "FIN01", "找到了漏账")
    claimed(company, "FIN01", "修好了报表")
    asked = {"reason": "按哪张表？"}
    back = company.sign_in("FIN00").done("POST", f"/claims/{claim['id']}/return", asked)
    mine = home(employee, back["position"])["mine"]
    assert [(one["claim"], one["question"]) for one in mine["returned"]] == [(claim["id"], "按哪张表？")]
    assert (mine["claims"], mine["begun"], mine["affordable"]) == (1, True, 1)
    assert mine["next"] == {"code": "半天假", "name": "半天假", "cost": 70, "missing": 50}

    redeemed = employee.done("POST", "/redemptions", {"reward": "下午茶"})
    allowed = company.sign_in("FIN00").done("POST", f"/redemptions/{redeemed['id']}/approval")
    assert home(employee, allowed["position"])["mine"]["approved"] == 1


def test_an_auditor_sees_what_is_new_and_what_is_out_of_the_ordinary(timed: TimedCompany) -> None:
    company = founded(timed)
    company.employee("AUD01", "FIN")
    company.role("AUD01", "auditor")
    auditor = company.sign_in("AUD01")
    wrong = granted(company, "FIN01", "记错人")
    company.sign_in("FIN00").done("POST", f"/grants/{wrong['id']}/reversal", REASON)
    granted(company, "FIN02", "上周顶班", occurred_at="2030-03-05T02:00:00Z")
    position = granted(company, "FIN03", "对账")["position"]
    found = home(auditor, position)
    assert (found["mine"], found["waiting"], found["team"]) == (None, None, None)
    audit = found["audit"]
    assert (audit["head"], audit["new"], audit["verification"], audit["unverified"]) == (position, None, None, position)
    assert (audit["reversals"], audit["forced"], audit["backdated"]) == (1, 0, 1)
    assert home(auditor, position, f"?seen={position - 2}")["audit"]["new"] == 2
    company.it_is(2030, 5, 20, 10)
    assert home(auditor, position)["audit"]["since"] is None, "nothing happened in the last 30 days"


def test_an_admin_sees_how_the_ledger_runs_and_each_role_adds_its_section_once(timed: TimedCompany) -> None:
    company = founded(timed)
    company.role("FIN00", "hr", "payroll", "admin")
    position = granted(company, "FIN01", "对账")["position"]
    system = home(company.admin, position)["system"]
    assert (system["stopped"], system["people"], system["departments"], system["headless"]) == ([], 6, 1, 0)
    assert (system["hrs"], system["admins"]) == (2, 2)
    everything = home(company.sign_in("FIN00"), position)
    assert [name for name in ("mine", "team", "desk", "pay", "audit", "system") if everything[name] is None] == [
        "audit"
    ]


def test_a_fresh_organisations_first_steps_become_done_one_by_one_and_the_list_goes(timed: TimedCompany) -> None:
    company, hr = timed, timed.hr

    def steps(position: int) -> dict[str, tuple[bool, int, int | None]]:
        told = home(hr, position)["beginning"]["steps"]
        assert home(company.admin, position)["beginning"]["steps"] == told
        return {one["step"]: (one["done"], one["count"], one["of"]) for one in told}

    def done(position: int) -> list[str]:
        return [step for step, (done, *_) in steps(position).items() if done]

    assert steps(0) == {
        "departments": (False, 0, None), "people": (False, 2, None), "tags": (False, 0, None),
        "budgets": (False, 0, 0), "rewards": (False, 0, None), "invitations": (False, 2, 2),
    }  # fmt: skip
    made = hr.done("POST", "/departments", {"code": "FIN", "name": "财务部", "parent": None})
    assert done(made["position"]) == ["departments"]
    for number in ("FIN00", "FIN01"):
        made = company.employee(number, "FIN")
    assert done(made["position"]) == ["departments", "people"]
    hr.done("PATCH", "/departments/FIN", {"head": "FIN00"})
    made = company.tag(THANKS, {"type": "fixed", "points": 20})
    assert done(made["position"]) == ["departments", "people", "tags"]
    made = company.budget("FIN00", 100)
    assert done(made["position"]) == ["departments", "people", "tags", "budgets"]
    reward = {"code": "奖金", "name": "奖金", "kind": "bonus", "amount": "50", "cost": 20, "approval": "none"}
    made = hr.done("POST", "/rewards", reward)
    assert steps(made["position"]) == {
        "departments": (True, 1, None), "people": (True, 4, None), "tags": (True, 1, None),
        "budgets": (True, 1, 1), "rewards": (True, 1, None), "invitations": (False, 2, 4),
    }  # fmt: skip
    assert home(company.sign_in("FIN01"), made["position"])["beginning"] is None, "it is of hr and admins"
    made = hr.done("POST", "/invitations", {"employees": ["FIN01"]})
    assert home(hr, made["position"])["beginning"] is home(company.admin, made["position"])["beginning"] is None
