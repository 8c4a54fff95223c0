"""Who is told what of tags: whoever proposed one."""

from __future__ import annotations

from ledger.domain.events import Recorded
from ledger.domain.tags.events import TagApproved, TagRejected
from ledger.projections.engine.sealing import sealed
from ledger.projections.notifications.notices import Known, Notices, Told
from ledger.projections.tags.proposers import Proposers


def _approved(recorded: Recorded, event: TagApproved, known: Known) -> list[Told]:
    proposers = known.remembered(Proposers).of(event.code, known.store)
    return [(no, "tag-approved", {"tag": event.code}) for no in proposers]


def _rejected(recorded: Recorded, event: TagRejected, known: Known) -> list[Told]:
    return [(event.proposer, "tag-rejected", {"tag": event.code, "reason": sealed(event.reason)})]


NOTICES = Notices({TagApproved: _approved, TagRejected: _rejected}, remembers=(Proposers,))
"""`tag-approved`, `tag-rejected`: {tag}, with the reason of a rejection."""
