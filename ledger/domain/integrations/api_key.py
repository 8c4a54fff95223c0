"""An API key: what an outside system may record with it, and of whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from ledger.domain.directory.directory import Directory, Employee
from ledger.domain.errors import Forbidden, Invalid, NotFound, unknown_reference
from ledger.domain.events import Event
from ledger.domain.integrations.events import ApiKeyCreated, ApiKeyRevoked
from ledger.domain.streams import Stream

ROLES = frozenset({"integration"})


@dataclass(frozen=True, slots=True)
class ApiKey:
    """State of the stream `api-key:{id}`, which is also the actor of what is recorded with the key."""

    created: ApiKeyCreated | None = None
    created_by: str | None = None
    revoked: bool = False

    def valid_on(self, day: date) -> bool:
        ends_on = self.created.ends_on if self.created else None
        return self.created is not None and not self.revoked and (ends_on is None or day <= ends_on)


def evolve(state: ApiKey, event: Event, by: str, at: datetime) -> ApiKey:
    match event:
        case ApiKeyCreated():
            return ApiKey(event, by)
        case ApiKeyRevoked():
            return replace(state, revoked=True)
    return state


API_KEY = Stream("api-key", lambda key: ApiKey(), evolve, envelope=True)


def decide_create(created: ApiKeyCreated, directory: Directory, known_tags: frozenset[str], today: date) -> list[Event]:
    """A scope names what there is, and somebody: what is left out by mistake must not open the whole organisation."""
    scope = created.scope
    if not scope.departments and not scope.employees:
        raise Invalid("scope-missing", "A key names the departments or the people it is for.", "/departments")
    for name, codes, known in (
        ("tags", scope.tags, known_tags),
        ("departments", scope.departments, directory.departments),
        ("employees", scope.employees, directory.employees),
    ):
        for index, code in enumerate(codes):
            if code not in known:
                raise unknown_reference(f"/{name}/{index}")
    if created.ends_on is not None and created.ends_on < today:
        raise Invalid("dates", "A key does not end in the past.", "/ends_on")
    return [created]


def decide_revoke(key: ApiKey) -> list[Event]:
    if key.created is None:
        raise NotFound
    return [] if key.revoked else [ApiKeyRevoked(key=key.created.key)]


def check_may_record(key: ApiKey, tag: str, person: Employee | None, directory: Directory, today: date) -> Employee:
    """The person, if the key may record something of theirs under that tag today.

    What is out of its scope is answered as what does not exist. Who made the key is credited nothing by it: nobody
    acts upon themselves, through a machine of theirs either.
    """
    if key.created is None or not key.valid_on(today):
        raise Forbidden("role", "This key is not valid any more.")
    scope = key.created.scope
    if person is None or not (
        person.employee_no in scope.employees or set(directory.departments_of(person, today)) & set(scope.departments)
    ):
        raise unknown_reference("/employee")
    if tag not in scope.tags:
        raise unknown_reference("/tag")
    if person.employee_no == key.created_by:
        raise Forbidden("upon-oneself", "Who made a key is credited nothing by it.", "/employee")
    return person
