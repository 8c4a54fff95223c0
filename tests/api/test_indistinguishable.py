"""Unknown, unseen and foreign can't be told apart: the same status and the same bytes, in the path and in a body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.api.matrix import ROWS
from tests.api.world import World
from tests.service import TILL, Person, Service

UNKNOWN = "0198f3a2-0000-7000-8000-000000000000"
ODD = ["%00", "..", "a%2Fb", "x" * 300, "%F0%9F%92%A9", "claim:1", " "]
TERMS = {"name": "标签", "rule": {"type": "fixed", "points": 5}}

# Operation → who tries, with what body, and an id that they don't see here (None: they see all there is).
PATHS: dict[str, list[tuple[str, Any, str | None]]] = {
    "PATCH /v1/departments/{code}": [("HR01", {"name": "改名"}, None)],
    "PATCH /v1/employees/{employee_no}": [("HR01", {"name": "改名"}, None), ("ROOT", {"roles": ["hr"]}, None)],
    "GET /v1/departments/{code}/history": [("HR01", None, None), ("FIN01", None, None)],
    "GET /v1/employees/{employee_no}": [("FIN01", None, None), ("HR01", None, None)],
    "GET /v1/employees/{employee_no}/look": [("FIN01", None, None), ("HR01", None, None)],
    "GET /v1/employees/{employee_no}/history": [("FIN01", None, None), ("ROOT", None, None)],
    "POST /v1/invitations/{employee_no}/revocation": [("HR01", None, None), ("ROOT", None, None)],
    "POST /v1/delegations/{delegation}/revocation": [("FIN00", None, "delegation")],
    "POST /v1/api-keys/{key}/revocation": [("ROOT", None, None)],
    "POST /v1/tags/{code}/approval": [("HR01", None, None)],
    "POST /v1/tags/{code}/rejection": [("HR01", {"reason": "不"}, None)],
    "POST /v1/tags/{code}/revisions": [("HR01", TERMS, None)],
    "PUT /v1/tags/{code}/revisions/{number}": [("HR01", TERMS, None)],
    "POST /v1/tags/{code}/revisions/{number}/withdrawal": [("HR01", None, None)],
    "POST /v1/tags/{code}/retirement": [("HR01", None, None)],
    "PUT /v1/budgets/{owner}/{month}": [("HR01", {"points": 5}, None)],
    "GET /v1/budgets/{owner}/{month}": [("FIN01", None, "number"), ("FIN00", None, "number"), ("ROOT", None, "number")],
    "GET /v1/budgets/{owner}/{month}/history": [("FIN01", None, "number"), ("FIN00", None, "number")],
    "GET /v1/budgets/{owner}/{month}/forecast": [("FIN01", None, "number"), ("FIN00", None, "number")],
    "PUT /v1/budgets/{month}": [("HR01", {"items": [{"owner": "FIN00", "points": 5}]}, None)],
    "GET /v1/tags/{code}": [("FIN01", None, None), ("ROOT", None, None)],
    "GET /v1/tags/{code}/credibility": [("HR01", None, None)],
    "GET /v1/deductions/{deduction}": [("FIN00", None, "deduction"), ("FIN01", None, "deduction")],
    "POST /v1/deductions/{deduction}/reversal": [("FIN00", {"reason": "错"}, "deduction")],
    "GET /v1/accounts/{employee_no}": [("FIN00", None, "number"), ("FIN01", None, "number"), ("PAY01", None, "number")],
    "GET /v1/accounts/{employee_no}/entries": [("FIN00", None, "number"), ("ROOT", None, "number")],
    "GET /v1/accounts/{employee_no}/entries.csv": [("FIN00", None, "number"), ("ROOT", None, "number")],
    "GET /v1/accounts/{employee_no}/entries.xlsx": [("FIN00", None, "number")],
    "GET /v1/leaderboards/{employee_no}/entries": [("FIN00", None, "number"), ("FIN01", None, "number")],
    "GET /v1/claims/{claim}": [("FIN00", None, "claim"), ("FIN01", None, "claim"), ("PAY01", None, "claim")],
    "POST /v1/grants/{grant}/reversal": [("FIN00", {"reason": "错"}, "grant"), ("HR01", {"reason": "错"}, None)],
    "POST /v1/claims/{claim}/reversal": [("FIN00", {"reason": "错"}, "claim"), ("HR01", {"reason": "错"}, None)],
    "POST /v1/reversals/{reversal}/confirmation": [("HR01", None, None)],
    "POST /v1/reversals/{reversal}/rejection": [("HR01", {"reason": "错"}, None)],
    "POST /v1/countersignatures/{countersignature}/confirmation": [("HR01", None, None)],
    "POST /v1/countersignatures/{countersignature}/rejection": [("HR01", {"reason": "错"}, None)],
    "GET /v1/imports/{import_id}": [("HR01", None, None)],
    "POST /v1/imports/{import_id}/reading": [("HR01", {}, None)],
    "GET /v1/imports/{import_id}/rows": [("HR01", None, None)],
    "GET /v1/imports/{import_id}/corrected.{format}": [("HR01", None, None)],
    "POST /v1/imports/{import_id}/confirmation": [("HR01", None, None)],
    "POST /v1/imports/{import_id}/undo": [("HR01", None, None)],
    "GET /v1/parallel-months/{period}": [("HR01", None, None)],
    "POST /v1/parallel-months/{period}/explanations": [
        ("HR01", {"employee_no": "FIN01", "difference": "ab" * 12, "reason": "因为"}, None)
    ],
    "PATCH /v1/rewards/{code}": [("HR01", {"cost": 6}, None)],
    "POST /v1/rewards/{code}/retirement": [("HR01", None, None)],
    "GET /v1/redemptions/{redemption}": [("FIN00", None, "redemption"), ("FIN01", None, "redemption")],
    "POST /v1/redemptions/{redemption}/approval": [("FIN00", None, "redemption")],
    "POST /v1/redemptions/{redemption}/rejection": [("FIN00", {"reason": "不"}, "redemption")],
    "POST /v1/redemptions/{redemption}/cancellation": [("FIN01", None, "redemption"), ("FIN00", None, "redemption")],
    "POST /v1/redemptions/{redemption}/fulfilment": [("HR01", None, None)],
    "POST /v1/redemptions/{redemption}/reversal": [("HR01", {"reason": "错"}, None)],
    "GET /v1/exports/{export}": [("HR01", None, None), ("PAY01", None, None)],
    "GET /v1/exports/{export}.{format}": [("HR01", None, None), ("PAY01", None, None)],
    "POST /v1/exports/{export}/takeover": [("PAY01", None, None)],
    "POST /v1/claims/{claim}/approval": [("FIN00", None, "claim"), ("FIN00", {"reason": "好", "points": 1}, "claim")],
    "POST /v1/claims/{claim}/rejection": [("FIN00", {"reason": "不"}, "claim")],
    "POST /v1/claims/{claim}/return": [("FIN00", {"reason": "问"}, "claim")],
    "POST /v1/claims/{claim}/resubmission": [("FIN01", None, "claim"), ("FIN00", {"description": "新"}, "claim")],
    "POST /v1/claims/{claim}/verification": [("FIN00", {"verified_value": "1", "months": 3, "reason": "量"}, "claim")],
    "POST /v1/claims/{claim}/withdrawal": [("FIN01", None, "claim"), ("FIN00", None, "claim")],
}


def of_tec(world: World, what: str) -> str:
    """Something of TEC, which nobody of FIN sees."""
    match what:
        case "claim":
            return world.shown("TEC01")
        case "grant":
            return world.granted("TEC01")
        case "deduction":
            return world.deducted("TEC01")
        case "redemption":
            return world.shown_redemption("TEC01")
        case "delegation":
            return world.delegation("TEC00", "TEC01")
        case _:
            return world.no("TEC00")


def foreign(world: World, operation: str) -> str:
    """An id that exists in another organisation only, of the kind that the operation's path has."""
    if "{claim}" in operation:
        return world.shown("FIN01")
    if "{period}" in operation:
        return "2020-01"
    if "{import_id}" in operation:
        return world.imported()
    if "{key}" in operation:
        return str(world.key()["id"])
    if "{delegation}" in operation:
        return world.delegation("FIN00", "FIN01")
    if "{grant}" in operation:
        return world.granted("FIN01")
    if "{deduction}" in operation:
        return world.deducted("FIN01")
    if "{countersignature}" in operation:
        return world.second()
    if "{reversal}" in operation:
        return world.forced("FIN02")
    if "{redemption}" in operation:
        return world.shown_redemption("FIN01")
    if "{export}" in operation:
        return world.export()
    if "/rewards/" in operation:
        return world.reward()
    if "{code}" in operation:
        return world.tag if "tags" in operation else f"{world.prefix}FIN"
    return world.no("FIN00")


