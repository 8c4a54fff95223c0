"""One search for people, tags, rewards and claims: what the caller may see of them, the nearest first.

Names of people and what claims say are sealed wherever they are kept, so all of it is compared in memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.claims.queries import whose_in_sight
from ledger.api.directory.names import department_of, name_of
from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import AtLeast, Connection, queried, read, respond, shown_as
from ledger.domain.authorisation import PERMITTED
from ledger.projections.claims import query as claims
from ledger.projections.rewards import query as rewards
from ledger.projections.tags import query as tags

router = APIRouter(tags=["directory"])

MOST_THINGS = 1000
"""Tags or rewards of an organisation, by code: others are not looked through."""
NEWEST_CLAIMS = 300
"""Of those in sight: older ones are found by their id, or from the person."""
TITLE_LETTERS = 160
"""Of what a claim says: what it is called, and what it is found by."""
SHORTEST_ID = 6
"""Letters of a claim's id that say which: fewer are in many."""


class FoundPerson(BaseModel):
    employee_no: str
    name: str | None
    department: str | None


class FoundTag(BaseModel):
    code: str
    name: str
    second_name: str | None = None
    state: str


class FoundReward(BaseModel):
    code: str
    name: str
    state: str
    kind: str
    cost: int


class FoundClaim(BaseModel):
    id: str
    state: str
    employee: str
    tag: str
    description: str | None = Field(description=f"Its first {TITLE_LETTERS} letters.")
    points: int
    reversed: bool


class Found(BaseModel):
    """Each kind with the nearest first. What the caller may not see is not among it."""

    people: list[FoundPerson]
    tags: list[FoundTag]
    rewards: list[FoundReward]
    claims: list[FoundClaim] = Field(description=f"Of the newest {NEWEST_CLAIMS} in sight, or by the id.")


@router.get("/search", response_model=Found, **queried("search"))
async def search(
    caller: Annotated[Caller, Depends(reader("search"))],
    q: Annotated[
        str, Query(min_length=1, max_length=100, description="Every word of it, or how that is spelt in pinyin.")
    ],
    limit: Annotated[int, Query(ge=1, le=20, description="Of each kind.")] = 5,
    at_least: AtLeast = None,
) -> Response:
    """People, tags, rewards and claims by name, number, code, pinyin or its initials. Case, width, blanks and dots make
    no difference."""
    people, names = caller.acting.directory.employees, caller.services.names
    nearest = await names.nearest(caller.organisation, people, q, limit)

    async def query(connection: Connection) -> dict[str, Any]:
        organisation, today = caller.organisation, caller.acting.today
        return {
            "people": [_person(caller, number) for number in nearest],
            "tags": (await tags.tags(connection, organisation, today, limit=MOST_THINGS))["items"],
            "rewards": (await rewards.rewards(connection, organisation, limit=MOST_THINGS))["items"],
            "claims": await _claims(caller, connection, q),
        }

    found, position = await read(caller, ["directory", "tags", "rewards", "claims"], at_least, query)
    tag_names = {tag["code"]: f"{tag['name']}{tag.get('second_name') or ''}" for tag in found["tags"]}
    answer = {
        "people": found["people"],
        "tags": await _near(caller, _last_retired(found["tags"]), q, limit, FoundTag),
        "rewards": await _near(caller, _last_retired(found["rewards"]), q, limit, FoundReward),
        "claims": await _near_claims(caller, found["claims"], tag_names, q, limit),
    }
    return respond(answer, position)


def _person(caller: Caller, number: str) -> dict[str, Any]:
    return {"employee_no": number, "name": name_of(caller, number), "department": department_of(caller, number)}


async def _claims(caller: Caller, connection: Connection, q: str) -> list[dict[str, Any]]:
    """Claims that the caller sees, with whose they are; the one with this id first."""
    if not caller.roles & PERMITTED["claims.read"]:
        return []
    whose = whose_in_sight(caller, None)
    named = await claims.claim(connection, caller.organisation, q.strip()) if q.isprintable() else None
    newest = await claims.titles(connection, caller.organisation, whose, NEWEST_CLAIMS)
    if named is not None and (whose is None or named["employee"] in whose):
        newest = [named, *(one for one in newest if one["id"] != named["id"])]
    return [{**one, "name": name_of(caller, one["employee"])} for one in newest]


def title_of(claim: dict[str, Any]) -> str | None:
    """The beginning of what a claim says, opened; none of who was erased."""
    said: str | None = claim["description"]
    return None if said is None else said[:TITLE_LETTERS]


def _last_retired(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(things, key=lambda thing: thing["state"] in {"retired", "rejected"})


async def _near(
    caller: Caller, things: list[dict[str, Any]], q: str, limit: int, view: type[BaseModel]
) -> list[dict[str, Any]]:
    """By either name of what has two: the one that is nearer to what is asked says how near it is."""
    called = [(thing, name) for thing in things for name in (thing["name"], thing.get("second_name")) if name]
    places = await caller.services.names.among(((thing["code"], name) for thing, name in called), q, 2 * limit)
    found = {thing["code"]: thing for thing, _ in (called[place] for place in places)}
    return list(map(shown_as(view), list(found.values())[:limit]))


async def _near_claims(
    caller: Caller, found: list[dict[str, Any]], tag_names: dict[str, str], q: str, limit: int
) -> list[dict[str, Any]]:
    titled = [{**one, "description": title_of(one)} for one in found]
    by_id = len(q.strip()) >= SHORTEST_ID

    def lines() -> Iterable[tuple[str, str]]:
        for one in titled:
            said = f"{one['name'] or ''}{tag_names.get(one['tag'], '')}{one['description'] or ''}"
            yield (one["id"] if by_id else ""), said

    places = await caller.services.names.among(lines(), q, limit)
    return list(map(shown_as(FoundClaim), (titled[place] for place in places)))
