"""Value tags as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from ledger.api.http.files import AT_ONCE
from ledger.api.http.reading import Connection, queried
from ledger.api.reports.files import AskedList, publish_list
from ledger.api.reports.models import Figure
from ledger.api.tags.queries import TagReader
from ledger.projections.tags import query as tags

router = APIRouter(tags=["tags"])


class TagLine(BaseModel):
    """A tag with its rule of today. `steps` are those of a stepped rule, with the points that each gives."""

    code: str
    name: str
    state: str
    goal: str | None
    departments: str | None
    rule: str
    points: int | None
    unit: str | None
    per: Figure | None
    most: int | None
    steps: str | None
    coefficient: Figure
    monthly_cap: int | None
    evidence_required: bool
    auto_approve: bool
    revision: int
    retired_from: date | None
    second_name: str | None


async def tags_file(
    caller: TagReader,
    state: Literal["proposed", "active", "rejected", "retired"] | None = None,
    search: Annotated[str, Query(max_length=100, description="Name, code or goal holds it.")] = "",
) -> AskedList:
    """All tags, with their rules of today."""
    asked = search.strip().lower()

    async def query(connection: Connection, after: str | None) -> dict[str, Any]:
        today = caller.acting.today
        found = await tags.tags(connection, caller.organisation, today, state=state, limit=AT_ONCE, after=after or "")
        return {**found, "items": [_line(tag) for tag in found["items"] if asked in _searched(tag)]}

    return AskedList(caller, ("tags", "价值标签"), ["tags"], query)


def _searched(tag: Mapping[str, Any]) -> str:
    return f"{tag['name']} {tag.get('second_name') or ''} {tag['code']} {tag.get('goal') or ''}".lower()


def _line(tag: Mapping[str, Any]) -> dict[str, Any]:
    rule = tag["rule"]
    steps = (f"{step['op']} {step['threshold']}: {step['points']}" for step in rule.get("steps", ()))
    return {
        **tag,
        "departments": ", ".join(tag.get("departments") or ()),
        "rule": rule["type"],
        "most": rule.get("max"),
        "steps": "; ".join(steps),
        **{name: rule.get(name) for name in ("points", "unit", "per")},
    }


publish_list(router, "/tags", tags_file, TagLine, **queried("tags.read"))
