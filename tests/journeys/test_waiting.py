"""How much waits for me: each thing is counted for whoever is to decide it, and for nobody else."""

from __future__ import annotations

from tests.journeys.seeing import read
from tests.journeys.watching import watching
from tests.service import TILL, Company, Service

NOTHING = dict.fromkeys(
    ("claims", "redemptions", "fulfilments", "proposals", "reversals", "countersignatures", "standing_in"), 0
)
REASON = {"reason": "记错了"}


def test_each_thing_waits_for_who_decides_it(company: Company) -> None:
    company.department("FIN", "FIN01", "FIN02")
    company.employee("HR02", "FIN")
    company.role("HR02", "hr")
    company.tag("谢谢", {"type": "fixed", "points": 50})
    company.budget("FIN00", 1_000)
    hr, second, head, employee = (company.sign_in(number) for number in ("HR01", "HR02", "FIN00", "FIN01"))
    people = ("HR01", "HR02", "FIN00", "FIN01", "FIN02", "ROOT")

    def waits(position: int) -> dict[str, dict[str, int]]:
        """Of everybody for whom something waits: what, and how much."""
        found = {number: read(company.sign_in(number), "/waiting", position) for number in people}
        assert all(counts.keys() == NOTHING.keys() for counts in found.values())
        return {
            number: {kind: count for kind, count in counts.items() if count}
            for number, counts in found.items()
            if counts != NOTHING
        }

    own = employee.done("POST", "/claims", {"tag": "谢谢", "description": "找到了漏账"})
    hr.done("POST", "/claims", {"tag": "谢谢", "description": "帮忙", "employee": "FIN02"})
    of_head = head.done("POST", "/claims", {"tag": "谢谢", "description": "部门改进"})
    assert waits(of_head["position"]) == {
        "FIN00": {"claims": 2}, "HR01": {"claims": 1}, "HR02": {"claims": 1},
    }, "the head's own has no approver, so it is hr's"  # fmt: skip

    second.done("POST", f"/claims/{of_head['id']}/approval")
    head.done("POST", f"/claims/{own['id']}/approval")
    for code, approval in (("半天假", "manager"), ("奖金", "hr")):
        benefit = {"kind": "leave", "days": "0.5"} if code == "半天假" else {"kind": "bonus", "amount": "50"}
        hr.done("POST", "/rewards", {"code": code, "name": code, "cost": 20, "approval": approval, **benefit})
        asked = employee.done("POST", "/redemptions", {"reward": code})
    assert waits(asked["position"]) == {
        "FIN00": {"claims": 1, "redemptions": 1}, "HR01": {"redemptions": 1}, "HR02": {"redemptions": 1},
    }  # fmt: skip

    second.done("POST", f"/redemptions/{asked['id']}/approval")
    proposal = {"code": "新标签", "name": "新标签", "departments": ["FIN"], "rule": {"type": "fixed", "points": 5}}
    head.done("POST", "/tags", proposal)
    grant = head.done("POST", "/grants", {"employee": "FIN02", "tag": "谢谢", "reason": "多谢"})
    forced = hr.done("POST", f"/grants/{grant['id']}/reversal", {**REASON, "force": True})
    assert waits(forced["position"]) == {
        "FIN00": {"claims": 1, "redemptions": 1}, "HR01": {"fulfilments": 1, "proposals": 1},
        "HR02": {"fulfilments": 1, "proposals": 1, "reversals": 1},
    }, "who asked for a forced reversal does not confirm it"  # fmt: skip


def test_whoever_decides_is_told_on_the_stream_that_something_waits(company: Company, service: Service) -> None:
    company.department("FIN", "FIN01", "FIN02")
    company.tag("谢谢", {"type": "fixed", "points": 50})
    hr, head, employee, delegate = (company.sign_in(number) for number in ("HR01", "FIN00", "FIN01", "FIN02"))
    company.hr.done("POST", "/rewards", {"code": "半天假", "name": "半天假", "cost": 20, "kind": "leave", "days": "0.5",
                                         "approval": "manager"})  # fmt: skip
    body = {"to": "FIN02", "what": ["claims"], "starts_on": f"{company.month}-01", "ends_on": TILL}
    head.done("POST", "/delegations", body)
    claim = {"tag": "谢谢", "description": "找到了漏账"}
    with (
        watching(service, head) as of_head,
        watching(service, delegate) as of_delegate,
        watching(service, hr) as of_hr,
        watching(service, employee) as of_employee,
    ):
        assert of_head.told("waiting").data == {**NOTHING, "position": of_head.told("waiting").data["position"]}
        first = employee.done("POST", "/claims", claim)
        told = of_head.told("waiting", lambda data: data["claims"] == 1)
        assert told.data["position"] >= first["position"]
        assert of_delegate.told("waiting", lambda data: data["standing_in"] == 1).data["claims"] == 0
        of_hr.told("waiting", lambda data: data["position"] >= first["position"])  # on their list: in the head's place

        head.done("POST", f"/claims/{first['id']}/approval")
        of_head.told("waiting", lambda data: data["claims"] == 0 and data["position"] > told.data["position"])
        asked = employee.done("POST", "/redemptions", {"reward": "半天假"})
        of_head.told("waiting", lambda data: data["redemptions"] == 1)
        head.done("POST", f"/redemptions/{asked['id']}/approval")
        of_hr.told("waiting", lambda data: data["fulfilments"] == 1)
        proposal = {"code": "新标签", "name": "新标签", "departments": ["FIN"], "rule": {"type": "fixed", "points": 5}}
        head.done("POST", "/tags", proposal)
        of_hr.told("waiting", lambda data: data["proposals"] == 1)
        assert [data for data in of_delegate.messages if data.event == "waiting" and data.data["redemptions"]] == []
        assert "waiting" not in {message.event for message in of_employee.messages}
