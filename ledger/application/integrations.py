"""API keys of outside systems, and what they record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledger.application import claims
from ledger.application.access import acting
from ledger.application.claim_decisions import Approval, credit
from ledger.application.claims import ClaimAnswer, SubmitClaim
from ledger.application.countersigning import passes, passes_a_claim
from ledger.application.unit import Answer, Unit
from ledger.domain.authorisation import check_permitted
from ledger.domain.claims.claim import CLAIM
from ledger.domain.errors import Forbidden
from ledger.domain.integrations import api_key
from ledger.domain.integrations.api_key import API_KEY, ApiKey
from ledger.domain.integrations.events import ApiKeyCreated, KeyScope
from ledger.domain.tags.tag import TAG

if TYPE_CHECKING:
    from ledger.domain.streams import Of


@dataclass(frozen=True, slots=True)
class CreateKey:
    name: str
    scope: KeyScope
    ends_on: date | None = None


class ApiKeyAnswer(Answer):
    id: str
    name: str
    tags: list[str]
    departments: list[str]
    employees: list[str]
    ends_on: date | None
    created_by: str
    revoked: bool


def create_key(unit: Unit, request: CreateKey) -> ApiKeyAnswer:
    """An admin lets an outside system record actions, under some tags, of some people."""
    who = acting(unit, "api-keys.write")
    created = ApiKeyCreated(key=unit.command.command, name=request.name, scope=request.scope, ends_on=request.ends_on)
    known_tags = frozenset(code for code in request.scope.tags if unit.state(TAG(code)).exists)
    unit.emit(API_KEY(created.key), api_key.decide_create(created, who.directory, known_tags, who.today))
    return _answer(unit, API_KEY(created.key))


def revoke_key(unit: Unit, key: str) -> ApiKeyAnswer:
    """It lets nobody in any more, from this moment on."""
    acting(unit, "api-keys.write")
    stream = API_KEY(key)
    unit.emit(stream, api_key.decide_revoke(unit.state(stream)))
    return _answer(unit, stream)


def record_action(unit: Unit, request: SubmitClaim) -> ClaimAnswer:
    """An outside system claims for an employee; under a tag that approves automatically it is credited at once
    (S11), by the same rule and cap as any claim. What is above a limit, or takes two approvers, waits for the
    approver instead."""
    check_permitted("claims.create", api_key.ROLES)
    actor, directory = unit.command.actor, unit.directory
    today = unit.organisation.today(unit.now)
    if request.employee is None:
        raise Forbidden("role", "A key has no claims of its own: say whose action it was.", "/employee")
    found = directory.employees.get(request.employee)
    person = api_key.check_may_record(unit.state(API_KEY.named(actor)), request.tag, found, directory, today)
    claim = claims.submit_for(unit, person, request, submitted_by=actor)
    if not claims.terms_of(unit, unit.state(CLAIM(claim))).auto_approve:
        return claims.claim_answer(unit, claim)
    trial = unit.fork()
    credited = credit(trial, claim, Approval(), may_raise=False)
    if passes(trial) is not None or passes_a_claim(trial) is not None:
        return claims.claim_answer(unit, claim)
    unit.adopt(trial)
    return claims.claim_answer(unit, claim, credited)


def _answer(unit: Unit, key: Of[ApiKey]) -> ApiKeyAnswer:
    """The key as a resource. The secret is added when the answer to its creation is sent, and stored nowhere."""
    state = unit.state(key)
    created = state.created
    assert created is not None and state.created_by is not None
    return ApiKeyAnswer(
        id=created.key,
        position=unit.position,
        name=created.name,
        tags=list(created.scope.tags),
        departments=list(created.scope.departments),
        employees=list(created.scope.employees),
        ends_on=created.ends_on,
        created_by=state.created_by,
        revoked=state.revoked,
    )
