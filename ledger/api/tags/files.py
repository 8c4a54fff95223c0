"""Value tags as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter
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


async def tags_file(caller: TagReader) -> AskedList:
    """All tags, with their rules of today."""

    async def query(connection: Connection, after: str | None) -> dict[str, Any]:
        today = caller.acting.today
        found = await tags.tags(connection, caller.organisation, today, limit=AT_ONCE, after=after or "")
        return {**found, "items": [_line(tag) for tag in found["items"]]}

    return AskedList(caller, ("tags", "价值标签"), ["tags"], query)


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
