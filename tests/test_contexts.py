"""The manifests of the contexts: what is registered is somebody's, and what names a person is found by that person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from fastapi import APIRouter

from ledger.api.http import health
from ledger.contexts import CONTEXTS, SUBJECTS, all_projections
from ledger.domain.accounts.events import PointsTransferred, employee_account
from ledger.domain.authorisation import PERMITTED
from ledger.domain.events import EVENT_TYPES
from ledger.domain.streams import STREAMS
from ledger.projections.audit.subjects import SubjectsOf
from tests.compat.samples import SAMPLES, Sample

NUMBER = re.compile(r"[A-Z]{2,4}\d{2}")
NOT_SUBJECTS = {
    ("manager", "a line of approval is the record's; who is over somebody is found in the somebody's events"),
    ("head", "a department is found under its own name"),
    ("approver", "who is to decide is told by a notification; what they decide has them as its actor"),
    ("proposer", "the tag is found under its own name, and its proposer as the actor of the proposal"),
    ("prepared_by", "the same person is the actor of the event"),
    ("requested_by", "the same person is the actor of the event"),
    ("submitted_by", "the same person is the actor of the event"),
    ("link_by", "who gave a link is the actor of the invitation"),
    ("employees", "whom a key is for is a scope, and nothing that happened to them"),
}


def test_every_stream_and_action_is_of_exactly_one_context() -> None:
    assert Counter(one.kind for context in CONTEXTS for one in context.streams) == Counter(list(STREAMS))
    assert Counter(action for context in CONTEXTS for action in context.actions) == Counter(list(PERMITTED))


def test_every_route_says_an_action_of_a_context() -> None:
    for context in CONTEXTS:
        for name in context.routes:
            router: APIRouter = import_module(name).router
            assert router.routes, f"{name} has no routes"
    assert health.router.routes, "what the operator asks is of no context"


def test_no_two_projections_have_one_name() -> None:
    names = [projection.name for projection in all_projections()]
    assert sorted(set(names)) == sorted(names)


def numbers_in(said: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """(field, number) wherever an employee's number stands in an event's data."""
    match said:
        case dict():
            for name, value in said.items():
                if name not in ("$sealed", "person", "box"):
                    yield from numbers_in(value, name)
        case list() | tuple():
            for value in said:
                yield from numbers_in(value, field)
        case str() if NUMBER.fullmatch(said):
            yield field, said


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.event.type_name)
def test_whoever_an_event_names_finds_it_among_what_is_about_them(sample: Sample) -> None:
    event = sample.event
    if isinstance(event, PointsTransferred):
        return  # the accounts that it names are its links
    excepted = {field for field, _ in NOT_SUBJECTS}
    about = SubjectsOf(SUBJECTS)(sample.stream, event, {})
    named = {employee_account(no) for field, no in numbers_in(event.model_dump(mode="json")) if field not in excepted}
    assert named <= about


def test_the_samples_tell_every_type_of_event() -> None:
    assert {sample.event.type_name for sample in SAMPLES} >= set(EVENT_TYPES)