def test_every_path_with_an_id_is_tried() -> None:
    assert set(PATHS) == {
        row.operation for row in ROWS if row.names_one or "{month}" in row.operation or "{period}" in row.operation
    }


@pytest.mark.parametrize("operation", PATHS)
def test_unknown_unseen_and_foreign_ids_are_answered_alike(world: World, elsewhere: World, operation: str) -> None:
    method, _, path = operation.partition(" ")
    before, after = path.removeprefix("/v1").split("{")[0], path.partition("}")[2]
    after = after.replace("{month}", world.month).replace("{format}", "csv").replace("{number}", "2")
    for caller, body, unseen in PATHS[operation]:
        ids = [UNKNOWN, "NOBODY", foreign(elsewhere, operation), *ODD]
        if unseen is not None:
            ids.append(of_tec(world, unseen))
        answers = {name: world.as_(caller).request(method, f"{before}{name}{after}", body) for name in ids}
        alike = {(answered.status_code, answered.content) for answered in answers.values()}
        reference = answers[UNKNOWN]
        assert reference.status_code == 404
        assert alike - {(reference.status_code, reference.content)} <= not_routed(answers), (caller, answers)


def not_routed(answers: dict[str, httpx.Response]) -> set[tuple[int, bytes]]:
    """Answers to odd ids that make another path of it, so that the route was never met."""
    odd = (answers[name] for name in ("..", "a%2Fb") if name in answers)
    return {(answered.status_code, answered.content) for answered in odd if answered.status_code in {404, 405, 422}}


