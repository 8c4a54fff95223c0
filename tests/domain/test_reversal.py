"""Taking a credit back: whole, once, its own lot first, and below zero only when it is forced."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger.domain.accounts.account import Account, evolve
from ledger.domain.accounts.credited import Credited
from ledger.domain.accounts.credited import evolve as evolve_credited
from ledger.domain.accounts.events import ISSUANCE, LotPart, PointsTransferred
from ledger.domain.directory.directory import Directory
from ledger.domain.errors import Conflict, Forbidden
from ledger.domain.events import Event
from ledger.domain.reversals.events import ReversalConfirmed, ReversalRequested
from ledger.domain.reversals.reversal import (
    Reversal,
    check_giver,
    decide_confirm,
    decide_reject,
    decide_request,
    decide_reverse,
)
from ledger.domain.reversals.reversal import evolve as evolve_reversal
from tests.domain.builders import DAY, MONTH, NOON, account_with, credited, sealed
from tests.domain.story import outcome

END = date(2031, 3, 15)
EARLIER = END - timedelta(days=30)
REASON = sealed(box="cmVhc29u")
GRANT = credited(100, "grant:g", END)
GIVEN = Credited(GRANT, "FIN00", NOON)
REQUESTED = ReversalRequested(reversal="r", subject="grant:g", employee="FIN01", points=100, reason=REASON)


def reversed_(account: Account, was: Credited = GIVEN, month: str = MONTH, **fields: Any) -> PointsTransferred:
    (event,) = decide_reverse(was, account, present_month=month, reason=REASON, **fields)
    return event


def held(account: Account, *parts: LotPart) -> Account:
    points = sum(part.points for part in parts)
    hold = PointsTransferred(
        kind="hold", subject="r", source=account.account, target="held:r", points=points, takes=parts
    )
    return evolve(account, hold)


def test_it_is_whole_and_counts_where_the_credit_counted() -> None:
    event = reversed_(account_with(GRANT))
    assert (event.points, event.credit, event.counted, event.reason) == (100, GRANT.credit, True, REASON)
    after = evolve(account_with(GRANT), event)
    assert (after.balance, len(after.lots), after.credited_in("saving", MONTH)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("source", "month", "target"),
    [
        ("budget:FIN00:2030-03", "2030-03", "budget:FIN00:2030-03"),
        ("budget:FIN00:2030-03", "2030-04", ISSUANCE),
        ("budget:organisation:2030-03", "2030-03", "budget:organisation:2030-03"),
        ("budget:organisation:2030-03", "2031-03", ISSUANCE),
        (ISSUANCE, "2030-03", ISSUANCE),
    ],
)
def test_points_return_to_the_budget_while_its_month_is_open(source: str, month: str, target: str) -> None:
    given = credited(100, "grant:g", END, source=source)
    assert reversed_(account_with(given), Credited(given, "FIN00", NOON), month).target == target


def test_it_takes_the_lots_own_rest_first_then_what_ends_first() -> None:
    account = account_with(GRANT, credited(50, "b", END, 2), credited(50, "c", EARLIER, 3))
    account = held(account, LotPart(lot="grant:g", number=1, points=70, ends_on=END))
    event = reversed_(account)
    assert [(part.lot, part.points) for part in event.takes] == [("grant:g", 30), ("c", 50), ("b", 20)]


def test_what_is_held_can_not_be_taken() -> None:
    account = held(account_with(GRANT), LotPart(lot="grant:g", number=1, points=1, ends_on=END))
    outcome(decide_reverse, GIVEN, account, present_month=MONTH, reason=REASON).refused(Conflict, "balance-too-low")


def test_forced_it_takes_what_there_is_and_the_balance_goes_below_zero() -> None:
    account = held(account_with(GRANT), LotPart(lot="grant:g", number=1, points=70, ends_on=END))
    event = reversed_(account, forced=True)
    assert (event.points, [part.points for part in event.takes]) == (100, [30])
    assert (evolve(account, event).balance, len(evolve(account, event).lots)) == (-70, 0)


def test_it_is_done_once() -> None:
    taken_back = evolve_credited(GIVEN, reversed_(account_with(GRANT)), "HR01", NOON)
    assert taken_back is not None
    for forced in (False, True):
        outcome(
            decide_reverse, taken_back, account_with(GRANT), present_month=MONTH, reason=REASON, forced=forced
        ).refused(Conflict, "already-reversed")
    outcome(decide_request, taken_back, REQUESTED).refused(Conflict, "already-reversed")


def test_who_gave_takes_back_within_24_hours_and_nobody_else() -> None:
    check_giver(GIVEN.by, GIVEN.at, "FIN00", NOON + timedelta(hours=24))
    late = NOON + timedelta(hours=24, microseconds=1)
    outcome(check_giver, GIVEN.by, GIVEN.at, "FIN00", late).refused(Forbidden, "reversal-too-late")
    outcome(check_giver, GIVEN.by, GIVEN.at, "TEC00", NOON).refused(Forbidden, "not-the-giver")


def waiting(*events: Event) -> Reversal:
    state = evolve_reversal(Reversal("r"), REQUESTED, "HR01", NOON)
    for event in events:
        state = evolve_reversal(state, event, "HR02", NOON)
    return state


def test_a_second_hr_confirms_a_forced_one() -> None:
    outcome(decide_confirm, waiting(), "HR02", Directory(), DAY).then(ReversalConfirmed(reversal="r"))
    outcome(decide_confirm, waiting(), "HR01", Directory(), DAY).refused(Forbidden, "second-hr")


@pytest.mark.parametrize("decided", [ReversalConfirmed(reversal="r"), *decide_reject(waiting(), REASON)])
def test_a_request_is_decided_once(decided: Event) -> None:
    outcome(decide_confirm, waiting(decided), "HR03", Directory(), DAY).refused(Conflict, "reversal-decided")
    outcome(decide_reject, waiting(decided), REASON).refused(Conflict, "reversal-decided")
