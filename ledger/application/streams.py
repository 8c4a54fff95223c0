"""Which state a stream has: how it begins, how it evolves, and how a long one is kept as a snapshot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from immutables import Map

from ledger.domain.accounts import account, announced, credited, held
from ledger.domain.budgets import budget
from ledger.domain.claims import claim
from ledger.domain.conduct import deduction
from ledger.domain.directory import directory
from ledger.domain.events import Event, Recorded
from ledger.domain.exports import export, lines
from ledger.domain.exports.events import Line
from ledger.domain.imports import batch, parallel
from ledger.domain.integrations import api_key
from ledger.domain.organisation import organisation
from ledger.domain.redemptions import redemption
from ledger.domain.reversals import reversal
from ledger.domain.rewards import reward
from ledger.domain.rewards.events import RewardTerms
from ledger.domain.tags import tag


@dataclass(frozen=True, slots=True)
class StreamKind:
    """`evolve_name` changes whenever what `evolve` makes changes: older snapshots are then ignored.

    `envelope`: `evolve` is told in whose name the event was recorded, and when, too.
    """

    begin: Callable[[str], Any]
    evolve: Callable[..., Any]
    evolve_name: str | None = None
    freeze: Callable[[Any], bytes] | None = None
    thaw: Callable[[str, bytes], Any] | None = None
    envelope: bool = False


def _freeze_account(state: account.Account) -> bytes:
    return orjson.dumps(
        {
            "balance": state.balance,
            "opened": state.opened,
            "lots": [[lot.ends_on.isoformat(), lot.number, lot.lot, lot.left] for lot in sorted(state.lots.values())],
            "credited": [[tag_code, month, points] for (tag_code, month), points in sorted(state.credited.items())],
        }
    )


def _thaw_account(stream: str, frozen: bytes) -> account.Account:
    kept = orjson.loads(frozen)
    return account.Account(
        stream,
        kept["balance"],
        Map(
            {lot: account.Lot(date.fromisoformat(ends), number, lot, left) for ends, number, lot, left in kept["lots"]}
        ),
        kept["opened"],
        Map({(tag_code, month): points for tag_code, month, points in kept["credited"]}),
    )


def _freeze_budget(state: budget.Budget) -> bytes:
    return orjson.dumps([state.points, state.spent, state.lapsed])


def _thaw_budget(stream: str, frozen: bytes) -> budget.Budget:
    return budget.Budget(stream, *orjson.loads(frozen))


def _freeze_reward(state: reward.Reward) -> bytes:
    return orjson.dumps(
        {
            "status": state.status,
            "revisions": [terms.model_dump(mode="json", exclude_none=True) for terms in state.revisions],
            "taken": state.taken,
            "taken_by": [[employee, year, pieces] for (employee, year), pieces in sorted(state.taken_by.items())],
        }
    )


def _thaw_reward(stream: str, frozen: bytes) -> reward.Reward:
    kept = orjson.loads(frozen)
    return reward.Reward(
        stream.partition(":")[2],
        kept["status"],
        tuple(RewardTerms.model_validate(terms) for terms in kept["revisions"]),
        kept["taken"],
        Map({(employee, year): pieces for employee, year, pieces in kept["taken_by"]}),
    )


def _freeze_lines(state: lines.Waiting) -> bytes:
    return orjson.dumps([line.model_dump(mode="json", exclude_none=True) for line in state.in_order()])


def _thaw_lines(stream: str, frozen: bytes) -> lines.Waiting:
    waiting = (Line.model_validate(line) for line in orjson.loads(frozen))
    return lines.Waiting(stream.partition(":")[2], Map({line.redemption: line for line in waiting}))


KINDS: dict[str, StreamKind] = {
    "organisation": StreamKind(lambda stream: organisation.Organisation(), organisation.evolve),
    "directory": StreamKind(lambda stream: directory.Directory(), directory.evolve),
    "tag": StreamKind(lambda stream: tag.Tag(stream.partition(":")[2]), tag.evolve),
    "claim": StreamKind(lambda stream: claim.Claim(stream.partition(":")[2]), claim.evolve, envelope=True),
    "grant": StreamKind(lambda stream: None, credited.evolve, envelope=True),
    "reversal": StreamKind(
        lambda stream: reversal.Reversal(stream.partition(":")[2]),
        lambda state, event, by, at: reversal.evolve(state, event, by),
        envelope=True,
    ),
    "deduction": StreamKind(lambda stream: deduction.Deduction(), deduction.evolve, envelope=True),
    "announced": StreamKind(lambda stream: announced.Announced(), announced.evolve),
    "leaving": StreamKind(lambda stream: None, lambda state, event: None),
    "reward": StreamKind(
        lambda stream: reward.Reward(stream.partition(":")[2]),
        reward.evolve,
        "reward.1",
        _freeze_reward,
        _thaw_reward,
    ),
    "redemption": StreamKind(lambda stream: redemption.Redemption(stream.partition(":")[2]), redemption.evolve),
    "held": StreamKind(held.Held, held.evolve),
    "lines": StreamKind(
        lambda stream: lines.Waiting(stream.partition(":")[2]), lines.evolve, "lines.1", _freeze_lines, _thaw_lines
    ),
    "export": StreamKind(lambda stream: export.Export(stream.partition(":")[2]), export.evolve),
    "api-key": StreamKind(lambda stream: api_key.ApiKey(), api_key.evolve, envelope=True),
    "import": StreamKind(lambda stream: batch.Batch(stream.partition(":")[2]), batch.evolve, envelope=True),
    "parallel": StreamKind(
        lambda stream: parallel.ParallelMonth(),
        lambda state, event, by, at: parallel.evolve(state, event, by),
        envelope=True,
    ),
    "opening": StreamKind(lambda stream: None, credited.evolve, envelope=True),
    "past-grant": StreamKind(lambda stream: None, credited.evolve, envelope=True),
    "employee": StreamKind(account.Account, account.evolve, "account.1", _freeze_account, _thaw_account),
    "budget": StreamKind(budget.Budget, budget.evolve, "budget.1", _freeze_budget, _thaw_budget),
}


def kind_of(stream: str) -> StreamKind:
    return KINDS[stream.partition(":")[0]]


def evolved(stream: str, state: Any, event: Event, by: str, at: datetime) -> Any:
    """The state of a stream after an event that was recorded then, in that person's name."""
    kind = kind_of(stream)
    return kind.evolve(state, event, by, at) if kind.envelope else kind.evolve(state, event)


def replayed(stream: str, state: Any, recorded: Recorded) -> Any:
    """The same for a recorded event."""
    return evolved(stream, state, recorded.event, recorded.on_behalf_of or recorded.actor, recorded.recorded_at)
