"""Who may do what over HTTP, written out from the table of docs/rules/points.md ("Organisation, people") and nothing
else.

A row is an operation, what of it is meant, who may, and a request that is right for whoever may: made for a world
and a caller, so that "one's own" is the caller's. Whoever is in neither `may` nor `hidden` is refused with 403;
to those in `hidden` the object in the path does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.api.world import Make, World
from tests.service import PASSWORD, TILL

CALLERS = {
    "employee": "FIN01",
    "manager": "FIN00",
    "hr": "HR01",
    "auditor": "AUD01",
    "payroll": "PAY01",
    "admin": "ROOT",
    "integration": "KEY01",
}
EVERYBODY = frozenset(CALLERS) - {"integration"}
"""Everybody who signs in. An outside system has a key of its own scope, which opens next to nothing."""
EMPLOYEES = EVERYBODY - {"auditor"}
"""Payroll and admin have a record, so they are employees, too. An auditor holds no other role."""
HR, ADMIN, MANAGER = frozenset({"hr"}), frozenset({"admin"}), frozenset({"manager"})
PAYROLL = frozenset({"payroll"})
WATCHERS = frozenset({"hr", "auditor"})
EXPORT_READERS, LINE_READERS = WATCHERS | PAYROLL, WATCHERS
NOBODY: frozenset[str] = frozenset()
FIXED = {"type": "fixed", "points": 5}


@dataclass(frozen=True)
class Row:
    operation: str
    may: frozenset[str]
    what: str = ""
    path: dict[str, Make] = field(default_factory=dict)
    body: Make | None = None
    query: str = ""
    hidden: frozenset[str] = NOBODY
    public: bool = False

    def __str__(self) -> str:
        return f"{self.operation} {self.what}".strip()

    @property
    def method(self) -> str:
        return self.operation.partition(" ")[0]

    @property
    def names_one(self) -> bool:
        """Whether its path names something of an organisation: a month, a format and a kind of file are everybody's."""
        return "{" in re.sub(r"\{(month|period|format|kind)\}", "", self.operation)

    def url(self, world: World, caller: str) -> str:
        """Relative to /v1 where it is there."""
        url = self.operation.partition(" ")[2].removeprefix("/v1")
        for name, make in self.path.items():
            url = url.replace("{" + name + "}", str(make(world, caller)))
        return url + self.query.replace("{month}", world.month)

    def sent(self, world: World, caller: str) -> Any:
        return None if self.body is None else self.body(world, caller)


def refusals(row: Row, world: World, callers: Sequence[str]) -> dict[str, str]:
    """A URL for each caller of those who are refused: of one object, since a refused request leaves it as it is."""
    if "one's own" in row.what:
        return {number: row.url(world, number) for number in callers}
    return dict.fromkeys(callers, row.url(world, callers[0])) if callers else {}


def own(world: World, caller: str) -> str:
    return world.no(caller)


def somebody(number: str) -> Make:
    return lambda world, caller: world.no(number)


def claimant(caller: str) -> str:
    """Whose claim is "one's own"; an auditor and a key have none, so they try FIN01's."""
    return "FIN01" if caller in {"AUD01", "KEY01"} else caller


def month(world: World, caller: str) -> str:
    return world.month


def said(**fields: Any) -> Make:
    """A body of fixed values and of values made for a world (those that are callable)."""
    return lambda world, caller: {
        name: value(world, caller) if callable(value) else value for name, value in fields.items()
    }


def tag(world: World, caller: str) -> str:
    return world.tag


def tags(world: World, caller: str) -> list[str]:
    return [world.tag]


def late(world: World, caller: str) -> str:
    return world.late


def new(what: str) -> Make:
    return lambda world, caller: world.fresh(what)


def department(world: World, caller: str) -> str:
    return world.prefix + "FIN"


def departments(world: World, caller: str) -> list[str]:
    return [department(world, caller)]


def proposal(world: World, caller: str) -> str:
    return world.proposal()


