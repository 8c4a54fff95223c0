"""A company with one of everybody, and fresh objects to act upon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from ledger.bootstrap import Installation
from tests.imports.files import checked, imported, settled, table
from tests.journeys.seeing import read
from tests.service import TILL, Company, Person, Service

FOREIGN_CODE, FOREIGN_TEXT = "ZZ", "乙方"
_numbers = count(1)


class World:
    """FIN (head FIN00, with FIN01, FIN02) and TEC (head TEC00, with TEC01); HR01, HR02, AUD01, PAY01, ROOT.

    There is something of every kind. `prefix` stands before departments, people and tags of this company, and `mark`
    inside of each of its texts.
    """

    def __init__(self, where: Installation, service: Service, prefix: str = "", mark: str = "甲") -> None:
        self.company = company = Company(where, service)
        self.prefix, self.mark = prefix, mark
        self._imported: str | None = None
        self._undone: str | None = None
        self._parallel: str | None = None
        for code in ("FIN", "TEC"):
            company.hr.done("POST", "/departments", {"code": prefix + code, "name": f"{mark}-{code}"})
        for number, code in [
            ("FIN00", "FIN"), ("FIN01", "FIN"), ("FIN02", "FIN"), ("TEC00", "TEC"), ("TEC01", "TEC"),
            ("AUD01", "TEC"), ("PAY01", "TEC"), ("HR02", "TEC"),
        ]:  # fmt: skip
            body = {"employee_no": prefix + number, "name": f"{mark}-{number}", "department": prefix + code}
            company.hr.done("POST", "/employees", body)
            company.chosen(prefix + number)
        company.chosen("HR01", "ROOT")
        for code in ("FIN", "TEC"):
            company.hr.done("PATCH", f"/departments/{prefix}{code}", {"head": f"{prefix}{code}00"})
        for number, role in (("AUD01", "auditor"), ("PAY01", "payroll"), ("HR02", "hr")):
            company.admin.done("PATCH", f"/employees/{prefix}{number}", {"roles": [role]})
        fixed = {"type": "fixed", "points": 5}
        company.tag(self.funds, {"type": "fixed", "points": 25}, goal=f"{mark}-目标")
        company.tag(self.tag, fixed, goal=f"{mark}-目标")
        company.tag(self.late, {"type": "deduction", "points": 5}, goal=f"{mark}-目标")
        for owner in (self.no("FIN00"), self.no("TEC00"), "organisation"):
            company.hr.done("PUT", f"/budgets/{owner}/{company.month}", {"points": 100_000})
        self.grant("FIN00", "FIN01")
        self.as_("FIN00").done("POST", f"/claims/{self.claim('FIN01')}/approval")
        self.returned("TEC01")
        self.proposal()
        self.delegation("FIN00", "FIN02")
        number = self.no("KEY01")
        company.hold(number, self.key()["secret"])

    @property
    def tag(self) -> str:
        return f"{self.prefix}thanks"

    @property
    def month(self) -> str:
        return self.company.month

    def no(self, number: str) -> str:
        """HR01 and ROOT are called that in every company."""
        return number if number in {"HR01", "ROOT"} else self.prefix + number

    def as_(self, number: str) -> Person:
        return self.company.sign_in(self.no(number))

    def fresh(self, what: str) -> str:
        """A code that nobody has used."""
        return f"new-{what}-{next(_numbers)}"

    def grant(self, manager: str, employee: str) -> dict[str, Any]:
        body = {"employee": self.no(employee), "tag": self.tag, "reason": f"{self.mark}-理由"}
        return self.as_(manager).done("POST", "/grants", body)

    def granted(self, employee: str) -> str:
        """A grant of today by the employee's head."""
        identifier: str = self.grant(employee[:3] + "00", employee)["id"]
        return identifier

    def approved(self, employee: str, by: str | None = None) -> str:
        """A claim that was approved just now."""
        claim = self.claim(employee)
        self.as_(by or employee[:3] + "00").done("POST", f"/claims/{claim}/approval")
        return claim

    def forced(self, employee: str) -> str:
        """A forced reversal that waits for a second hr."""
        asked = {"reason": self.mark, "force": True}
        identifier: str = self.as_("HR02").done("POST", f"/grants/{self.granted(employee)}/reversal", asked)["id"]
        return identifier

    def second(self) -> str:
        """A reward of much money, which waits for another hr than HR02."""
        code = self.fresh("reward")
        body = {"code": code, "name": f"{self.mark}-奖品", "kind": "bonus", "cost": 1000, "amount": "60000"}
        identifier: str = self.as_("HR02").done("POST", "/rewards", body)["id"]
        return identifier

    def claimed(self, employee: str) -> dict[str, Any]:
        body = {"tag": self.tag, "description": f"{self.mark}-描述", "evidence": f"{self.mark}-证据"}
        return self.as_(employee).done("POST", "/claims", body)

    def claim(self, employee: str) -> str:
        """A submitted claim."""
        identifier: str = self.claimed(employee)["id"]
        return identifier

    def shown(self, employee: str) -> str:
        """A submitted claim that queries show already."""
        claim = self.claimed(employee)
        identifier: str = read(self.company.hr, f"/claims/{claim['id']}", claim["position"])["id"]
        return identifier

    def returned(self, employee: str) -> str:
        """A claim that waits for the employee's answer."""
        claim = self.claim(employee)
        self.hr_for(employee).done("POST", f"/claims/{claim}/return", {"reason": f"{self.mark}-问题"})
        return claim

    @property
    def late(self) -> str:
        """A tag for deductions."""
        return f"{self.prefix}late"

    @property
    def funds(self) -> str:
        return f"{self.prefix}funds"

    def deducted(self, employee: str) -> str:
        """A deduction that somebody's manager made, and that queries show already."""
        body = {"employee": self.no(employee), "tag": self.late, "reason": f"{self.mark}-迟到"}
        made = self.as_(f"{employee[:3]}00").done("POST", "/deductions", body)
        identifier: str = read(self.company.hr, f"/deductions/{made['id']}", made["position"])["id"]
        return identifier

    def saved(self, employee: str) -> str:
        """An approved claim of money saved long enough ago to be measured again."""
        self.company.hr.done("PATCH", "/organisation", {"backdating_days": 366})
        code, ago = self.fresh("tag"), datetime.now(UTC) - timedelta(days=100)
        self.company.tag(code, {"type": "fixed", "points": 5, "value_per_unit": "1"})
        body = {"tag": code, "description": f"{self.mark}-节约", "value_quantity": "100000"}
        claim = self.as_(employee).done("POST", "/claims", {**body, "occurred_at": ago.isoformat()})
        identifier: str = self.hr_for(employee).done("POST", f"/claims/{claim['id']}/approval")["id"]
        return identifier

    def proposal(self, manager: str = "FIN00") -> str:
        code = self.fresh("tag")
        body = {"code": code, "name": f"{self.mark}-提议", "departments": [self.prefix + manager[:3]]}
        self.as_(manager).done("POST", "/tags", {**body, "rule": {"type": "fixed", "points": 5}})
        return code

    def imported(self) -> str:
        """An import of points that was written; the same one each time."""
        if self._imported is None:
            content = table("employee_no,points", f"{self.no('FIN02')},5", f"{self.no('FIN02')}x,5")
            self._imported = imported(self.as_("HR01"), "opening-balances", content)["id"]
        return self._imported

    def checked(self) -> str:
        """An import that nobody confirms; the same one each time."""
        return checked(self.as_("HR01"), "departments", table("code,name", "READ,READ"))["id"]

    def undone(self) -> str:
        """One that was taken back, to its end: nothing of it goes on beside a test."""
        if self._undone is None:
            content = table("employee_no,points,source_id", f"{self.no('FIN02')},5,undone")
            self._undone = imported(self.as_("HR01"), "opening-balances", content)["id"]
            self.as_("HR01").done("POST", f"/imports/{self._undone}/undo")
            settled(self.as_("HR01"), self._undone)
        return self._undone

    def parallel_month(self) -> str:
        """A month of which an old system says something else than the ledger."""
        if self._parallel is None:
            content = table("employee_no,points", f"{self.no('FIN02')},77")
            assert checked(self.as_("HR01"), "old-balances", content, period="2020-02")["state"] == "checked"
            self._parallel = "2020-02"
        return self._parallel

    def difference(self) -> dict[str, Any]:
        item = self.as_("HR01").done("GET", f"/parallel-months/{self.parallel_month()}")["items"][0]
        return {"employee_no": item["employee"], "difference": item["id"], "reason": f"{self.mark}-原因"}

    def active(self) -> str:
        code = self.fresh("tag")
        self.company.tag(code, {"type": "fixed", "points": 5}, goal=f"{self.mark}-目标")
        return code

    def announced(self) -> str:
        """A tag with a second revision that is to come."""
        code = self.active()
        revision = {"name": code, "rule": {"type": "fixed", "points": 7}, "effective_from": "2099-01-01"}
        self.as_("HR01").done("POST", f"/tags/{code}/revisions", revision)
        return code

    def delegation(self, principal: str, delegate: str) -> str:
        body = {"to": self.no(delegate), "what": ["grants"], "starts_on": "2020-01-01", "ends_on": TILL}
        identifier: str = self.as_(principal).done("POST", "/delegations", body)["id"]
        return identifier

    def reward(self, approval: str = "manager", **fields: Any) -> str:
        """A reward for five points: half a day."""
        code = self.fresh("reward")
        body = {"code": code, "name": f"{self.mark}-奖品", "kind": "leave", "cost": 5, "days": "0.5"}
        self.company.hr.done("POST", "/rewards", {**body, "approval": approval, **fields})
        return code

    def hr_for(self, employee: str) -> Person:
        """An hr who may decide about somebody: HR02, but about the admin, who made HR02 one, it is HR01."""
        return self.as_("HR01" if employee == "ROOT" else "HR02")

    def funded(self, employee: str) -> None:
        """Some points to redeem."""
        body = {"employee": self.no(employee), "tag": self.funds, "reason": f"{self.mark}-理由", "instant": True}
        self.hr_for(employee).done("POST", "/grants", body)

    def redeemed(self, employee: str, *steps: str) -> dict[str, Any]:
        """A redemption that was asked for, and what an hr did with it."""
        self.funded(employee)
        asked = self.as_(employee).done("POST", "/redemptions", {"reward": self.reward()})
        for step in steps:
            asked = self.hr_for(employee).done("POST", f"/redemptions/{asked['id']}/{step}")
        return asked

    def paid(self, employee: str) -> None:
        """A bonus that waits for its export."""
        self.funded(employee)
        bonus = self.reward("none", kind="bonus", days=None, amount="50")
        asked = self.as_(employee).done("POST", "/redemptions", {"reward": bonus})
        self.as_("HR02").done("POST", f"/redemptions/{asked['id']}/fulfilment")

    def shown_redemption(self, employee: str) -> str:
        """A redemption that queries show already."""
        asked = self.redeemed(employee)
        identifier: str = read(self.company.hr, f"/redemptions/{asked['id']}", asked["position"])["id"]
        return identifier

    def export(self) -> str:
        """An export of leave that HR02 prepared and queries show already."""
        self.redeemed("FIN01", "approval", "fulfilment")
        prepared = self.as_("HR02").done("POST", "/exports/leave")
        identifier: str = read(self.company.hr, f"/exports/{prepared['id']}", prepared["position"])["id"]
        return identifier

    def key(self) -> dict[str, Any]:
        """A key of an outside system that records claims of FIN, with its secret."""
        body = {"name": f"{self.mark}-系统", "tags": [self.tag], "departments": [f"{self.prefix}FIN"]}
        return self.as_("ROOT").done("POST", "/api-keys", body)

    def head(self) -> int:
        """How many events there are, but for those of the worker, which may look at any time."""
        auditor = self.as_("AUD01")
        head: int = auditor.get("/audit/verification").json()["head"]
        by_worker = read(auditor, "/audit/events?actor=system&limit=1000", head)["items"]
        return head - sum(1 for event in by_worker if event["position"] <= head)


Make = Callable[[World, str], Any]
