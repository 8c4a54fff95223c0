"""Random days in a company: the ledger's handlers and a clerk's plain book take the same commands and must agree.

Each command is refused by both (and for a reason that the book knows) or taken by both. After each, every balance,
budget, cap, lot, claim, tag and role is the same in both; at the end, the stored events make the same states again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from ledger.application import budgets, organisation, tags
from ledger.application import claim_decisions as deciding
from ledger.application import claims as claiming
from ledger.application import directory as people
from ledger.application import grants as granting
from ledger.application.access import SYSTEM
from ledger.application.claim_decisions import Approval
from ledger.application.claims import ClaimedValue, SubmitClaim
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.events import PointsTransferred
from ledger.domain.directory import sight
from ledger.domain.directory.events import Assignment, EmployeeRegistered
from ledger.domain.errors import Refusal
from ledger.domain.organisation.organisation import LotTerm, OrganisationCreated, SettingsChanged
from ledger.domain.streams import id_of, stream_of
from ledger.domain.tags.events import TagTerms
from ledger.infrastructure.journal.mapper import decode
from tests.model import asked
from tests.model.book import Book, Terms, month
from tests.model.harness import Ledger, replay, seal

START = datetime(2026, 1, 20, 4, tzinfo=UTC)
REASON = "原因"


class Company(RuleBasedStateMachine):
    claims = Bundle("claims")
    delegations = Bundle("delegations")

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger(START)
        self.book = Book(START)
        self.posted: Counter[str] = Counter()
        self.read = 0

    def both(self, refused: set[str], actor: str, handle: Callable[[Unit], Answer], behalf: str | None = None) -> Any:
        """The answer where both take the command, none where both refuse it."""
        try:
            answer = self.ledger.ask(actor, handle, behalf)
        except Refusal as refusal:
            assert refusal.code in refused, f"refused for {refusal.code}; the book: {refused or 'fine'}"
            return None
        assert not refused, f"taken, though {refused}"
        return answer.said()

    @property
    def next_id(self) -> str:
        return f"c{self.ledger.asked + 1}"

    def day(self, offset: int) -> date:
        return self.book.today + timedelta(days=offset)

    def acting(self, manager: str | None, given: Terms | None, no: str) -> tuple[str, str | None]:
        """A manager (none: the right one for this person), or somebody to whom one delegated."""
        if given is not None:
            return given["to"], given["from"]
        known = self.book.approver(no, self.book.today) if no in self.book.people else None
        return manager or known or "HR2", None

    # The company as it begins

    @initialize(target=delegations)
    def found(self) -> Any:
        founders = {"ROOT": ("admin",), "HR1": ("hr",), "HR2": ("hr",), "AUD": ("auditor",)}
        created = OrganisationCreated(name="模型", time_zone="Asia/Shanghai", currency="CNY", language="zh")
        made = tuple(organisation.Founder(no, seal(no, no), roles) for no, roles in founders.items())
        self.ledger.ask(SYSTEM, partial(organisation.create, request=organisation.CreateOrganisation(created, made)))
        for no, roles in founders.items():
            self.book.people[no] = {self.book.today: {"department": None, "manager": None}}
            self.book.roles[no], self.book.hired[no], self.book.left[no] = set(roles), None, None
        for code, parent in (("D0", None), ("D1", "D0"), ("D2", "D0")):
            fields = people.DepartmentFields(code, parent, None, None, frozenset())
            self.ledger.ask("HR1", partial(people.create_department, code=code, fields=fields))
            self.book.departments[code] = {self.book.today: {"parent": parent, "head": None}}
            if parent:
                self.book.said(("parent", code), self.book.today, *self.book.word("HR1"))
        for no, code in (("P0", "D0"), ("P1", "D1"), ("P2", "D2"), ("P3", "D1"), ("P4", "D1")):
            self.register("HR1", no, code, None, None)
        for code, head in (("D0", "P0"), ("D1", "P1"), ("D2", "P2")):
            self.move_department("HR1", code, 0, {"head": head})
        for owner in ("P0", "P1", "organisation"):
            self.set_budget("HR1", owner, 0, 500)
            self.set_budget("HR1", owner, 31, 500)
        for code, terms in asked.FIRST_TAGS.items():
            self.define("HR1", code, terms)
        return self.delegate("P1", "P3", frozenset({"claims", "grants"}), 0, 35)

    # People

    @rule(actor=asked.hr, no=asked.anyone, code=asked.departments, manager=asked.somebody, hired=asked.maybe_days)
    def register(self, actor: str, no: str, code: str, manager: str | None, hired: int | None) -> None:
        hired_on = None if hired is None else self.day(hired)
        terms = {"department": code, "manager": manager}
        assignment = Assignment(effective_from=hired_on or self.book.today, **terms)
        registered = EmployeeRegistered(employee_no=no, name=seal(no, no), assignment=assignment, hired_on=hired_on)
        refused = self.book.register(actor, no, terms, hired_on)
        self.both(refused, actor, partial(people.register_employee, registered=registered))

    @rule(actor=asked.hr, no=asked.anyone, changes=asked.transfers, offset=asked.days)
    def transfer(self, actor: str, no: str, changes: Terms, offset: int) -> None:
        since = self.day(offset)
        refused = self.book.transfer(actor, no, since, changes)
        self._change(actor, no, refused, effective_from=since, assignment=changes, given=frozenset(changes))

    @rule(actor=asked.hr, no=asked.anyone, offset=asked.maybe_days)
    def leave(self, actor: str, no: str, offset: int | None) -> None:
        left = None if offset is None else self.day(offset)
        self._change(actor, no, self.book.leave(actor, no, left), left_on=left, given=frozenset({"left_on"}))

    @rule(actor=asked.admin, no=asked.anyone, roles=asked.roles)
    def give_roles(self, actor: str, no: str, roles: frozenset[str]) -> None:
        refused = self.book.give_roles(actor, no, set(roles))
        self._change(actor, no, refused, roles=tuple(roles), given=frozenset({"roles"}))

    @rule(actor=asked.hr | asked.admin, no=asked.anyone)
    def set_password(self, actor: str, no: str) -> None:
        self._change(actor, no, self.book.set_password(actor, no), password=True, given=frozenset({"password"}))

    def _change(self, actor: str, no: str, refused: set[str], **said: Any) -> None:
        nothing: dict[str, Any] = dict.fromkeys(("effective_from", "name", "hired_on", "left_on", "roles"))
        change = people.EmployeeChange(**{**nothing, "assignment": {}, **said})
        self.both(refused, actor, partial(people.change_employee, employee_no=no, change=change))

    @rule(actor=asked.hr, code=asked.departments, offset=asked.days, changes=asked.moves)
    def move_department(self, actor: str, code: str, offset: int, changes: Terms) -> None:
        since = self.day(offset)
        fields = people.DepartmentFields(None, changes.get("parent"), changes.get("head"), since, frozenset(changes))
        refused = self.book.move_department(actor, code, since, changes)
        self.both(refused, actor, partial(people.change_department, code=code, fields=fields))

    @rule(
        target=delegations, actor=asked.manager, to=asked.anyone, what=asked.matters, first=asked.days, last=asked.days
    )
    def delegate(self, actor: str, to: str, what: frozenset[str], first: int, last: int) -> Any:
        given = {"from": actor, "to": to, "what": what, "starts_on": self.day(first), "ends_on": self.day(last)}
        refused = self.book.delegate(actor, given)
        handle = partial(people.delegate, to=to, matters=tuple(what), starts_on=self.day(first), ends_on=self.day(last))
        answer = self.both(refused, actor, handle)
        if answer is None:
            return multiple()
        self.book.delegations[answer["id"]] = given
        return {"id": answer["id"], **given}

    @rule(actor=asked.manager, given=delegations)
    def revoke(self, actor: str, given: Terms) -> None:
        refused = self.book.revoke(actor, given["id"])
        self.both(refused, actor, partial(people.revoke_delegation, delegation=given["id"]))

    # Tags

    @rule(actor=asked.hr_or_manager, code=asked.tags, terms=asked.terms)
    def define(self, actor: str, code: str, terms: Terms) -> None:
        refused = self.book.define(actor, code, terms)
        self.both(refused, actor, partial(tags.create, code=code, terms=TagTerms.model_validate(terms)))

    @rule(actor=asked.hr, code=asked.tags)
    def approve_tag(self, actor: str, code: str) -> None:
        self.both(self.book.approve_tag(actor, code), actor, partial(tags.approve, code=code))

    @rule(actor=asked.hr, code=asked.tags, terms=asked.terms, offset=asked.days)
    def revise(self, actor: str, code: str, terms: Terms, offset: int) -> None:
        since = self.day(offset)
        handle = partial(tags.revise, code=code, terms=TagTerms.model_validate(terms), effective_from=since)
        self.both(self.book.revise(actor, code, terms, since), actor, handle)

    @rule(actor=asked.hr, code=asked.tags)
    def retire(self, actor: str, code: str) -> None:
        self.both(self.book.retire(actor, code), actor, partial(tags.retire, code=code))

    # Time and settings

    @rule(hours=st.sampled_from([1, 8, 24, 24 * 9, 24 * 16]))
    def wait(self, hours: int) -> None:
        self.ledger.now = self.book.now = self.book.now + timedelta(hours=hours)

    @rule(actor=asked.hr, days=st.sampled_from([1, 30, 366]))
    def set_backdating(self, actor: str, days: int) -> None:
        refused = self.book.may(actor, "hr")
        change = SettingsChanged(backdating_days=days)
        if self.both(refused, actor, partial(organisation.change_settings, change=change)):
            self.book.backdating_days = days

    @rule(actor=asked.admin, kind=st.sampled_from(["months", "yearly", "none"]), months=st.integers(1, 14))
    def set_lot_term(self, actor: str, kind: Any, months: int) -> None:
        refused = self.book.may(actor, "admin")
        change = SettingsChanged(lot_term=LotTerm(kind=kind, months=months))
        if self.both(refused, actor, partial(organisation.change_settings, change=change)):
            self.book.lot_term = (kind, months)

    # Points

    @rule(actor=asked.hr, owner=asked.owners, offset=st.sampled_from([-31, 0, 0, 0, 31]), points=asked.points)
    def set_budget(self, actor: str, owner: str, offset: int, points: int) -> None:
        period = month(self.day(offset))
        refused = self.book.set_budget(actor, owner, period, points)
        answer = self.both(refused, actor, partial(budgets.set_budget, owner=owner, month=period, points=points))
        assert answer is None or answer["points"] == points

    @rule()
    def lapse(self) -> None:
        for account in [account for account in self.book.balances if account.startswith("budget:")]:
            self.book.lapse(account)
            self.both(set(), SYSTEM, partial(budgets.lapse_budget, account=account))

    @rule(manager=asked.right_one, given=asked.seldom(delegations), grants=asked.several(asked.grants))
    def grant(self, manager: str | None, given: Terms | None, grants: list[Terms]) -> None:
        for grant in grants:
            actor, behalf = self.acting("HR2" if grant["instant"] else manager, given, grant["employee"])
            at, grant_id, no = self.book.now + grant["ago"], self.next_id, grant["employee"]
            fields = {name: grant[name] for name in ("employee", "tag", "points", "instant")}
            request = granting.GrantPoints(**fields, reason=seal(no, REASON), occurred_at=at)
            refused = self.book.grant(actor, behalf, grant, at, grant_id)
            answer = self.both(refused, actor, partial(granting.grant_points, request=request), behalf)
            if answer is not None:
                assert answer["id"] == grant_id
                assert answer["points"] == self.book.lots[no][f"grant:{grant_id}"][1]
                assert answer["balance"] == self.book.balances[f"employee:{no}"]

    # Claims

    @rule(target=claims, actor=asked.employee, made=asked.several(asked.claims))
    def submit(self, actor: str, made: list[Terms]) -> Any:
        submitted = []
        for claim in made:
            at, claim_id, no = self.book.now + claim["ago"], self.next_id, claim["employee"] or actor
            refused = self.book.submit(actor, claim, at, claim_id)
            request = SubmitClaim(claim["tag"], said(no, claim), at, claim["employee"])
            if self.both(refused, actor, partial(claiming.submit, request=request)) is not None:
                submitted.append(claim_id)
                if claim["then"] is not None:
                    self._decide(None, None, claim_id, claim["then"])
        return multiple(*submitted)

    @rule(manager=asked.right_one, given=asked.seldom(delegations), claim=claims, decision=asked.decisions)
    def decide(self, manager: str | None, given: Terms | None, claim: str, decision: Terms) -> None:
        self._decide(manager, given, claim, decision)

    def _decide(self, manager: str | None, given: Terms | None, claim: str, decision: Terms) -> None:
        no, state, points = self.book.claims[claim]["employee"], decision["state"], decision["points"]
        actor, behalf = self.acting(manager, given, no)
        if state == "approved":
            refused = self.book.approve(actor, behalf, claim, points, decision["reason"])
            approval = Approval(points, seal(no, REASON) if decision["reason"] else None)
            answer = self.both(refused, actor, partial(deciding.approve, claim_id=claim, approval=approval), behalf)
            assert answer is None or answer["points"] == self.book.claims[claim]["credited"]
            return
        refused = self.book.settle(actor, behalf, claim, state)
        handle = deciding.return_to_employee if state == "returned" else deciding.reject
        self.both(refused, actor, partial(handle, claim_id=claim, reason=seal(no, REASON)), behalf)

    @rule(actor=asked.claimant, claim=claims, changes=asked.resubmissions)
    def resubmit(self, actor: str | None, claim: str, changes: Terms) -> None:
        actor = actor or self.book.claims[claim]["employee"]
        refused = self.book.resubmit(actor, claim, changes)
        self.both(refused, actor, partial(claiming.resubmit, claim_id=claim, value=said(actor, changes)))

    @rule(actor=asked.claimant, claim=claims)
    def withdraw(self, actor: str | None, claim: str) -> None:
        actor = actor or self.book.claims[claim]["employee"]
        self.both(self.book.withdraw(actor, claim), actor, partial(claiming.withdraw, claim_id=claim))

    # What holds after each

    @invariant()
    def accounts_agree_and_sum_to_zero(self) -> None:
        for stored in self.ledger.stored[self.read :]:
            event = decode(stored).event
            if isinstance(event, PointsTransferred):
                assert event.points > 0
                self.posted[event.source] -= event.points
                self.posted[event.target] += event.points
        self.read = len(self.ledger.stored)
        assert self.posted == self.book.balances
        assert sum(self.posted.values()) == 0
        assert all(balance >= 0 for account, balance in self.posted.items() if account != "issuance")

    @invariant()
    def lots_caps_and_budgets_agree(self) -> None:
        for stream, loaded in self.ledger.states.items():
            kind, _, name = stream.partition(":")
            state = loaded.state
            if kind == "employee":
                lots = {lot.lot: (lot.ends_on, lot.left) for lot in state.lots.values()}
                assert lots == self.book.lots[name]
                assert state.balance == sum(left for _, left in lots.values()) == self.book.balances[stream]
                counted = {key[1:]: points for key, points in self.book.credited.items() if key[0] == name}
                assert dict(state.credited) == counted
            if kind == "budget":
                assert (state.points, state.spent) == (self.book.put_in[stream], self.book.spent[stream])
                assert state.left == self.book.balances[stream]

    @invariant()
    def claims_agree(self) -> None:
        for claim, held in self.book.claims.items():
            state = self.ledger.get(f"claim:{claim}").state
            submitted, content = state.parts()
            value = None if content.value is None else format(content.value, "f")
            said = (state.state, submitted.employee, submitted.tag, content.points, value)
            assert dict(zip(("state", "employee", "tag", "points", "value"), said, strict=True)) == {
                name: held[name] for name in ("state", "employee", "tag", "points", "value")
            }

    @invariant()
    def people_and_tags_agree(self) -> None:
        directory, today = self.ledger.get("directory").state, self.book.today
        assert set(directory.employees) == set(self.book.people)
        for no in self.book.people:
            assert directory.roles_of(no, today) == self.book.roles_of(no, today)
        assert {code: self.ledger.get(f"tag:{code}").state.status for code in self.book.tags} == {
            code: tag["state"] for code, tag in self.book.tags.items()
        }

    def sight_agrees(self) -> None:
        """Who sees whom: asked of one person, of all at once, and of the book."""
        directory = self.ledger.get("directory").state
        for day in (self.day(offset) for offset in range(-4, 5)):
            for viewer in self.book.people:
                seen = {no for no in self.book.people if self.book.sees(viewer, {"manager"}, no, day)}
                assert {viewer, *sight.people_in_sight(directory, viewer, day)} == seen
                assert seen == {
                    no
                    for no, person in directory.employees.items()
                    if sight.sees(directory, viewer, frozenset({"manager"}), person, day)
                }

    def teardown(self) -> None:
        once, bytes_once = replay(self.ledger.stored)
        twice, bytes_twice = replay(bytes_once)
        assert bytes_once == bytes_twice == self.ledger.stored
        assert once == twice == self.ledger.states
        for stream, loaded in once.items():
            codec = stream_of(stream).codec
            if codec is not None:
                assert codec.thaw(id_of(stream), codec.freeze(loaded.state)) == loaded.state


def said(no: str, claim: Terms) -> ClaimedValue:
    """What a claim says, as its handler takes it."""
    quantity, value_quantity, evidence = claim["quantity"], claim["value_quantity"], claim["evidence"]
    return ClaimedValue(
        seal(no, "做成了"),
        None if quantity is None else Decimal(quantity),
        None if value_quantity is None else Decimal(value_quantity),
        None if evidence is None else tuple(seal(no, text) for text in evidence),
    )


@given(transfers=st.lists(asked.reporting, max_size=8), moves=st.lists(asked.belonging, max_size=6))
@settings(max_examples=100, deadline=None)
def test_what_would_be_a_circle_on_any_day_is_refused_and_sight_follows_the_chart(
    transfers: list[Any], moves: list[Any]
) -> None:
    company = Company()
    company.found()
    for no, manager, offset in transfers:
        company.transfer("HR1", no, {"manager": manager}, offset)
    for code, parent, offset in moves:
        company.move_department("HR1", code, offset, {"parent": parent})
    company.sight_agrees()


def test_the_ledger_agrees_with_a_plain_book_after_every_command(full: bool) -> None:
    run_state_machine_as_test(
        Company,
        settings=settings(
            max_examples=4_000 if full else 60,
            stateful_step_count=60 if full else 40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
