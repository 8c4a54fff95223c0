"""Any sequence of credits, holds, releases, spendings, expiries, reversals and departures, at any times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ledger.domain.accounts.account import Account, put_back, take
from ledger.domain.accounts.announced import ANNOUNCED, decide_announce
from ledger.domain.accounts.credited import Credited
from ledger.domain.accounts.events import PointsTransferred, budget_account, employee_account, held_account
from ledger.domain.accounts.expiry import decide_expire
from ledger.domain.accounts.leaving import LEAVING, decide_settle, decide_write_off
from ledger.domain.budgets.budget import decide_set
from ledger.domain.errors import Conflict, Refusal
from ledger.domain.events import Event
from ledger.domain.grants.grant import Grant, decide_grant
from ledger.domain.organisation.organisation import LeaverPolicy, LotTerm
from ledger.domain.reversals.reversal import decide_reverse
from ledger.domain.streams import beginning, evolved
from ledger.domain.tags.tag import Revision
from ledger.domain.values import month_of
from tests.domain.builders import fixed, person, sealed, terms

FIN01 = employee_account("FIN01")
REVISION = Revision(1, None, terms(fixed(50), monthly_cap=120))
REASON = sealed()
TERMS = (LotTerm(months=1), LotTerm(), LotTerm(kind="yearly", month=6, day=30), LotTerm(kind="none"))
POLICIES = (LeaverPolicy(days=5), LeaverPolicy(kind="bonus", amount_per_point=Decimal("0.5")))
UNBOUNDED = ("issuance", "written-off")


class Economy(RuleBasedStateMachine):
    """The domain's own decisions on one employee, evolved as the journal does it."""

    @initialize(term=st.sampled_from(TERMS))
    def begin(self, term: LotTerm) -> None:
        self.today = date(2030, 1, 30)
        self.term = term
        self.states: dict[str, Any] = {}
        self.recorded: list[tuple[str, Event, datetime]] = []
        self.accounts: dict[str, int] = {}
        self.credits: list[str] = []
        self.holds: list[str] = []
        self.counted: dict[str, int] = {}
        self.forced = False

    def state(self, stream: str) -> Any:
        return self.states.setdefault(stream, beginning(stream))

    @property
    def account(self) -> Account:
        found: Account = self.state(FIN01)
        return found

    def emit(self, stream: str, events: Iterable[Event]) -> None:
        at = datetime.combine(self.today, time(), UTC)
        for event in events:
            self.recorded.append((stream, event, at))
            apply(self.states, stream, event, at)
            if isinstance(event, PointsTransferred):
                for account, sign in ((event.source, -1), (event.target, 1)):
                    self.accounts[account] = self.accounts.get(account, 0) + sign * event.points
                if event.counted and event.credit is not None:
                    sign = 1 if event.target == FIN01 else -1
                    self.counted[event.credit.month] = self.counted.get(event.credit.month, 0) + sign * event.points

    @rule(instant=st.booleans(), back=st.integers(0, 40))
    def grant(self, instant: bool, back: int) -> None:
        """Of today or earlier, from a budget that is raised where it does not cover it."""
        day, present = self.today - timedelta(days=back), month_of(self.today)
        budget = budget_account("organisation" if instant else "FIN00", present)
        spent = self.state(budget).spent
        self.emit(budget, decide_set(self.state(budget), spent + 50, month=present, present_month=present))
        name = f"g{len(self.credits):03}"
        grant = Grant(
            name, "thanks", None, REASON, instant, day, month_of(day), ("FIN",), self.term.last_day(self.today)
        )
        try:
            events = decide_grant(grant, person(), REVISION, self.account, self.state(budget))
        except Conflict as refusal:
            assert refusal.code == "cap-reached"
            return
        self.emit(FIN01, events)
        self.credits.append(f"grant:{name}")

    @precondition(lambda self: self.account.balance > 0)
    @rule(share=st.integers(1, 4))
    def hold(self, share: int) -> None:
        self.expire()
        points = self.account.balance // share
        if points:
            name = f"r{len(self.recorded):03}"
            self.transfer("hold", name, FIN01, held_account(name), points, takes=take(self.account, points))
            self.holds.append(name)

    def transfer(self, kind: Any, name: str, source: str, target: str, points: int, **parts: Any) -> None:
        subject = f"redemption:{name}"
        event = PointsTransferred(kind=kind, subject=subject, source=source, target=target, points=points, **parts)
        self.emit(FIN01 if FIN01 in (source, target) else held_account(name), [event])

    @precondition(lambda self: self.holds)
    @rule(which=st.integers(0, 9), fulfilled=st.booleans())
    def release_or_spend(self, which: int, fulfilled: bool) -> None:
        self.expire()
        name = self.holds.pop(which % len(self.holds))
        held = self.state(held_account(name))
        if fulfilled:
            self.transfer("redemption", name, held.account, "redeemed:leave", held.balance)
            return
        opens, repays = put_back(self.account, held.parts, self.today, timedelta(days=30))
        self.transfer("release", name, held.account, FIN01, held.balance, opens=opens, repays=repays)

    @rule()
    def expire(self) -> None:
        before = self.account
        self.emit(FIN01, decide_expire(before, self.today).values())
        assert decide_expire(self.account, self.today) == {}, "twice changes nothing"
        assert all(lot.ends_on >= self.today for lot in self.account.lots.values())
        kept = {lot.lot for lot in before.lots.values() if lot.ends_on >= self.today}
        assert kept == set(self.account.lots), "what has not ended is not touched"

    @precondition(lambda self: self.credits)
    @rule(which=st.integers(0, 9), forced=st.booleans())
    def reverse(self, which: int, forced: bool) -> None:
        self.expire()
        subject = self.credits[which % len(self.credits)]
        credited: Credited = self.state(subject)
        before, points = self.account, credited.transfer.points
        allowed = not credited.taken_back and (forced or before.balance >= points)
        try:
            events = decide_reverse(credited, before, present_month=month_of(self.today), reason=REASON, forced=forced)
        except Refusal as refusal:
            assert refusal.code == ("already-reversed" if credited.taken_back else "balance-too-low")
            assert not allowed
            return
        assert allowed
        self.emit(FIN01, events)
        self.forced |= self.account.balance < 0
        assert self.account.balance == before.balance - points
        own = before.lots.get(subject)
        assert own is None or events[0].takes[0].points == min(own.left, points), "its own lot first"

    @rule()
    def announce(self) -> None:
        stream = ANNOUNCED("FIN01")
        self.emit(stream, decide_announce(self.state(stream), self.account, self.today))
        assert decide_announce(self.state(stream), self.account, self.today) == [], "once"

    @rule(policy=st.sampled_from(POLICIES), ago=st.integers(0, 8))
    def leave(self, policy: LeaverPolicy, ago: int) -> None:
        """Somebody has left, and may come back."""
        left_on = self.today - timedelta(days=ago)
        for _ in range(2):
            self.expire()
            self.emit(FIN01, decide_write_off(self.account) if ago else [])
            moved, settled = decide_settle(self.account, self.state(LEAVING("FIN01")), left_on, policy, self.today)
            self.emit(FIN01, moved)
            self.emit(LEAVING("FIN01"), settled)
        if ago > 5 or (ago and policy.kind == "bonus"):
            assert self.account.balance == 0

    @rule(days=st.sampled_from([1, 1, 7, 30, 200]))
    def time_goes_on(self, days: int) -> None:
        self.today += timedelta(days=days)

    @invariant()
    def the_sum_over_all_accounts_is_zero(self) -> None:
        assert sum(self.accounts.values()) == 0
        below = {account for account, balance in self.accounts.items() if balance < 0} - set(UNBOUNDED)
        assert below <= ({FIN01} if self.forced else set()), "below zero only by a forced reversal"
        for account, balance in self.accounts.items():
            if account.startswith("budget:"):
                assert self.states[account].left == balance

    @invariant()
    def lots_agree_with_the_balance(self) -> None:
        account = self.account
        assert account.balance == self.accounts.get(FIN01, 0)
        assert sum(lot.left for lot in account.lots.values()) == max(account.balance, 0)
        assert all(lot.left > 0 for lot in account.lots.values())
        self.forced &= account.balance < 0

    @invariant()
    def caps_count_what_was_credited_and_not_taken_back(self) -> None:
        for month, points in self.counted.items():
            assert 0 <= self.account.credited_in("thanks", month) == points <= 120

    def teardown(self) -> None:
        """Replay equals live."""
        states: dict[str, Any] = {}
        for stream, event, at in getattr(self, "recorded", ()):
            apply(states, stream, event, at)
        for stream, state in states.items():
            assert state == self.states[stream]


def apply(states: dict[str, Any], stream: str, event: Event, at: datetime) -> None:
    for one in {stream, *event.linked_streams()}:
        before = states.get(one, beginning(one))
        states[one] = evolved(one, before, event, "FIN00", at)


Economy.TestCase.settings = settings(max_examples=50, stateful_step_count=40, deadline=None)
TestEconomy = Economy.TestCase
