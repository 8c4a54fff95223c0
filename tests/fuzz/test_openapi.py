"""Every operation of the OpenAPI file takes what the file allows and what it forbids, from every role and nobody:
never a fault of the service, never a status, media type or body that is not documented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks

from tests.fuzz.documented import OPENAPI
from tests.fuzz.town import PROBLEM, ROLES, Town

ENDLESS = "GET /v1/stream"
"""An answer that does not end; test_stream.py has its own tests."""
SLOW = {"POST /v1/sessions", "PUT /v1/me/password"}
CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
KNOWN: dict[str, list[str]] = {
    "employee_no": ["X1", "X2", "FIN01", "FIN02", "FIN00"],
    "employee": ["X1", "FIN01", "FIN02", "TEC01"],
    "owner": ["X1", "FIN00", "organisation"],
    "month": ["2030-01", "2020-12"],
    "code": ["thanks", "saving", "closing", "TEC", "FIN"],
    "tag": ["thanks", "saving", "closing"],
    "department": ["TEC", "FIN"],
    "parent": ["TEC"],
    "to": ["X1", "X2"],
    "scope": ["organisation", "department:TEC", "tag:thanks"],
    "subject": ["employee:FIN01", "tag:thanks"],
    "occurred_at": ["2020-01-01T00:00:00Z"],
}
SPOILT = ("X1", "X2")


def operations() -> dict[str, APIOperation[Any, Any, Any, Any]]:
    schema = schemathesis.openapi.from_dict(OPENAPI)
    found = (result.ok() for result in schema.get_all_operations())
    return {f"{one.method.upper()} {one.path}": one for one in found}


OPERATIONS = operations()


def test_the_file_that_is_served_is_the_one_that_is_tested(town: Town) -> None:
    served = httpx.get(f"{town.service.url}/openapi.json", timeout=60).json()
    assert served == OPENAPI


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        yield opened


@pytest.mark.parametrize("label", [label for label in OPERATIONS if label != ENDLESS])
def test_an_operation_answers_as_documented(label: str, town: Town, session: requests.Session, full: bool) -> None:
    operation = OPERATIONS[label]
    examples = 300 if full else 3 if label in SLOW else 5

    @given(data=st.data(), role=st.sampled_from([*ROLES, None]), forbidden=st.booleans())
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    def run(data: st.DataObject, role: str | None, forbidden: bool) -> None:
        mode = GenerationMode.NEGATIVE if forbidden and can_be_wrong(operation) else GenerationMode.POSITIVE
        case: Case = data.draw(operation.as_strategy(generation_mode=mode))
        tame(case, data)
        case.headers.pop("Authorization", None)
        headers = {} if role is None else {"Authorization": f"Bearer {town.token(role)}"}
        response = case.call(base_url=town.service.url, session=session, headers=headers, allow_redirects=False)
        assert response.status_code < 500 or (response.status_code, label) == (503, "GET /readyz"), response.text
        case.validate_response(response, checks=CHECKS)
        if response.status_code >= 400:
            assert response.headers["content-type"] == [PROBLEM]
            assert response.json()["status"] == response.status_code
        if role is None and "x-action" in operation.definition.raw:
            assert response.status_code == 401

    run()


def can_be_wrong(operation: APIOperation[Any, Any, Any, Any]) -> bool:
    return bool(list(operation.iter_parameters()) or operation.body)


def tame(case: Case, data: st.DataObject) -> None:
    """Name what exists as often as what does not; don't wait for positions that never come; don't spoil passwords."""
    for part in (case.path_parameters, case.query, case.body):
        if isinstance(part, dict):
            for name in KNOWN.keys() & part.keys():
                known = data.draw(st.none() | st.sampled_from(KNOWN[name]), label=name)
                part[name] = part[name] if known is None else known
    if isinstance(case.query, dict) and str(case.query.get("at_least", "")).isdigit():
        case.query["at_least"] = 0
    if case.method == "PATCH" and case.path_parameters.get("employee_no") in set(KNOWN["employee_no"]) - set(SPOILT):
        case.path_parameters["employee_no"] = "X1"
