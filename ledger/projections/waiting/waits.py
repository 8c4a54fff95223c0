"""What of a context waits for a decision."""

from __future__ import annotations

from typing import NamedTuple

from ledger.domain.events import Event


class Waits(NamedTuple):
    """`counted` is a SELECT from the tables of `projection`, for `%(organisation)s`, of these columns:

    kind (of what waits), employee (whose it is; of a proposal the proposer), `by` (who asked for it, or null),
    approval (manager, hr, or second: the second approver; null: whoever the directory says), firsts (by whose word it
    came about, of what the ledger itself asks for, or of what takes two approvers; or null), count, `which`, another
    number when as many others wait, and oldest: since when the first of them waits, or null.

    `moved_by` are the types of events that change it.
    """

    projection: str
    counted: str
    moved_by: tuple[type[Event], ...]
