"""What was ever stored is read for ever: golden bytes and hashes of every event type, frozen."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest
from eventsourcing.persistence import MapperDeserialisationError, StoredEvent

import ledger.domain.catalogue  # noqa: F401  # registers every context's events
from ledger.domain.claims.events import ClaimWithdrawn
from ledger.domain.events import EVENT_TYPES, UPCASTERS, UnknownType, upcaster
from ledger.domain.streams import STREAMS
from ledger.infrastructure.journal.chain import genesis, link
from ledger.infrastructure.journal.mapper import LedgerMapper, decode, encode
from tests.compat.samples import OLDER, ORGANISATION, SAMPLES, Sample
from tests.compat.vectors import Vector, first_link, next_link, read, recorded

VECTORS = read()
BY_NAME = {vector.name: vector for vector in VECTORS}
POSITIONS = {vector.name: position for position, vector in enumerate(VECTORS, 1)}
REGISTERED = sorted(name for name, kind in EVENT_TYPES.items() if kind.__module__.startswith("ledger."))
each_vector = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


def test_every_context_has_streams_and_events() -> None:
    assert {"organisation", "directory", "tag", "claim", "employee", "budget"} <= set(STREAMS)
    assert len(REGISTERED) > 20


@pytest.mark.parametrize("type_name", REGISTERED)
def test_every_event_type_is_frozen(type_name: str) -> None:
    assert any(vector.type == type_name for vector in VECTORS), (
        f"{type_name} has no sample: add one to tests/compat/samples.py and run python -m tests.compat.vectors"
    )


def test_every_frozen_type_can_still_be_read() -> None:
    assert {vector.type for vector in VECTORS} <= set(EVENT_TYPES) | set(UPCASTERS)


@each_sample
def test_todays_encoder_makes_the_frozen_bytes(sample: Sample) -> None:
    made = encode(recorded(sample, POSITIONS[sample.name]))
    assert made.decode() == BY_NAME[sample.name].state


@each_sample
def test_frozen_bytes_are_read_as_the_event_that_was_stored(sample: Sample) -> None:
    expected = recorded(sample, POSITIONS[sample.name])
    found = decode(BY_NAME[sample.name].state.encode())
    assert found == expected
    assert type(found.event) is type(sample.event)


@pytest.mark.parametrize("name", OLDER)
def test_an_older_type_is_read_as_todays_event(name: str) -> None:
    found = decode(BY_NAME[name].state.encode())
    assert BY_NAME[name].type in UPCASTERS
    assert found.event == OLDER[name]
    assert found.position == POSITIONS[name]


def test_every_vector_is_a_sample_or_of_an_older_type() -> None:
    assert set(BY_NAME) == {sample.name for sample in SAMPLES} | set(OLDER)


@each_vector
def test_what_is_read_is_stored_the_same_again(vector: Vector) -> None:
    if vector.type not in UPCASTERS:
        assert encode(decode(vector.state.encode())).decode() == vector.state


def test_the_librarys_mapper_reads_and_writes_the_same_bytes() -> None:
    mapper = LedgerMapper()
    for sample in SAMPLES:
        stored = mapper.to_stored_event(recorded(sample, POSITIONS[sample.name]))
        assert stored.state.decode() == BY_NAME[sample.name].state
        assert (stored.originator_id, stored.originator_version) == (sample.stream, sample.version)
        assert mapper.to_domain_event(stored) == recorded(sample, POSITIONS[sample.name])


def test_the_chain_is_sha256_over_the_stored_bytes_from_the_format_and_the_organisation() -> None:
    assert genesis(ORGANISATION) == first_link()
    previous = first_link()
    for vector in VECTORS:
        state = vector.state.encode()
        expected = next_link(previous, state)
        assert link(previous, state) == expected
        assert vector.hash == expected.hex()
        previous = expected


@each_vector
def test_the_bytes_are_the_whole_envelope_with_sorted_keys(vector: Vector) -> None:
    envelope = orjson.loads(vector.state)
    always = {"actor", "command", "correlation", "data", "occurred_at", "organisation", "position", "recorded_at"}
    assert always | {"stream", "type", "version"} <= set(envelope)
    assert set(envelope) <= always | {"stream", "type", "version", "on_behalf_of", "causation"}
    assert orjson.dumps(envelope, option=orjson.OPT_SORT_KEYS).decode() == vector.state
    assert (envelope["type"], envelope["position"]) == (vector.type, POSITIONS[vector.name])


@pytest.fixture
def cancellations() -> Iterator[None]:
    """Two older shapes of `claims.withdrawn.1`, as if it had been renamed and reshaped twice."""

    @upcaster("tests.claim-cancelled.1", "tests.claim-cancelled.2")
    def named(data: dict[str, object]) -> dict[str, object]:
        return {"id": data["no"]}

    @upcaster("tests.claim-cancelled.2", "claims.withdrawn.1")
    def renamed(data: dict[str, object]) -> dict[str, object]:
        return {"claim": data["id"]}

    yield
    for old in ("tests.claim-cancelled.1", "tests.claim-cancelled.2"):
        del UPCASTERS[old]


def stored_as(type_name: str, data: dict[str, object]) -> bytes:
    envelope = orjson.loads(BY_NAME["claim withdrawn"].state)
    return orjson.dumps({**envelope, "type": type_name, "data": data}, option=orjson.OPT_SORT_KEYS)


@pytest.mark.usefixtures("cancellations")
def test_an_old_version_becomes_todays_event_when_it_is_read_step_by_step() -> None:
    now = decode(BY_NAME["claim withdrawn"].state.encode())
    assert decode(stored_as("tests.claim-cancelled.2", {"id": "c-1"})).event == ClaimWithdrawn(claim="c-1")
    oldest = stored_as("tests.claim-cancelled.1", {"no": "c-1"})
    found = decode(oldest)
    assert found.event == ClaimWithdrawn(claim="c-1")
    assert (found.position, found.stream, found.recorded_at) == (now.position, now.stream, now.recorded_at)
    through_library = StoredEvent(found.stream, found.version, "tests.claim-cancelled.1", oldest)
    assert LedgerMapper().to_domain_event(through_library) == found


def test_a_type_of_a_newer_version_is_told_from_bytes_that_are_no_event() -> None:
    with pytest.raises(UnknownType, match=r"claims\.withdrawn\.99"):
        decode(stored_as("claims.withdrawn.99", {"claim": "c-1"}))


@pytest.mark.parametrize(
    "stored",
    [
        stored_as("CLAIMS", {"claim": "c-1"}),
        stored_as("claims.withdrawn.1", {"claim": "c-1", "unheard": "of"}),
        stored_as("claims.withdrawn.1", {}),
        b'{"type": "claims.withdrawn.1"}',
        b"[]",
        b"\xff\x00",
        b"",
    ],
)
def test_what_is_no_stored_event_is_refused_and_never_read_as_another(stored: bytes) -> None:
    with pytest.raises(MapperDeserialisationError):
        decode(stored)
