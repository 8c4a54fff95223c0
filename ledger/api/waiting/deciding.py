"""What whoever decides a claim or a redemption is told: whose it is to decide, what an approval would meet, and what
has changed since it was asked for. The functions that judge the command say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from ledger.api.claims.first_approval import check_seconds, first_approval
from ledger.api.claims.rounds import rounds_of
from ledger.api.claims.unusual import UnusualView, unusual_of
from ledger.api.http.callers import Caller
from ledger.api.http.problems import ProblemBody, result_of
from ledger.application import claim_decisions, redemptions
from ledger.application.reversals import check_takes_back
from ledger.domain.changes import Change, ChangedFact
from ledger.domain.claims import judging
from ledger.domain.directory.sight import approver_of
from ledger.domain.errors import Forbidden, Refusal
from ledger.domain.redemptions import standing as redeemed
from ledger.domain.rewards.reward import REWARD
from ledger.domain.tags.tag import TAG
from ledger.domain.values import local_date
from ledger.projections.leaderboards.caps import Counted

Row = dict[str, Any]


class ChangeView(BaseModel):
    what: ChangedFact = Field(
        description="`department` of the day it happened, by code; `left`: the last day; `revision` of the tag, by "
        "number; `cost` of the reward in points; `retired`: the reward is offered no longer."
    )
    before: str | None
    now: str | None


class RedemptionStanding(BaseModel):
    problem: ProblemBody | None = Field(description="Why an approval would be refused now.")
    changes: list[ChangeView] = Field(description="What is not as it was when it was asked for.")


class ClaimStanding(RedemptionStanding):
    """What an approval would meet now. A claim is nobody's budget: its points are issued."""

    would_credit: int = Field(description="What an approval for the rule's points would credit now.")
    cap: int | None = Field(description="Of its tag, for its person and month; null: there is none.")
    credited: int = Field(description="What counts in the cap of its month already.")
    cap_left: int | None = Field(description="What is left of the cap for its month; null: there is no cap.")
    coefficient: str = Field(description="Of the tag, in the points by the rule.")
    takes_two: bool = Field(description="An approval waits for a second approver.")
    unusual: list[UnusualView] = Field(description="For who may decide it: what they should know beforehand.")


DECIDER = Field(description="Who decides it now; null: an hr, or nobody has to.")
MAY_DECIDE = Field(description="Whether the caller may decide it now.")


def caps_of(rows: Sequence[Row]) -> set[Counted]:
    """The caps in which claims of a list would count."""
    return {(row["month"], row["employee"], row["tag"]) for row in rows if row["state"] in WAITING}


WAITING = frozenset({"submitted", "returned", "requested"})


async def claims_to_decide(
    caller: Caller, rows: Sequence[Row], counted: dict[Counted, int], known: Mapping[str, Any]
) -> list[Row]:
    """Claims with what their deciders are told; `counted` is what counts in `caps_of` them, `known` what they are
    compared with."""
    zone = caller.settings.zone
    tags = await _states(caller, rows, lambda row: TAG(row["tag"]))

    def standing(row: Row) -> Row:
        waits = judging.Waits(
            employee=row["employee"],
            revision=row["revision"],
            day=_day(row["occurred_at"], zone),
            submitted_on=_day(row["submitted_at"], zone),
            departments=tuple(row["departments"]),
            points=row["points"],
        )
        credited = counted.get((row["month"], row["employee"], row["tag"]), 0)
        found = judging.standing(caller.acting.directory, waits, tags[TAG(row["tag"])], credited, caller.acting.today)
        most = caller.settings.limits.points_a_claim
        return {
            "would_credit": found.would_credit,
            "cap": found.terms.monthly_cap,
            "credited": credited,
            "cap_left": found.cap_left,
            "coefficient": format(found.terms.coefficient, "f"),
            "takes_two": most is not None and found.would_credit > most,
            "unusual": unusual_of(caller, row, found, known) if allowed(decides, row) or seconds(row) else [],
            **_told(found.refusal, found.changes),
        }

    def seconds(row: Row) -> bool:
        first = row["first_approval"]
        return first is not None and not first["confirmed"] and allowed(check_seconds, caller.acting, row, first)

    def decides(row: Row) -> None:
        if row["first_approval"] is not None:
            raise Forbidden("not-the-approver", "A second approver decides it.")
        submitted_by = None if row["submitted_by"] == row["employee"] else row["submitted_by"]
        claim_decisions.check_decides(caller.acting, caller.acting.in_path(row["employee"]), submitted_by)

    now = caller.services.journal.clock()

    def takes_back(row: Row) -> None:
        by = row["decided_on_behalf_of"] or row["decided_by"]
        check_takes_back(caller.acting, row["employee"], by, row["decided_at"], now)

    return [
        {
            **_to_decide(caller, row, "submitted", True, decides, standing),
            "may_take_back": row["state"] == "approved" and not row["reversed"] and allowed(takes_back, row),
            "rounds": rounds_of(row),
            "first_approval": first_approval(caller, row, seconds(row)),
        }
        for row in rows
    ]


async def redemptions_to_decide(caller: Caller, rows: Sequence[Row]) -> list[Row]:
    """Redemptions with what their deciders are told."""
    zone, directory = caller.settings.zone, caller.acting.directory
    rewards = await _states(caller, rows, lambda row: REWARD(row["reward"]))

    def standing(row: Row) -> Row:
        waits = redeemed.Waits(_day(row["requested_at"], zone), row["points"] // row["quantity"])
        reward = rewards[REWARD(row["reward"])]
        policy, today = caller.settings.leaver_policy, caller.acting.today
        return _told(*redeemed.standing(directory.employees[row["employee"]], waits, reward, policy, today))

    def decides(row: Row) -> None:
        person = caller.acting.in_path(row["employee"])
        redemptions.check_decides(caller.acting, person, row["approval"], row["requested_by"])

    def fulfils(row: Row) -> None:
        redemptions.check_fulfils(caller.acting, caller.acting.in_path(row["employee"]))

    return [
        {
            **_to_decide(caller, row, "requested", row["approval"] == "manager", decides, standing),
            "may_fulfil": row["state"] in {"approved", "fulfilled"} and allowed(fulfils, row),
        }
        for row in rows
    ]


def _to_decide(
    caller: Caller,
    row: Row,
    undecided: str,
    by_approver: bool,
    decides: Callable[[Row], None],
    standing: Callable[[Row], Row],
) -> Row:
    person = caller.acting.directory.employees.get(row["employee"])
    if row["state"] not in WAITING or person is None:
        return {**row, "decider": None, "may_decide": False, "standing": None}
    return {
        **row,
        "decider": approver_of(caller.acting.directory, person, caller.acting.today) if by_approver else None,
        "may_decide": row["state"] == undecided and allowed(decides, row),
        "standing": standing(row),
    }


def allowed(check: Callable[..., object], *asked: Any) -> bool:
    """Whether a check that a command makes lets it through."""
    try:
        check(*asked)
    except Refusal:
        return False
    return True


async def _states(caller: Caller, rows: Sequence[Row], stream_of: Callable[[Row], str]) -> dict[str, Any]:
    streams = sorted({stream_of(row) for row in rows if row["state"] in WAITING})
    return dict(zip(streams, await caller.services.journal.states(caller.organisation, *streams), strict=True))


def _told(refusal: Refusal | None, changes: Sequence[Change]) -> Row:
    problem = None if refusal is None else result_of(refusal)["problem"]
    return {"problem": problem, "changes": [change._asdict() for change in changes]}


def _day(at: datetime, zone: ZoneInfo) -> date:
    return local_date(at, zone)
