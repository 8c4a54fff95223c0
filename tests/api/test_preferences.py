"""What a person has chosen or seen is theirs, whichever device they are at."""

from __future__ import annotations

import pytest

from tests.api.world import World
from tests.journeys.seeing import refused

PATH = "/me/preferences"
NONE = {"language": None, "guide_seen": False, "read_up_to": 0}


def test_two_devices_of_one_person_agree_and_nobody_else_is_asked(world: World) -> None:
    phone, desk = world.company.sign_in("FIN02"), world.company.sign_in("FIN02")
    before = world.head()
    assert phone.done("GET", PATH) == NONE
    assert phone.done("PATCH", PATH, {"language": "en"}) == {**NONE, "language": "en"}
    desk.done("PATCH", PATH, {"guide_seen": True})
    both = {"language": "en", "guide_seen": True, "read_up_to": 0}
    assert desk.done("GET", PATH) == phone.done("GET", PATH) == desk.done("GET", "/me")["preferences"] == both
    assert world.as_("FIN01").done("GET", PATH)["language"] is None
    assert world.head() == before  # no event of the ledger


def test_what_was_read_stays_read(world: World) -> None:
    person = world.company.sign_in("TEC01")
    assert person.done("PATCH", PATH, {"read_up_to": 3})["read_up_to"] == 3
    assert person.done("PATCH", PATH, {"read_up_to": 2})["read_up_to"] == 3
    refused(person.patch(PATH, {"read_up_to": world.head() + 10**6}), 422, "unknown-position", "/read_up_to")
    assert person.done("GET", PATH)["read_up_to"] == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "fr"), ("guide_seen", "true"), ("read_up_to", -1), ("read_up_to", "3"), ("look", 1)],
)
def test_what_is_no_preference_is_refused_by_its_name(world: World, field: str, value: object) -> None:
    refused(world.as_("FIN01").patch(PATH, {field: value}), 422, "invalid-fields", f"/{field}")
