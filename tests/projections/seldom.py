"""What happens seldom, to project: keys of outside systems and what they claim, savings measured again, points that
were there before the ledger, people who leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from ledger.domain.accounts.events import (
    ISSUANCE,
    WRITTEN_OFF,
    Credit,
    ExpiryAnnounced,
    LeaverSettled,
    LotPart,
    PointsTransferred,
)
from ledger.domain.claims import events as claims
from ledger.domain.countersigning.events import CountersignatureAsked, CountersignatureGiven, CountersignatureRefused
from ledger.domain.directory.events import Assignment, EmployeeRegistered
from ledger.domain.exports.events import Line
from ledger.domain.integrations.api_key import API_KEY
from ledger.domain.integrations.events import ApiKeyCreated, ApiKeyRevoked, KeyScope
from ledger.domain.invitations.events import InvitationGiven, InvitationRevoked, InvitationUsed
from ledger.domain.organisation.organisation import LeaverPolicy, SettingsChanged
from ledger.domain.rewards.events import Benefit
from ledger.domain.tags.events import TagProposed, TagRejected, TagTerms
from ledger.domain.tags.rules import FixedRule
from ledger.domain.values import Sealed
from tests.projections.journal import Happened

MONTH = "2026-10"
DAY = date(2026, 11, 20)
SECOND: dict[str, Any] = {"took_part": ["M1"], "second": "M2", "on": DAY.isoformat(), "tag": "SAVE"}
PLACE = Credit(tag="SAVE", revision=1, month=MONTH, departments=("TEC", "ALL"))


def moved(kind: Any, subject: str, source: str, target: str, points: int, **more: Any) -> Happened:
    event = PointsTransferred(kind=kind, subject=subject, source=source, target=target, points=points, **more)
    employee = target if target.startswith("employee:") else source
    return Happened(employee, event, "HR01")


@dataclass
class Key:
    """A key of an outside system, with which somebody's saving is claimed; each step takes it further."""

    name: str
    employee: str
    claimed: bool = False
    steps: list[Callable[[int], Iterator[Happened]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.steps = [self._submit, self._approve, self._remind, self._verify, self._reverse, self._revoke]

    @property
    def claim(self) -> str:
        return f"by-{self.name}"

    def _said(self, event: Any, actor: str = "HR01") -> Happened:
        return Happened(f"claim:{self.claim}", event, actor)

    def _submit(self, much: int) -> Iterator[Happened]:
        content = claims.ClaimContent(
            description=Sealed(person=self.employee, box="saved"), quantity=Decimal("12"),
            value_quantity=Decimal("100000"), points=40, value=Decimal("100000.00"),
        )  # fmt: skip
        submitted = claims.ClaimSubmitted(
            claim=self.claim, employee=self.employee, tag="SAVE", revision=1, month=MONTH, content=content,
            departments=PLACE.departments, happened_at=datetime(2026, 10, 9, 8, tzinfo=UTC),
            submitted_by=API_KEY(self.name),
        )  # fmt: skip
        yield self._said(submitted, API_KEY(self.name))

    def _transfer(self, kind: Any, source: str, target: str, **more: Any) -> Happened:
        return moved(kind, f"claim:{self.claim}", source, target, 40, counted=True, credit=PLACE, **more)

    def _approve(self, much: int) -> Iterator[Happened]:
        """Some of it repays a balance below zero; of the rest there is a lot."""
        repays = much % 3
        yield self._said(claims.ClaimApproved(claim=self.claim, points=40, credited=40))
        lot = LotPart(lot=f"claim:{self.claim}", number=1, points=40 - repays, ends_on=DAY)
        yield self._transfer("claim", ISSUANCE, f"employee:{self.employee}", opens=(lot,), repays=repays)

    def _remind(self, much: int) -> Iterator[Happened]:
        yield self._said(claims.ClaimVerificationDue(claim=self.claim, months=3, due_on=DAY), "system")

    def _verify(self, much: int) -> Iterator[Happened]:
        value = Decimal(much * 1000)
        yield self._said(claims.ClaimValueVerified(claim=self.claim, months=6, verified_value=value))
        yield self._said(claims.ClaimValueVerified(claim=self.claim, months=3, verified_value=value))

    def _reverse(self, much: int) -> Iterator[Happened]:
        lot = LotPart(lot=f"claim:{self.claim}", number=1, points=38)
        yield self._transfer("reversal", f"employee:{self.employee}", ISSUANCE, takes=(lot,))

    def _revoke(self, much: int) -> Iterator[Happened]:
        yield Happened(API_KEY(self.name), ApiKeyRevoked(key=self.name), "ROOT")


@dataclass
class Seldom:
    """Takes one matter after the other a step further, however the numbers fall."""

    keys: list[Key] = field(default_factory=list)
    count: int = 0

    def tell(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        self.count += 1
        if self.keys and much % 4:
            key = self.keys[much % len(self.keys)]
            yield from key.steps.pop(0)(much)
            if not key.steps:
                self.keys.remove(key)
        elif much % 8:
            matters = (self._before, self._left, self._announced, self._proposed, self._second, self._invited)
            yield from matters[who % len(matters)](employee, much)
        else:
            key = Key(f"K{self.count}", employee)
            self.keys.append(key)
            scope = KeyScope(tags=("SAVE",), departments=("TEC",)[: much % 3], employees=(employee,))
            yield Happened(API_KEY(key.name), ApiKeyCreated(key=key.name, name="CI", scope=scope, ends_on=DAY), "ROOT")

    def _before(self, employee: str, much: int) -> Iterator[Happened]:
        """A balance and a grant that an older system had."""
        account, points = f"employee:{employee}", much + 1
        for kind, credit in (("opening", None), ("past-grant", PLACE)):
            subject = f"{kind}:{self.count}"
            lot = LotPart(lot=subject, number=1, points=points)
            counted = credit is not None
            yield moved(kind, subject, ISSUANCE, account, points, opens=(lot,), credit=credit, counted=counted)

    def _left(self, employee: str, much: int) -> Iterator[Happened]:
        amount = Benefit(amount=Decimal(much * 50))
        terms = Assignment(effective_from=DAY, department="TEC")
        name = Sealed(person=employee, box="name")
        left = EmployeeRegistered(employee_no=employee, name=name, assignment=terms, left_on=DAY)
        yield Happened("directory", left)
        policy = LeaverPolicy(kind="bonus", amount_per_point=Decimal(much))
        yield Happened("organisation", SettingsChanged(leaver_policy=policy), "ROOT")
        subject, account = f"leaving:{employee}", f"employee:{employee}"
        yield moved("write-off", subject, WRITTEN_OFF, account, much + 1, repays=much + 1)
        line = Line(subject=f"{subject}:{self.count}", employee=employee, fulfilled_on=DAY, quantity=1, benefit=amount)
        yield Happened(subject, LeaverSettled(employee=employee, left_on=DAY, points=much, line=line), "system")

    def _announced(self, employee: str, much: int) -> Iterator[Happened]:
        announced = ExpiryAnnounced(employee=employee, on=DAY, points=much, days=30)
        yield Happened(f"employee:{employee}", announced, "system")

    def _second(self, employee: str, much: int) -> Iterator[Happened]:
        """What takes a second hr: one agrees, one does not, one says nothing yet."""
        for outcome in ("given", "refused", "waiting"):
            name = f"{outcome}-{self.count}"
            whose = {"countersignature": name, "subject": f"employee:{employee}"}
            asked = {"employee": employee, "reason": {"person": employee, "box": "why"}}
            stream = f"countersignature:{name}"
            first = CountersignatureAsked(
                **whose, kind="award", asked=asked, above="points", employee=employee, points=much + 1
            )
            yield Happened(stream, first, "HR01")
            if outcome == "given":
                yield Happened(stream, CountersignatureGiven(**whose), "HR02")
            elif outcome == "refused":
                reason = Sealed(person=employee, box="no")
                yield Happened(stream, CountersignatureRefused(**whose, reason=reason), "HR02")
        yield from self._approved_once(employee, much)

    def _approved_once(self, employee: str, much: int) -> Iterator[Happened]:
        """Claims that take two hr, or two approvers: one is confirmed, one is not, one is withdrawn, one waits."""
        for name, asked in (("hr", {}), ("approvers", SECOND)):
            for outcome in ("given", "refused", "withdrawn", "waiting"):
                id = f"{name}-{outcome}-{self.count}"
                claim, stream = f"claim:{id}", f"countersignature:{id}"
                whose = {"countersignature": id, "subject": claim, "claim": id}
                content = claims.ClaimContent(description=Sealed(person=employee, box="much"), points=much + 1)
                submitted = claims.ClaimSubmitted(
                    claim=id, employee=employee, tag="SAVE", revision=1, month=MONTH, content=content,
                    departments=PLACE.departments, happened_at=datetime(2026, 10, 9, 8, tzinfo=UTC),
                    waits_for=claims.WaitsFor(approver="M1", since=DAY),
                )  # fmt: skip
                yield Happened(claim, submitted, employee)
                first = CountersignatureAsked(
                    **whose, kind="claim", asked={"claim": id, **asked}, employee=employee, points=much + 1,
                    above="points-a-claim" if asked else "points",
                )  # fmt: skip
                yield Happened(stream, first, "M1")
                if outcome == "given":
                    yield Happened(stream, CountersignatureGiven(**whose), "M2")
                    approved = claims.ClaimApproved(claim=id, points=much + 1, credited=much + 1)
                    yield Happened(claim, approved, "M2")
                elif outcome == "refused":
                    reason = Sealed(person=employee, box="no")
                    yield Happened(stream, CountersignatureRefused(**whose, reason=reason), "M1")
                elif outcome == "withdrawn":
                    yield Happened(stream, CountersignatureRefused(**whose), employee)
                    yield Happened(claim, claims.ClaimWithdrawn(claim=id), employee)

    def _invited(self, employee: str, much: int) -> Iterator[Happened]:
        """Links: one is taken back, the next is used, the last one nobody used yet."""
        for number, then in enumerate((InvitationRevoked, partial(InvitationUsed, password_id="P1"), None)):
            stream = f"invitation:{employee}"
            given = InvitationGiven(
                employee_no=employee, purpose=("join", "reset")[number > 1], replaces="first",
                digest=f"{much}-{number}", expires_at=datetime(2026, 12, 1, tzinfo=UTC),
                of_import=(None, "I1")[much % 3 > 0],
            )  # fmt: skip
            yield Happened(stream, given, "HR01")
            if then is not None:
                yield Happened(stream, then(employee_no=employee), employee)

    def _proposed(self, employee: str, much: int) -> Iterator[Happened]:
        """A tag that hr turns down."""
        code = f"X{self.count}"
        terms = TagTerms(name=code, coefficient=Decimal(1), rule=FixedRule(points=much + 1))
        yield Happened(f"tag:{code}", TagProposed(code=code, proposer=employee, terms=terms), employee)
        reason = Sealed(person=employee, box="no")
        yield Happened(f"tag:{code}", TagRejected(code=code, proposer=employee, reason=reason))
