"""Tags with all of their revisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ledger.domain.tags.events import (
    TagApproved,
    TagDefined,
    TagProposed,
    TagRejected,
    TagRetired,
    TagRevised,
    TagRevisionReplaced,
    TagRevisionWithdrawn,
    TagTerms,
)
from ledger.projections.engine.entities import Entities, Row, Table, iso, plain
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store

TAGS = Table(
    "tags",
    key="code",
    columns={
        "code": "text",
        "status": "text",
        "proposer": "text",
        "revisions": "jsonb",
        "retired_from": "date",
    },
)
_CHANGES = (TagApproved, TagRejected, TagRevised, TagRevisionReplaced, TagRevisionWithdrawn, TagRetired)


class Tags(Projection):
    """`tags`: `status` is proposed, active, rejected or retired; `revisions` are `[{number, effective_from, terms,
    withdrawn}]`, the first without a day, the terms as in the event."""

    name = "tags"
    version = 3

    def ddl(self) -> Sequence[str]:
        return (TAGS.ddl,)

    def indexes(self) -> Sequence[str]:
        return ()

    def fold(self, organisation: str) -> Fold:
        return TagsFold(organisation)


class TagsFold:
    """The same as the domain's `tags.tag.evolve`."""

    def __init__(self, organisation: str) -> None:
        self._tags = Entities(TAGS, organisation)

    def size(self) -> int:
        return len(self._tags)

    def take(self, page: Page, store: Store) -> None:
        tags = self._tags
        changed = page.of_any(*_CHANGES)
        tags.load({one.event.code for one in changed if isinstance(one.event, _CHANGES)}, store)
        for recorded in page.of_any(TagDefined, TagProposed, *_CHANGES):
            match recorded.event:
                case TagDefined() | TagProposed() as event:
                    first = _revision(1, None, event.terms)
                    proposer = event.proposer if isinstance(event, TagProposed) else None
                    status = "active" if proposer is None else "proposed"
                    tags.new({"code": event.code, "status": status, "proposer": proposer, "revisions": [first]})
                case TagApproved() as event:
                    tags[event.code]["status"] = "active"
                case TagRejected() as event:
                    tags[event.code]["status"] = "rejected"
                case TagRevised() as event:
                    made = _revision(event.number, event.effective_from, event.terms)
                    tags[event.code]["revisions"].append(made)
                case TagRevisionReplaced() as event:
                    _withdraw(tags[event.code], event.replaced)
                    made = _revision(event.number, event.effective_from, event.terms)
                    tags[event.code]["revisions"].append(made)
                case TagRevisionWithdrawn() as event:
                    _withdraw(tags[event.code], event.number)
                case TagRetired() as event:
                    tags[event.code].update(status="retired", retired_from=iso(event.retired_from))

    def flush(self, store: Store) -> None:
        self._tags.flush(store)


def _revision(number: int, effective_from: date | None, terms: TagTerms) -> Row:
    day = None if effective_from is None else iso(effective_from)
    return {"number": number, "effective_from": day, "terms": plain(terms), "withdrawn": False}


def _withdraw(tag: Row, number: int) -> None:
    for one in tag["revisions"]:
        if one["number"] == number:
            one["withdrawn"] = True