def active(world: World, caller: str) -> str:
    return world.active()


def announced(world: World, caller: str) -> str:
    return world.announced()


ANNOUNCED: dict[str, Make] = {"code": announced, "number": lambda world, caller: 2}


def reward(world: World, caller: str) -> str:
    return world.reward()


def reward_for(world: World, caller: str) -> str:
    """One that the caller has the points for."""
    if caller not in {"AUD01", "KEY01"}:
        world.funded(caller)
    return world.reward()


def for_hr(world: World, caller: str) -> str:
    """A redemption of FIN02 that hr decides."""
    world.funded("FIN02")
    asked = world.as_("FIN02").done("POST", "/redemptions", {"reward": world.reward("hr")})
    return str(asked["id"])


def fulfilled(world: World, caller: str) -> None:
    """No body; but there is something to export."""
    world.redeemed("FIN02", "approval", "fulfilment")
    asked = world.as_("FIN02").done(
        "POST", "/redemptions", {"reward": world.reward("none", kind="training", days=None, course="课程")}
    )
    world.as_("HR02").done("POST", f"/redemptions/{asked['id']}/fulfilment")
    world.paid("FIN02")


def second(world: World, caller: str) -> str:
    return world.second()


def prepared(world: World, caller: str) -> str:
    return world.export()


def csv_file(world: World, caller: str) -> str:
    return "csv"


def json_file(world: World, caller: str) -> str:
    return "json"


def invited(world: World, caller: str) -> str:
    """FIN02, with a link."""
    return _invited(world)


@cache
def _invited(world: World) -> str:
    number = world.no("FIN02")
    world.as_("HR01").done("POST", "/invitations", {"employees": [number]})
    return number


def link_of_newcomer(world: World, caller: str) -> dict[str, Any]:
    """What stands in the link of somebody who was just registered."""
    number = world.fresh("no")
    world.as_("HR01").done("POST", "/employees", {"employee_no": number, **said(**RECORD)(world, caller)})
    given = world.as_("HR01").done("POST", "/invitations", {"employees": [number]})
    return {"organisation": world.company.id, "login": number, "code": given["results"][0]["link"].rpartition("/")[2]}


REASON = said(reason="因为")
GRANT = {"employee": somebody("FIN02"), "tag": tag, "reason": "多谢"}


TRIED = {"employee": somebody("FIN02"), "tag": tag}


def grants(world: World, caller: str) -> list[dict[str, Any]]:
    return [said(**GRANT)(world, caller), {**said(**GRANT)(world, caller), "instant": True}]


CLAIM = {"tag": tag, "description": "做了一件事"}
REWARD = {"name": "奖品", "kind": "bonus", "cost": 1, "amount": "50"}
TERMS = {"name": "标签", "rule": FIXED}
RECORD = {"name": "新人", "department": department, "manager": somebody("FIN00")}
OWN_CLAIM = {"claim": lambda world, caller: world.claim(claimant(caller))}
OWN_SHOWN = {"claim": lambda world, caller: world.shown(claimant(caller))}
OWN_RETURNED = {"claim": lambda world, caller: world.returned(claimant(caller))}
SAVED_BY_FIN02 = {"claim": lambda world, caller: world.saved("FIN02")}
OF_FIN02 = {"claim": lambda world, caller: world.claim("FIN02")}
SHOWN_OF_FIN02 = {"claim": lambda world, caller: world.shown("FIN02")}
RETURNED_OF_FIN02 = {"claim": lambda world, caller: world.returned("FIN02")}
OWN_REDEMPTION = {"redemption": lambda world, caller: world.redeemed(claimant(caller))["id"]}
OWN_SHOWN_REDEMPTION = {"redemption": lambda world, caller: world.shown_redemption(claimant(caller))}
REDEMPTION_OF_FIN02 = {"redemption": lambda world, caller: world.redeemed("FIN02")["id"]}
SHOWN_REDEMPTION_OF_FIN02 = {"redemption": lambda world, caller: world.shown_redemption("FIN02")}
APPROVED_OF_FIN02 = {"redemption": lambda world, caller: world.redeemed("FIN02", "approval")["id"]}
FULFILLED_OF_FIN02 = {"redemption": lambda world, caller: world.redeemed("FIN02", "approval", "fulfilment")["id"]}
FOR_HR_OF_FIN02 = {"redemption": for_hr}
IMPORTED = {"import_id": lambda world, caller: world.imported()}
UNDONE = {"import_id": lambda world, caller: world.undone()}
PARALLEL = {"period": lambda world, caller: world.parallel_month()}
SEES_FIN02 = frozenset({"manager", "hr", "auditor"})
OF_FIN02_DEDUCTED = {"deduction": lambda world, caller: world.deducted("FIN02")}
REPORTS = (
    "liability",
    "budgets",
    "points",
    "low-departments",
    "value",
    "credibility",
    "grants",
    "favours",
    "team",
    "lines",
)