@pytest.mark.parametrize("operation", ["GET /budgets/FIN00", "PUT /budgets/FIN00", "GET /parallel-months"])
@pytest.mark.parametrize(
    "month", ["2030-13", "2030-1", "203001", "abcd-ef", "2030-01x", "２０３０-01", "0000-01", "9999-12"]
)
def test_what_is_no_month_is_no_path(world: World, operation: str, month: str) -> None:
    method, _, path = operation.partition(" ")
    body = {"points": 1} if method == "PUT" else None
    answered = world.as_("HR01").request(method, f"{path}/{month}", body)
    assert (answered.status_code, answered.json()["type"]) == (404, "/problems/not-found")


# Operation and field → who tries, the body around it, and what they don't see here.
GRANT = {"employee": "FIN02", "tag": "thanks", "reason": "多谢"}
PERSON = {"employee_no": "new-person", "name": "新人", "department": "FIN"}
DELEGATION = {"to": "FIN02", "what": ["grants"], "starts_on": "2020-01-01", "ends_on": TILL}
TAG = {"code": "new-code", **TERMS}
REFERENCES: dict[tuple[str, str], list[tuple[str, dict[str, Any], str | None]]] = {
    ("POST /v1/departments", "parent"): [("HR01", {"code": "new-dept", "name": "部门"}, None)],
    ("POST /v1/departments", "head"): [("HR01", {"code": "new-dept", "name": "部门"}, None)],
    ("PATCH /v1/departments/FIN", "parent"): [("HR01", {}, None)],
    ("PATCH /v1/departments/FIN", "head"): [("HR01", {}, None)],
    ("POST /v1/employees", "department"): [("HR01", PERSON, None)],
    ("POST /v1/employees", "manager"): [("HR01", PERSON, None)],
    ("PATCH /v1/employees/FIN02", "department"): [("HR01", {}, None)],
    ("PATCH /v1/employees/FIN02", "manager"): [("HR01", {}, None)],
    ("POST /v1/invitations", "employees"): [("HR01", {}, None), ("ROOT", {}, None)],
    ("POST /v1/delegations", "to"): [("FIN00", DELEGATION, None)],
    ("POST /v1/tags", "departments"): [("HR01", TAG, None), ("FIN00", TAG, "TEC")],
    ("POST /v1/trials", "tag"): [("FIN01", {}, None), ("AUD01", {}, None)],
    ("POST /v1/tags/thanks/revisions", "departments"): [("HR01", TERMS, None)],
    ("PUT /v1/tags/{code}/revisions/{number}", "departments"): [("HR01", TERMS, None)],
    ("POST /v1/grants", "employee"): [
        ("FIN00", GRANT, "TEC01"),
        ("FIN00", {**GRANT, "instant": True}, "TEC01"),
        ("HR01", {**GRANT, "instant": True}, None),
        ("HR01", GRANT, None),
    ],
    ("POST /v1/grants", "tag"): [("FIN00", GRANT, None), ("HR01", {**GRANT, "instant": True}, None)],
    ("POST /v1/trials/grants", "employee"): [
        ("FIN00", {"tag": "thanks"}, "TEC01"),
        ("HR01", {"tag": "thanks", "instant": True}, None),
    ],
    ("POST /v1/trials/grants", "tag"): [("FIN00", {"employee": "FIN02"}, None)],
    ("POST /v1/api-keys", "tags"): [("ROOT", {"name": "系统", "departments": ["FIN"]}, None)],
    ("POST /v1/api-keys", "departments"): [("ROOT", {"name": "系统", "tags": ["thanks"]}, None)],
    ("POST /v1/api-keys", "employees"): [("ROOT", {"name": "系统", "tags": ["thanks"]}, None)],
    ("POST /v1/deductions", "employee"): [("FIN00", {"tag": "late", "reason": "迟到"}, "TEC01")],
    ("POST /v1/deductions", "tag"): [("FIN00", {"employee": "FIN02", "reason": "迟到"}, None)],
    ("POST /v1/redemptions", "reward"): [("FIN01", {}, None)],
    ("POST /v1/redemptions", "employee"): [
        ("HR01", {"reward": "nothing"}, None),
        ("FIN00", {"reward": "nothing"}, "TEC01"),
    ],
    ("POST /v1/claims", "tag"): [
        ("FIN01", {"description": "事"}, None),
        ("KEY01", {"description": "事", "employee": "FIN01"}, None),
    ],
    ("POST /v1/claims", "employee"): [
        ("HR01", {"tag": "thanks", "description": "事"}, None),
        ("FIN00", {"tag": "thanks", "description": "事"}, "TEC01"),
        ("FIN01", {"tag": "thanks", "description": "事"}, "FIN02"),
        ("KEY01", {"tag": "thanks", "description": "事"}, "TEC01"),
        ("FIN01", {"tag": "thanks", "description": "事", "evidence": ["图"]}, "TEC01"),
    ],
}
REFERRING = {
    "department", "departments", "employee", "employees", "head", "manager", "parent", "reward", "tag", "tags", "to",
}  # fmt: skip


