"""Any life of any redemptions against a plain model that counts on its fingers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ledger.domain.accounts.account import Account
from ledger.domain.accounts.events import PointsTransferred, employee_account, held_account
from ledger.domain.accounts.expiry import decide_expire
from ledger.domain.errors import Refusal
from ledger.domain.events import Event
from ledger.domain.exports.events import ExportPrepared
from ledger.domain.exports.export import decide_prepare
from ledger.domain.redemptions import redemption as rules
from ledger.domain.redemptions.redemption import GRACE, REDEMPTION
from ledger.domain.rewards.events import Benefit, RewardTerms
from ledger.domain.rewards.reward import decide_define
from ledger.domain.streams import beginning, id_of, stream_of
from tests.domain.builders import credited, sealed

COST, STOCK, LIMIT = 5, 5, 3
FIRST_DAY = date(2030, 3, 1)
PEOPLE = ("FIN01", "FIN02")
NEXT = {"requested": "approve", "approved": "fulfil", "fulfilled": "reverse"}
ACTS = ["reject", "reject", "cancel", "cancel", "approve", "fulfil", "reverse"]
Lots = dict[tuple[str, date], int]


@dataclass
class Asked:
    """What the model knows of a redemption."""

    who: str
    on: date
    year: int
    pieces: int
    state: str
    lots: Lots = field(default_factory=dict)


class Redeeming(RuleBasedStateMachine):
    """The domain's decisions through the streams' own evolve, beside sums by hand."""

    @initialize(approval=st.sampled_from(["manager", "none"]))
    def begin(self, approval: Any) -> None:
        self.today = FIRST_DAY
        self.states: dict[str, Any] = {}
        self.accounts: dict[str, int] = {}
        self.approval = approval
        self.points: dict[str, Lots] = {who: {} for who in PEOPLE}
        self.asked: dict[str, Asked] = {}
        self.exported: list[tuple[str, bool]] = []
        self.count = 0
        terms = RewardTerms(
            name="半天假", kind="leave", cost=COST, benefit=Benefit(days="0.5"), stock=STOCK, yearly_limit=LIMIT,
            approval=approval,
        )  # fmt: skip
        self.emit("reward:r", decide_define(self.state("reward:r"), terms))
        for who in PEOPLE:
            self.credit(who, 60, 25)

    def state(self, stream: str) -> Any:
        return self.states.setdefault(stream, beginning(stream))

    def emit(self, stream: str, events: Iterable[Event]) -> None:
        for event in events:
            to = stream
            if isinstance(event, PointsTransferred):
                to = event.source if event.source.startswith("employee:") else event.target
                for account, sign in ((event.source, -1), (event.target, 1)):
                    self.accounts[account] = self.accounts.get(account, 0) + sign * event.points
            linked = [one for one in event.linked_streams() if one.partition(":")[0] not in {"budget", "grant"}]
            for one in {to, *linked} - {one for one in (to,) if one.startswith("redeemed:")}:
                self.states[one] = stream_of(one).evolve(self.state(one), event)

    def account(self, who: str) -> Account:
        found: Account = self.state(employee_account(who))
        return found

    def outcome(self, stream: str, decide: Any, *arguments: Any, **named: Any) -> bool:
        try:
            self.emit(stream, decide(*arguments, **named))
        except Refusal:
            return False
        return True

    def expire(self, who: str) -> None:
        self.emit("", decide_expire(self.account(who), self.today).values())
        self.points[who] = {lot: left for lot, left in self.points[who].items() if lot[1] >= self.today}

    def credit(self, who: str, points: int, lasts: int) -> None:
        self.count += 1
        lot, ends_on = f"grant:{self.count:03}", self.today + timedelta(days=lasts)
        event = credited(points, lot, ends_on, self.count, target=employee_account(who))
        self.emit("", [event])
        self.points[who][lot, ends_on] = points

    @rule(who=st.sampled_from(PEOPLE), points=st.integers(5, 60), lasts=st.integers(0, 40))
    def earn(self, who: str, points: int, lasts: int) -> None:
        self.credit(who, points, lasts)

    @rule(days=st.sampled_from([1, 1, 3, 20, 200]))
    def time_goes_on(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(who=st.sampled_from(PEOPLE), pieces=st.integers(1, 3))
    def request(self, who: str, pieces: int) -> None:
        self.expire(who)
        self.count += 1
        name, mine = f"x{self.count:03}", self.points[who]
        live = [one for one in self.asked.values() if one.state in {"requested", "approved", "fulfilled"}]
        allowed = (
            sum(mine.values()) >= COST * pieces
            and sum(one.pieces for one in live) + pieces <= STOCK
            and sum(one.pieces for one in live if (one.who, one.year) == (who, self.today.year)) + pieces <= LIMIT
        )
        done = self.outcome(
            REDEMPTION(name), rules.decide_request, name, self.state("reward:r"), self.account(who),
            employee=who, quantity=pieces, today=self.today, approver=None,
        )  # fmt: skip
        assert done == allowed
        if done:
            asked = Asked(
                who, self.today, self.today.year, pieces, "approved" if self.approval == "none" else "requested"
            )
            self.asked[name] = asked
            rest = COST * pieces
            for lot in sorted(mine, key=lambda lot: (lot[1], lot[0])):
                part = min(mine[lot], rest)
                rest -= part
                if part:
                    asked.lots[lot] = part
                mine[lot] -= part
            self.points[who] = {lot: left for lot, left in mine.items() if left}

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 9), how=st.sampled_from(ACTS))
    def act(self, which: int, how: str) -> None:
        """Upon one of the latest ones, whatever state it is in."""
        names = sorted(self.asked, reverse=True)
        name = names[which % len(names)]
        getattr(self, how)(name, self.asked[name])

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 9))
    def go_on(self, which: int) -> None:
        """One step further, as most go."""
        going = [name for name in sorted(self.asked) if self.asked[name].state in NEXT]
        if going:
            name = going[which % len(going)]
            getattr(self, NEXT[self.asked[name].state])(name, self.asked[name])

    def back(self, asked: Asked, grace: timedelta) -> None:
        """Points go back; those that ended get some days from today, and so does the rest of the same lot."""
        mine = self.points[asked.who]
        for (lot, ends_on), part in asked.lots.items():
            until = ends_on if ends_on >= self.today else self.today + grace
            others = [key for key in mine if key[0] == lot]
            until = max([until, *(key[1] for key in others)])
            mine[lot, until] = part + sum(mine.pop(key) for key in others)

    def approve(self, name: str, asked: Asked) -> None:
        done = self.outcome(REDEMPTION(name), rules.decide_approve, self.state(REDEMPTION(name)))
        assert done == (asked.state == "requested")
        asked.state = "approved" if done else asked.state

    def reject(self, name: str, asked: Asked) -> None:
        self.expire(asked.who)
        done = self.outcome(
            REDEMPTION(name), rules.decide_reject, self.state(REDEMPTION(name)),
            self.state(held_account(name)), self.account(asked.who), sealed(), by_hr=True, today=self.today,
        )  # fmt: skip
        assert done == (asked.state in {"requested", "approved"})
        if done:
            asked.state = "rejected"
            self.back(asked, GRACE)

    def cancel(self, name: str, asked: Asked) -> None:
        self.expire(asked.who)
        done = self.outcome(
            REDEMPTION(name), rules.decide_cancel, self.state(REDEMPTION(name)),
            self.state(held_account(name)), self.account(asked.who), today=self.today,
        )  # fmt: skip
        assert done == (asked.state == "requested")
        if done:
            asked.state = "cancelled"
            self.back(asked, min(self.today - asked.on, GRACE))

    def fulfil(self, name: str, asked: Asked) -> None:
        stream = REDEMPTION(name)
        done = self.outcome(stream, rules.decide_fulfil, self.state(stream), self.today)
        assert done == (asked.state == "approved")
        asked.state = "fulfilled" if done else asked.state

    def reverse(self, name: str, asked: Asked) -> None:
        self.expire(asked.who)
        done = self.outcome(
            REDEMPTION(name), rules.decide_reverse, self.state(REDEMPTION(name)),
            self.state(held_account(name)), self.account(asked.who), self.state("lines:leave"), sealed(),
            today=self.today,
        )  # fmt: skip
        assert done == (asked.state == "fulfilled")
        if done:
            asked.state = "reversed"
            self.back(asked, GRACE)

    @precondition(lambda self: any(one.state == "fulfilled" for one in self.asked.values()))
    @rule()
    def export(self) -> None:
        self.count += 1
        stream = f"export:e{self.count}"
        if self.outcome(stream, decide_prepare, self.state("lines:leave"), f"e{self.count}", "leave", "HR01"):
            prepared: ExportPrepared = self.state(stream).prepared
            self.exported += [(str(line.redemption), line.reverses) for line in prepared.lines]

    @invariant()
    def balances_and_lots_are_those_of_the_model(self) -> None:
        for who in PEOPLE if self.accounts else ():
            account = self.account(who)
            assert account.balance == sum(self.points[who].values()) == sum(lot.left for lot in account.lots.values())
            assert {(lot.lot, lot.ends_on): lot.left for lot in account.lots.values()} == self.points[who]

    @invariant()
    def the_books_balance(self) -> None:
        assert sum(self.accounts.values()) == 0
        for account, balance in self.accounts.items():
            assert balance >= 0 or account.startswith(("budget:", "issuance"))
        for name, asked in self.asked.items():
            holds = COST * asked.pieces if asked.state in {"requested", "approved"} else 0
            assert self.accounts.get(held_account(name), 0) == holds
        spent = sum(COST * one.pieces for one in self.asked.values() if one.state == "fulfilled")
        assert self.accounts.get("redeemed:leave", 0) == spent

    @invariant()
    def each_line_is_exported_once_and_taken_back_once(self) -> None:
        assert len(set(self.exported)) == len(self.exported)
        for name, asked in self.asked.items():
            waits = f"redemption:{name}" in self.state("lines:leave").lines
            booked, taken_back = (name, False) in self.exported, (name, True) in self.exported
            assert not taken_back or (booked and asked.state == "reversed")
            assert waits == {"fulfilled": not booked, "reversed": booked and not taken_back}.get(asked.state, False)

    @invariant()
    def a_snapshot_of_any_stream_is_the_stream(self) -> None:
        for stream, state in self.states.items():
            codec = stream_of(stream).codec
            if codec is not None:
                assert codec.thaw(id_of(stream), codec.freeze(state)) == state


Redeeming.TestCase.settings = settings(max_examples=40, stateful_step_count=50, deadline=None)
TestRedeeming = Redeeming.TestCase