ROWS = [
    Row("POST /v1/sessions", EVERYBODY, public=True,
        body=said(organisation=lambda world, caller: world.company.id, login=own, password=PASSWORD)),
    Row("POST /v1/sessions/renewal", NOBODY, "of a token, which ends by itself"),
    Row("POST /v1/sessions/end", NOBODY, "of a token, which ends by itself"),
    Row("GET /healthz", EVERYBODY, public=True),
    Row("GET /readyz", EVERYBODY, public=True),
    Row("GET /metrics", EVERYBODY, public=True),
    Row("GET /v1/me", EVERYBODY),
    Row("PUT /v1/me/password", EVERYBODY, body=said(current=PASSWORD, password=PASSWORD)),
    Row("GET /v1/me/sign-ins", EVERYBODY),
    Row("GET /v1/me/preferences", EVERYBODY),
    Row("PATCH /v1/me/preferences", EVERYBODY, body=said(guide_seen=True)),
    Row("GET /v1/sign-ins", HR, query="?employee=FIN01"),
    # a link, by which a password is chosen: hr; of somebody with a role: admin
    Row("POST /v1/invitations/opening", EVERYBODY, public=True, body=link_of_newcomer),
    Row("POST /v1/invitations/acceptance", EVERYBODY, public=True,
        body=lambda world, caller: {**link_of_newcomer(world, caller), "password": PASSWORD}),
    Row("POST /v1/invitations", HR | ADMIN, "to somebody without a role",
        body=said(employees=lambda world, caller: [world.no("FIN02")])),
    Row("POST /v1/invitations", ADMIN, "to somebody with a role",
        body=said(employees=lambda world, caller: [world.no("AUD01")])),
    Row("POST /v1/invitations/{employee_no}/revocation", HR | ADMIN, path={"employee_no": invited}),
    Row("GET /v1/invitations", HR | ADMIN),
    Row("GET /v1/invitations/uninvited", HR | ADMIN),
    Row("GET /v1/invitations/links.{format}", HR | ADMIN, path={"format": csv_file}, query=f"?id={'0' * 32}"),
    Row("GET /v1/notifications", EVERYBODY),
    Row("GET /v1/waiting", EVERYBODY),
    Row("GET /v1/home", EVERYBODY),
    Row("GET /v1/decisions", EVERYBODY),
    Row("GET /v1/stream", EVERYBODY),
    # departments, employees: hr; roles, keys, settings: admin
    Row("POST /v1/departments", HR, body=said(code=new("dept"), name="部门", parent=department)),
    Row("GET /v1/departments", EVERYBODY),
    Row("PATCH /v1/departments/{code}", HR, path={"code": department}, body=said(name=new("name"))),
    Row("POST /v1/employees", HR, "a record", body=said(employee_no=new("no"), **RECORD)),
    Row("POST /v1/employees", NOBODY, "with a role, which takes hr and admin",
        body=said(employee_no=new("no"), roles=["hr"], **RECORD)),
    Row("GET /v1/employees", EVERYBODY),
    Row("GET /v1/employees", EVERYBODY, "by name", query="?search=甲"),
    Row("GET /v1/employees.{format}", WATCHERS | ADMIN, path={"format": csv_file}),
    Row("GET /v1/departments.{format}", WATCHERS | ADMIN, path={"format": csv_file}),
    Row("GET /v1/employees", WATCHERS | ADMIN, "who has which role", query="?with_roles=true"),
    Row("GET /v1/employees/{employee_no}", EVERYBODY, "somebody", path={"employee_no": somebody("FIN02")}),
    Row("GET /v1/employees/{employee_no}/look", EVERYBODY, path={"employee_no": somebody("FIN02")}),
    Row("GET /v1/search", EVERYBODY, query="?q=甲"),
    Row("GET /v1/employees/{employee_no}/history", EVERYBODY, "one's own", path={"employee_no": own}),
    Row("GET /v1/employees/{employee_no}/history", WATCHERS | ADMIN, "somebody's",
        path={"employee_no": somebody("FIN02")}),
    Row("GET /v1/departments/{code}/history", WATCHERS | ADMIN, path={"code": department}),
    Row("PATCH /v1/employees/{employee_no}", HR, "a record",
        path={"employee_no": somebody("FIN02")}, body=said(job=new("job"))),
    Row("PATCH /v1/employees/{employee_no}", ADMIN, "roles",
        path={"employee_no": somebody("TEC01")}, body=said(roles=["payroll"])),
    Row("PATCH /v1/employees/{employee_no}", NOBODY, "one's own record",
        path={"employee_no": own}, body=said(job="总裁")),
    Row("PATCH /v1/employees/{employee_no}", NOBODY, "one's own roles",
        path={"employee_no": own}, body=said(roles=["admin", "hr"])),
    Row("GET /v1/organisation", EVERYBODY),
    Row("PATCH /v1/organisation", ADMIN, "settings", body=said(name=new("name"))),
    Row("PATCH /v1/organisation", HR, "how far back", body=said(backdating_days=31)),
    # a delegation lets another act: a manager's budget and decisions
    Row("POST /v1/delegations", MANAGER,
        body=said(to=somebody("FIN02"), what=["grants"], starts_on="2020-01-01", ends_on=TILL)),
    Row("GET /v1/delegations", EVERYBODY),
    Row("POST /v1/delegations/{delegation}/revocation", MANAGER,
        path={"delegation": lambda world, caller: world.delegation("FIN00", "FIN02")}),
    # keys: admin
    Row("POST /v1/api-keys", ADMIN, body=said(name="缺陷系统", tags=tags, departments=departments)),
    Row("GET /v1/api-keys", ADMIN),
    Row("POST /v1/api-keys/{key}/revocation", ADMIN, path={"key": lambda world, caller: world.key()["id"]}),
    # tags: hr; a manager proposes one for departments in their sight, hr approves it
    Row("POST /v1/tags", HR | MANAGER, body=said(code=new("tag"), departments=departments, **TERMS)),
    Row("GET /v1/tags", EVERYBODY),
    *(
        Row(f"GET /v1/{listed}.{{format}}", WATCHERS if listed == "accounts" else EVERYBODY, path={"format": csv_file})
        for listed in ("tags", "rewards", "redemptions", "claims", "deductions", "accounts")
    ),
    Row("GET /v1/tags/{code}", EVERYBODY, path={"code": tag}),
    Row("POST /v1/tags/{code}/approval", HR, path={"code": proposal}),
    Row("POST /v1/tags/{code}/rejection", HR, path={"code": proposal}, body=REASON),
    Row("POST /v1/tags/{code}/revisions", HR, path={"code": active}, body=said(**TERMS)),
    Row("PUT /v1/tags/{code}/revisions/{number}", HR, path=ANNOUNCED, body=said(**TERMS)),
    Row("POST /v1/tags/{code}/revisions/{number}/withdrawal", HR, path=ANNOUNCED),
    Row("POST /v1/tags/{code}/retirement", HR, path={"code": active}),
    Row("GET /v1/tag-library", HR | MANAGER),
    Row("GET /v1/grants/tags", HR | MANAGER),
    Row("GET /v1/grants", WATCHERS | MANAGER, "one's own"),
    Row("GET /v1/grants", WATCHERS, "somebody's", query="?giver=FIN00"),
    Row("GET /v1/grants/receivers", MANAGER, "my people"),
    Row("GET /v1/grants/receivers", HR, "of an award", query="?instant=true"),
    Row("POST /v1/trials/grants", MANAGER, "to somebody in sight", body=said(**TRIED)),
    Row("POST /v1/trials/grants", HR, "an instant award", body=said(instant=True, **TRIED)),
    Row("POST /v1/trials/grants", NOBODY, "to oneself", body=said(**{**TRIED, "employee": own})),
    Row("POST /v1/trials", EVERYBODY, body=said(tag=tag)),
    Row("POST /v1/trials", HR | MANAGER, "a draft", body=said(rule=FIXED)),
    # budgets: set: hr; read: owner, hr, auditor
    Row("PUT /v1/budgets/{owner}/{month}", HR, "a manager's",
        path={"owner": somebody("FIN00"), "month": month}, body=said(points=100_001)),
    Row("PUT /v1/budgets/{owner}/{month}", NOBODY, "one's own",
        path={"owner": own, "month": month}, body=said(points=100_002)),
    Row("PUT /v1/budgets/{owner}/{month}", HR, "the organisation's",
        path={"owner": lambda world, caller: "organisation", "month": month}, body=said(points=100_001)),
    Row("GET /v1/budgets/{owner}/{month}", EVERYBODY, "one's own", path={"owner": own, "month": month}),
    Row("GET /v1/budgets/{owner}/{month}", WATCHERS, "another manager's",
        path={"owner": somebody("TEC00"), "month": month}, hidden=EVERYBODY - WATCHERS),
    Row("GET /v1/budgets/{owner}/{month}", WATCHERS, "the organisation's",
        path={"owner": lambda world, caller: "organisation", "month": month}),
    Row("PUT /v1/budgets/{month}", HR, "of many", path={"month": month},
        body=said(items=lambda world, caller: [{"owner": world.no("FIN00"), "points": 100_003}])),
    Row("PUT /v1/budgets/{month}", NOBODY, "one's own among them", path={"month": month},
        body=said(items=lambda world, caller: [{"owner": world.no(caller), "points": 100_004}])),
    *(
        row
        for part in ("history", "forecast")
        for row in (
            Row(f"GET /v1/budgets/{{owner}}/{{month}}/{part}", EVERYBODY, "one's own",
                path={"owner": own, "month": month}),
            Row(f"GET /v1/budgets/{{owner}}/{{month}}/{part}", WATCHERS, "another manager's",
                path={"owner": somebody("TEC00"), "month": month}, hidden=EVERYBODY - WATCHERS),
        )
    ),
    Row("GET /v1/budgets", WATCHERS, query="?month={month}"),
    # grant: manager to somebody in their sight; instant award: hr
    Row("POST /v1/grants", MANAGER, "to somebody in sight", body=said(**GRANT)),
    Row("POST /v1/grants", HR, "an instant award", body=said(instant=True, **GRANT)),
    Row("POST /v1/grants", NOBODY, "to oneself", body=said(**{**GRANT, "employee": own})),
    Row("POST /v1/grants", NOBODY, "an instant award to oneself",
        body=said(**{**GRANT, "employee": own, "instant": True})),
    Row("POST /v1/grants/batch", HR | MANAGER, "of which each is judged by itself",
        body=said(mode="each", items=grants)),
    # reverse: who granted or approved it within 24 hours, hr at any time; forced: hr, and a second hr
    Row("POST /v1/grants/{grant}/reversal", HR | MANAGER, path={"grant": lambda world, caller: world.granted("FIN02")},
        body=REASON),
    Row("POST /v1/grants/{grant}/reversal", HR, "a colleague's", body=REASON,
        path={"grant": lambda world, caller: world.granted("TEC01")}, hidden=MANAGER),
    Row("POST /v1/claims/{claim}/reversal", HR | MANAGER, path={"claim": lambda world, caller: world.approved("FIN02")},
        body=REASON),
    Row("POST /v1/claims/{claim}/reversal", HR, "somebody else approved it", body=REASON,
        path={"claim": lambda world, caller: world.approved("FIN02", "HR02")}),
    Row("POST /v1/reversals/{reversal}/confirmation", HR,
        path={"reversal": lambda world, caller: world.forced("FIN02")}),
    Row("POST /v1/reversals/{reversal}/rejection", HR, body=REASON,
        path={"reversal": lambda world, caller: world.forced("FIN02")}),
    Row("GET /v1/reversals", WATCHERS, query="?state=waiting"),
    Row("GET /v1/reversals.{format}", WATCHERS, path={"format": csv_file}),
    # above what one hr makes alone: confirmed by a second hr
    Row("POST /v1/countersignatures/{countersignature}/confirmation", HR, path={"countersignature": second},
        hidden=MANAGER),
    Row("POST /v1/countersignatures/{countersignature}/rejection", HR, body=REASON, path={"countersignature": second},
        hidden=MANAGER),
    Row("GET /v1/countersignatures", WATCHERS | ADMIN | MANAGER, query="?state=waiting"),
    # claim: the employee; integration and hr for somebody
    Row("POST /v1/claims", EMPLOYEES, "one's own", body=said(**CLAIM)),
    Row("POST /v1/claims", HR | {"integration"}, "for somebody", body=said(employee=somebody("FIN02"), **CLAIM)),
    Row("GET /v1/claims", EVERYBODY),
    Row("GET /v1/claims/{claim}", EMPLOYEES | {"auditor"}, "one's own", path=OWN_SHOWN),
    Row("GET /v1/claims/{claim}", SEES_FIN02, "somebody's", path=SHOWN_OF_FIN02, hidden=EVERYBODY - SEES_FIN02),
    # decide a claim: the approver; hr in their place; nobody their own
    Row("POST /v1/claims/{claim}/approval", HR | MANAGER, path=OF_FIN02),
    Row("POST /v1/claims/{claim}/rejection", HR | MANAGER, path=OF_FIN02, body=REASON),
    Row("POST /v1/claims/{claim}/return", HR | MANAGER, path=OF_FIN02, body=REASON),
    Row("POST /v1/claims/{claim}/verification", HR | MANAGER, path=SAVED_BY_FIN02,
        body=said(verified_value="90000", months=3)),
    Row("POST /v1/claims/{claim}/verification", NOBODY, "one's own", path=OWN_CLAIM,
        body=said(verified_value="90000", months=3)),
    Row("GET /v1/tags/{code}/credibility", WATCHERS, path={"code": tag}),
    Row("POST /v1/claims/{claim}/approval", NOBODY, "one's own", path=OWN_CLAIM),
    Row("POST /v1/claims/{claim}/rejection", NOBODY, "one's own", path=OWN_CLAIM, body=REASON),
    Row("POST /v1/claims/{claim}/return", NOBODY, "one's own", path=OWN_CLAIM, body=REASON),
    Row("POST /v1/claims/{claim}/resubmission", EMPLOYEES, "one's own", path=OWN_RETURNED),
    Row("POST /v1/claims/{claim}/resubmission", NOBODY, "somebody's", path=RETURNED_OF_FIN02,
        hidden=EMPLOYEES - SEES_FIN02),
    Row("POST /v1/claims/{claim}/withdrawal", EMPLOYEES, "one's own", path=OWN_CLAIM),
    Row("POST /v1/claims/{claim}/withdrawal", NOBODY, "somebody's", path=OF_FIN02, hidden=EMPLOYEES - SEES_FIN02),
    # sight: employees themselves, managers their people, hr and auditors all; an auditor has no account
    Row("GET /v1/accounts/{employee_no}", EMPLOYEES, "one's own", path={"employee_no": own},
        hidden=frozenset({"auditor"})),
    Row("GET /v1/accounts/{employee_no}", SEES_FIN02, "somebody's", path={"employee_no": somebody("FIN02")},
        hidden=EVERYBODY - SEES_FIN02),
    Row("GET /v1/accounts/{employee_no}/entries", EMPLOYEES, "one's own", path={"employee_no": own},
        hidden=frozenset({"auditor"})),
    Row("GET /v1/accounts/{employee_no}/entries", SEES_FIN02, "somebody's", path={"employee_no": somebody("FIN02")},
        hidden=EVERYBODY - SEES_FIN02),
    *(
        row
        for suffix in ("csv", "xlsx")
        for row in (
            Row(f"GET /v1/accounts/{{employee_no}}/entries.{suffix}", EMPLOYEES, "one's own", path={"employee_no": own},
                hidden=frozenset({"auditor"})),
            Row(f"GET /v1/accounts/{{employee_no}}/entries.{suffix}", SEES_FIN02, "somebody's",
                path={"employee_no": somebody("FIN02")}, hidden=EVERYBODY - SEES_FIN02),
        )
    ),
    Row("GET /v1/leaderboards", EVERYBODY),
    Row("GET /v1/leaderboards/{employee_no}/entries", EVERYBODY, "one's own", path={"employee_no": own}),
    Row("GET /v1/leaderboards/{employee_no}/entries", SEES_FIN02, "somebody's", path={"employee_no": somebody("FIN02")},
        hidden=EVERYBODY - SEES_FIN02),
    # rewards: hr; redeem, cancel: the employee; decide: as the reward says; fulfil: hr
    Row("POST /v1/rewards", HR, body=said(code=new("reward"), **REWARD)),
    Row("GET /v1/rewards", EVERYBODY),
    Row("PATCH /v1/rewards/{code}", HR, path={"code": reward}, body=said(cost=6)),
    Row("POST /v1/rewards/{code}/retirement", HR, path={"code": reward}),
    Row("POST /v1/redemptions", EMPLOYEES, body=said(reward=reward_for)),
    Row("GET /v1/redemptions", EVERYBODY),
    Row("GET /v1/redemptions/{redemption}", EVERYBODY, "one's own", path=OWN_SHOWN_REDEMPTION),
    Row("GET /v1/redemptions/{redemption}", SEES_FIN02, "somebody's", path=SHOWN_REDEMPTION_OF_FIN02,
        hidden=EVERYBODY - SEES_FIN02),
    Row("POST /v1/redemptions/{redemption}/approval", HR | MANAGER, path=REDEMPTION_OF_FIN02),
    Row("POST /v1/redemptions/{redemption}/approval", HR, "of what hr decides", path=FOR_HR_OF_FIN02),
    Row("POST /v1/redemptions/{redemption}/approval", NOBODY, "one's own", path=OWN_REDEMPTION),
    Row("POST /v1/redemptions/{redemption}/rejection", HR | MANAGER, path=REDEMPTION_OF_FIN02, body=REASON),
    Row("POST /v1/redemptions/{redemption}/rejection", HR, "of what is approved", path=APPROVED_OF_FIN02,
        body=REASON),
    Row("POST /v1/redemptions/{redemption}/rejection", NOBODY, "one's own", path=OWN_REDEMPTION, body=REASON),
    Row("POST /v1/redemptions/{redemption}/cancellation", EMPLOYEES, "one's own", path=OWN_REDEMPTION),
    Row("POST /v1/redemptions/{redemption}/cancellation", NOBODY, "somebody's", path=REDEMPTION_OF_FIN02,
        hidden=EMPLOYEES - SEES_FIN02),
    Row("POST /v1/redemptions/{redemption}/fulfilment", HR, path=APPROVED_OF_FIN02),
    Row("POST /v1/redemptions/{redemption}/fulfilment", NOBODY, "one's own", path=OWN_REDEMPTION),
    Row("POST /v1/redemptions/{redemption}/reversal", HR, path=FULFILLED_OF_FIN02, body=REASON),
    Row("POST /v1/redemptions/{redemption}/reversal", NOBODY, "one's own", path=OWN_REDEMPTION, body=REASON),
    # exports: prepare: hr, confirm: payroll (never the same person)
    Row("POST /v1/exports/leave", HR, body=fulfilled),
    Row("POST /v1/exports/training", HR, body=fulfilled),
    Row("POST /v1/exports/bonuses", HR, body=fulfilled),
    Row("POST /v1/exports/{export}/takeover", PAYROLL, path={"export": prepared}),
    # payroll sees what is prepared, not what waits
    Row("GET /v1/exports/bonuses", LINE_READERS),
    Row("GET /v1/exports/leave", LINE_READERS),
    Row("GET /v1/exports/training", LINE_READERS),
    Row("GET /v1/exports", EXPORT_READERS),
    Row("GET /v1/exports/{export}", EXPORT_READERS, path={"export": prepared}),
    Row("GET /v1/exports/{export}.{format}", EXPORT_READERS, path={"export": prepared, "format": json_file}),
    # deductions: a manager in whose sight somebody is, hr; nobody their own
    Row("POST /v1/deductions", HR | MANAGER,
        body=said(employee=somebody("FIN02"), tag=late, reason="迟到")),
    Row("POST /v1/deductions", NOBODY, "from oneself", body=said(employee=own, tag=late, reason="迟到")),
    Row("POST /v1/deductions/{deduction}/reversal", HR | MANAGER, path=OF_FIN02_DEDUCTED, body=REASON),
    Row("GET /v1/deductions", EVERYBODY),
    Row("GET /v1/deductions/{deduction}", SEES_FIN02, "somebody's", path=OF_FIN02_DEDUCTED,
        hidden=EVERYBODY - SEES_FIN02),
    # reports: auditor, hr; a manager's team: the manager, too
    *(
        Row(f"GET /v1/reports/{report}{suffix}", WATCHERS | MANAGER if report == "team" else WATCHERS)
        for report in REPORTS
        for suffix in ("", ".csv", ".xlsx")
    ),
    # imports: hr
    Row("POST /v1/imports", HR, query="?kind=departments"),
    Row("GET /v1/imports", HR),
    Row("GET /v1/imports/{import_id}", HR, path=IMPORTED),
    Row("GET /v1/imports/{import_id}/rows", HR, path=IMPORTED),
    Row("GET /v1/imports/{import_id}/corrected.{format}", HR,
        path={**IMPORTED, "format": csv_file}),
    Row("GET /v1/imports/templates/{kind}.xlsx", HR, path={"kind": lambda world, caller: "employees"}),
    Row("POST /v1/imports/{import_id}/reading", HR, path={"import_id": lambda world, caller: world.checked()},
        body=said(header_row=1)),
    Row("POST /v1/imports/{import_id}/confirmation", HR, path=IMPORTED),
    Row("POST /v1/imports/{import_id}/undo", HR, path=UNDONE),
    Row("GET /v1/parallel-months/{period}", HR, path=PARALLEL),
    Row("POST /v1/parallel-months/{period}/explanations", HR, path=PARALLEL,
        body=lambda world, caller: world.difference()),
    # trial balance, audit, verification: auditor, hr
    Row("GET /v1/trial-balance", WATCHERS),
    Row("GET /v1/audit/events", WATCHERS),
    Row("GET /v1/audit/verification", WATCHERS),
    Row("GET /v1/projections", WATCHERS | ADMIN),
]  # fmt: skip