def referring_fields(openapi: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operation's body fields that name something of the organisation, as the OpenAPI file has them."""
    schemas = openapi["components"]["schemas"]
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            for one in (content, *content.get("anyOf", [])):
                schema = schemas[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
                for name in REFERRING & set(schema.get("properties", {})):
                    yield f"{method.upper()} {path}", name


def test_every_field_that_refers_to_something_is_tried(service: Service) -> None:
    openapi = httpx.get(f"{service.url}/openapi.json", timeout=60).json()
    named = {(operation.replace("FIN02", "{employee_no}"), name) for operation, name in REFERENCES}
    named = {
        (operation.replace("departments/FIN", "departments/{code}").replace("tags/thanks", "tags/{code}"), name)
        for operation, name in named
    }
    assert named == set(referring_fields(openapi))


@pytest.mark.parametrize(("operation", "name"), REFERENCES, ids=lambda part: part)
def test_unknown_unseen_and_foreign_references_in_a_body_are_answered_alike(
    world: World, elsewhere: World, operation: str, name: str
) -> None:
    method, _, path = operation.partition(" ")
    if "{number}" in path:
        path = path.replace("{code}", world.announced()).replace("{number}", "2")
    of_elsewhere = dict.fromkeys(("tag", "tags"), elsewhere.tag)
    of_elsewhere |= dict.fromkeys(("department", "departments", "parent"), "ZZFIN")
    for caller, body, unseen in REFERENCES[operation, name]:
        person: Person = world.as_(caller)
        codes = ["NOBODY", of_elsewhere.get(name, elsewhere.no("FIN01")), *([unseen] if unseen else [])]
        answers = {
            code: person.request(method, path.removeprefix("/v1"), {**body, name: [code] if name[-1] == "s" else code})
            for code in codes
        }
        statuses = {answered.status_code for answered in answers.values()}
        assert statuses in ({422}, {403}), (caller, answers)
        assert len({answered.content for answered in answers.values()}) == 1, (caller, answers)
        if statuses == {422}:
            error = answers["NOBODY"].json()
            assert error["type"] == "/problems/unknown-reference"
            assert error["errors"][0]["pointer"].removesuffix("/0") == f"/{name}"


@pytest.mark.parametrize("caller", ["FIN01", "FIN00", "HR01"])
def test_in_whose_name_somebody_may_not_act_is_answered_alike(world: World, elsewhere: World, caller: str) -> None:
    answers = [
        world.as_(caller).post("/grants", GRANT, On_Behalf_Of=principal)
        for principal in ("NOBODY", elsewhere.no("FIN00"), "TEC00", "TEC01", "AUD01")
    ]
    assert {answered.status_code for answered in answers} == {403}
    assert len({answered.content for answered in answers}) == 1


@pytest.mark.parametrize(
    "query",
    [
        "/claims?employee={}",
        "/employees?department={}",
        "/employees?search={}",
        "/audit/events?subject=employee:{}",
        "/audit/events?actor={}",
    ],
)
def test_a_search_for_unknown_unseen_or_foreign_finds_nothing_alike(world: World, elsewhere: World, query: str) -> None:
    world.shown("TEC01")
    elsewhere.shown("FIN01")
    caller = "HR01" if "audit" in query else "FIN00"
    sought = ["NOBODY", elsewhere.no("FIN01"), *(["TEC01"] if "claims" in query else [])]
    answers = [world.as_(caller).get(query.format(code)) for code in sought]
    assert {answered.status_code for answered in answers} == {200}
    assert {answered.content for answered in answers} == {b'{"items":[],"next_cursor":null}'}


def test_the_one_search_answers_for_unseen_and_foreign_as_for_unknown(world: World, elsewhere: World) -> None:
    sought = ["0" * 36, world.shown("TEC01"), elsewhere.shown("FIN01"), elsewhere.no("FIN01"), elsewhere.tag, "ZZFIN"]
    for caller in ("FIN00", "FIN01", "PAY01"):
        answers = {world.as_(caller).get(f"/search?q={one}").content for one in sought}
        assert answers == {b'{"people":[],"tags":[],"rewards":[],"claims":[]}'}


@pytest.mark.parametrize("kind", ["department", "tag"])
def test_a_leaderboard_of_an_unknown_or_a_foreign_scope_is_refused_alike(
    world: World, elsewhere: World, kind: str
) -> None:
    code = elsewhere.tag if kind == "tag" else "ZZFIN"
    for path in ("/leaderboards", *(["/stream"] if kind == "department" else [])):
        answers = [world.as_("FIN01").get(f"{path}?scope={kind}:{one}") for one in ("NOBODY", code)]
        assert {answered.status_code for answered in answers} == {422}
        assert len({answered.content for answered in answers}) == 1


def test_signing_in_tells_neither_who_there_is_nor_which_organisations(world: World, elsewhere: World) -> None:
    right = {"organisation": world.company.id, "login": "FIN01", "password": "wrong password"}
    answers = [
        world.company.client.post("/v1/sessions", json={**right, **change})
        for change in (
            {},
            {"login": "NOBODY"},
            {"organisation": "none"},
            {"login": elsewhere.no("FIN01")},
        )
    ]
    assert {answered.status_code for answered in answers} == {401}
    assert len({answered.content for answered in answers}) == 1
