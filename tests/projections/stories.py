"""Events to project: single ones, and whole histories made from numbers (so that hypothesis can shrink them)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from ledger.domain.accounts.events import ISSUANCE, Credit, LotPart, PointsTransferred
from ledger.domain.claims import events as claims
from ledger.domain.conduct import events as conduct
from ledger.domain.directory import events as directory
from ledger.domain.events import Event
from ledger.domain.organisation.organisation import OrganisationCreated
from ledger.domain.reversals.events import ReversalConfirmed, ReversalRejected, ReversalRequested
from ledger.domain.tags import events as tags
from ledger.domain.tags.rules import FixedRule
from ledger.domain.values import Sealed
from tests.projections.journal import Happened
from tests.projections.redemptions import Redeemer
from tests.projections.seldom import Seldom

MONTH = "2026-11"


def sealed(person: str, text: str = "box") -> Sealed:
    return Sealed(person=person, box=text)


def budget(owner: str, points: int, month: str = MONTH) -> Happened:
    """A budget raised by so many points, or lowered."""
    account = f"budget:{owner}:{month}"
    source, target = (ISSUANCE, account) if points > 0 else (account, ISSUANCE)
    event = PointsTransferred(kind="budget", subject=account, source=source, target=target, points=abs(points))
    return Happened(account, event)


def grant(
    grant: str,
    employee: str,
    points: int,
    *,
    giver: str = "M1",
    tag: str = "BUG",
    month: str = MONTH,
    departments: tuple[str, ...] = ("TEC",),
    ends_on: date | None = date(2027, 11, 1),
    instant: bool = False,
    on_behalf_of: str | None = None,
) -> Happened:
    """Points from a giver's budget; `instant` ones count on no board."""
    event = PointsTransferred(
        kind="award" if instant else "grant",
        subject=f"grant:{grant}",
        source=f"budget:{'organisation' if instant else giver}:{MONTH}",
        target=f"employee:{employee}",
        points=points,
        counted=not instant,
        credit=Credit(tag=tag, revision=1, month=month, departments=departments),
        opens=(LotPart(lot=f"grant:{grant}", number=1, points=points, ends_on=ends_on),),
        reason=sealed(employee),
    )
    return Happened(f"employee:{employee}", event, giver, on_behalf_of)


def reversal(granted: Happened, parts: tuple[LotPart, ...] | None = None) -> Happened:
    """A grant taken back, from its own lot unless said otherwise."""
    event = granted.event
    assert isinstance(event, PointsTransferred)
    takes = event.opens if parts is None else parts
    taken = PointsTransferred(
        kind="reversal", subject=event.subject, source=event.target, target=event.source, points=event.points,
        counted=event.counted, credit=event.credit, takes=takes, reason=event.reason,
    )  # fmt: skip
    return Happened(granted.stream, taken, granted.actor)


def submitted(claim: str, employee: str, points: int = 100, tag: str = "SAVE") -> Happened:
    event = claims.ClaimSubmitted(
        claim=claim, employee=employee, tag=tag, revision=1, happened_at=datetime(2026, 11, 1, 8, tzinfo=UTC),
        month=MONTH, departments=("TEC",),
        content=claims.ClaimContent(
            description=sealed(employee, "what"), evidence=(sealed(employee, "proof"),),
            quantity=Decimal("12.345678"), points=points, value=Decimal("50000.00"),
        ),
    )  # fmt: skip
    return Happened(f"claim:{claim}", event, employee)


def approved(claim: str, employee: str, points: int = 100, credited: int | None = None) -> list[Happened]:
    """An approval and its credit."""
    credited = points if credited is None else credited
    credit = PointsTransferred(
        kind="claim", subject=f"claim:{claim}", source=ISSUANCE, target=f"employee:{employee}", points=credited,
        counted=True, asked=points if credited < points else None,
        credit=Credit(tag="SAVE", revision=1, month=MONTH, departments=("TEC",)),
        opens=(LotPart(lot=f"claim:{claim}", number=1, points=credited, ends_on=date(2027, 11, 1)),),
        reason=sealed(employee),
    )  # fmt: skip
    decision = claims.ClaimApproved(claim=claim, points=points, credited=credited, verified_value=Decimal("40000.00"))
    return [Happened(f"claim:{claim}", decision, "M1"), Happened(f"employee:{employee}", credit, "M1")]


def registered(employee: str, department: str = "TEC", since: date = date(2026, 1, 1)) -> Happened:
    event = directory.EmployeeRegistered(
        employee_no=employee,
        name=sealed(employee, "name"),
        assignment=directory.Assignment(
            effective_from=since, department=department, pay_standard=sealed(employee, "12345.67"),
            performance_share=Decimal("0.123456"),
        ),
    )  # fmt: skip
    return Happened("directory", event)


def assigned(employee: str, department: str, since: date, manager: str | None = None) -> Happened:
    terms = directory.Assignment(effective_from=since, department=department, manager=manager)
    return Happened("directory", directory.EmployeeAssigned(employee_no=employee, assignment=terms))


def terms(name: str, points: int = 50) -> tags.TagTerms:
    return tags.TagTerms(name=name, coefficient=Decimal(1), rule=FixedRule(points=points))


def deducted(deduction: str, employee: str, points: int, *, tag: str = "LATE", month: str = MONTH,
             departments: tuple[str, ...] = ("TEC",)) -> Happened:  # fmt: skip
    event = conduct.DeductionMade(
        deduction=deduction, employee=employee, points=points,
        counts=Credit(tag=tag, revision=1, month=month, departments=departments),
        happened_at=datetime(2026, 11, 1, 8, tzinfo=UTC), reason=sealed(employee),
    )  # fmt: skip
    return Happened(f"deduction:{deduction}", event, "M1")


def corrected(made: Happened) -> Happened:
    event = made.event
    assert isinstance(event, conduct.DeductionMade)
    correction = conduct.DeductionCorrected(
        deduction=event.deduction, employee=event.employee, points=event.points, counts=event.counts,
        reason=sealed(event.employee, "wrong"),
    )  # fmt: skip
    return Happened(made.stream, correction, "HR01")


@dataclass
class Teller:
    """Turns numbers into a history that could have happened: everything in it refers to what is there."""

    employees: tuple[str, ...] = ("E1", "E2", "E3")
    lots: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    claims: dict[str, tuple[str, str]] = field(default_factory=dict)
    held: dict[str, tuple[str, int]] = field(default_factory=dict)
    grants: list[Happened] = field(default_factory=list)
    deductions: list[Happened] = field(default_factory=list)
    forced: list[str] = field(default_factory=list)
    tags: dict[str, int] = field(default_factory=dict)
    count: int = 0
    redeemer: Redeemer = field(default_factory=Redeemer)
    seldom: Seldom = field(default_factory=Seldom)

    def tell(self, numbers: Sequence[tuple[int, int, int]]) -> list[Happened]:
        """A history of about as many events as there are triples."""
        begun = OrganisationCreated(name="试验", time_zone="Asia/Shanghai", currency="CNY", language="zh")
        happened = [Happened("organisation", begun)] if numbers and not self.count else []
        for which, who, much in numbers:
            self.count += 1
            chapters = (
                self._grant, self._reverse, self._spend, self._claim, self._budget, self._people, self._tag,
                self._deduct, self.redeemer.tell, self._force, self.seldom.tell,
            )  # fmt: skip
            happened += chapters[which % len(chapters)](self.employees[who % len(self.employees)], who, much)
        return happened

    def _grant(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        granted = grant(
            f"G{self.count}", employee, much % 90 + 1, giver=f"M{who % 2}", tag=f"T{much % 3}",
            month=f"2026-{10 + much % 2}", departments=(("TEC", "ALL"), ("FIN",), ())[who % 3],
            ends_on=(None, date(2027, 1, 31) + timedelta(days=much % 3))[much % 4 > 0], instant=much % 7 == 0,
            on_behalf_of=(None, "M9")[much % 5 == 0],
        )  # fmt: skip
        self._opened(employee, f"grant:G{self.count}", much % 90 + 1)
        self.grants.append(granted)
        yield granted

    def _deduct(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        if self.deductions and much % 3 == 0:
            yield corrected(self.deductions.pop(much % len(self.deductions)))
            return
        made = deducted(f"D{self.count}", employee, much % 90 + 1, tag=f"L{much % 2}", month=f"2026-{10 + much % 2}",
                        departments=(("TEC", "ALL"), ("FIN",), ())[who % 3])  # fmt: skip
        self.deductions.append(made)
        yield made

    def _opened(self, employee: str, lot: str, points: int) -> None:
        self.lots.setdefault(employee, []).append((lot, points))

    def _take(self, employee: str, points: int) -> tuple[LotPart, ...]:
        """As the domain takes from lots, the oldest first."""
        parts, left = [], []
        for lot, rest in self.lots.get(employee, []):
            part = min(rest, points)
            points -= part
            if part:
                parts.append(LotPart(lot=lot, number=1, points=part))
            if rest > part:
                left.append((lot, rest - part))
        self.lots[employee] = left
        return tuple(parts)

    def _reverse(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        if self.grants:
            granted = self.grants.pop(much % len(self.grants))
            event = granted.event
            assert isinstance(event, PointsTransferred)
            yield reversal(granted, self._take(event.target.removeprefix("employee:"), event.points))

    def _force(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        """Ask to take something back by force, or say what becomes of that."""
        if self.forced and much % 3:
            name = self.forced.pop(who % len(self.forced))
            decided = ReversalConfirmed(reversal=name)
            rejected = ReversalRejected(reversal=name, reason=sealed(employee, "no"))
            yield Happened(f"reversal:{name}", decided if much % 2 else rejected, "HR2")
            return
        name = f"F{self.count}"
        self.forced.append(name)
        subject = f"grant:G{much}"
        asked = ReversalRequested(
            reversal=name, subject=subject, employee=employee, points=much + 1, reason=sealed(employee)
        )
        yield Happened(f"reversal:{name}", asked, "HR1")

    def _spend(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        """Hold points for a redemption; fulfil it, or give them back to a lot of the old name."""
        if self.held and much % 2:
            held, (owner, points) = self.held.popitem()
            if much % 4 == 1:
                target, kind, opens = "redeemed:bonus", "redemption", ()
            else:
                lot = f"grant:G{much % max(self.count, 1)}"
                opens = (LotPart(lot=lot, number=1, points=points, ends_on=(date(2027, 5, 1), None)[much % 3 == 0]),)
                target, kind = f"employee:{owner}", "release"
                self._opened(owner, lot, points)
            event = PointsTransferred(
                kind=kind,
                subject=f"redemption:{held}",
                source=f"held:{held}",
                target=target,
                points=points,
                opens=opens,
            )
            yield Happened(f"redemption:{held}", event, owner)
            return
        parts = self._take(employee, much % 60 + 1)
        if points := sum(part.points for part in parts):
            expires = much % 5 == 0
            event = PointsTransferred(
                kind="expiry" if expires else "hold", subject=f"redemption:R{self.count}",
                source=f"employee:{employee}", target="expired" if expires else f"held:R{self.count}",
                points=points, takes=parts,
            )  # fmt: skip
            if not expires:
                self.held[f"R{self.count}"] = (employee, points)
            yield Happened(f"employee:{employee}", event, employee)

    def _claim(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        claim = next(iter(self.claims), None)
        if claim is None or much % 3 == 0:
            self.claims[f"C{self.count}"] = ("submitted", employee)
            yield submitted(f"C{self.count}", employee, much % 50 + 1)
            return
        state, owner = self.claims.pop(claim)
        if state == "returned":
            content = claims.ClaimContent(description=sealed(owner, "again"), points=much + 1)
            self.claims[claim] = ("submitted", owner)
            yield Happened(f"claim:{claim}", claims.ClaimResubmitted(claim=claim, content=content), owner)
        elif much % 4 == 0:
            self.claims[claim] = ("returned", owner)
            yield Happened(f"claim:{claim}", claims.ClaimReturned(claim=claim, reason=sealed(owner)), "M1")
        elif much % 4 == 1:
            yield Happened(f"claim:{claim}", claims.ClaimRejected(claim=claim, reason=sealed(owner)), "M1", "M2")
        elif much % 4 == 2:
            yield Happened(f"claim:{claim}", claims.ClaimWithdrawn(claim=claim), owner)
        else:
            self._opened(owner, f"claim:{claim}", 30)
            yield from approved(claim, owner, 40, 30)

    def _budget(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        if much % 4 == 0:
            account = f"budget:M{who % 2}:{MONTH}"
            event = PointsTransferred(kind="lapse", subject=account, source=account, target=ISSUANCE, points=much + 1)
            yield Happened(account, event, "system")
        else:
            yield budget(("M0", "M1", "organisation")[who % 3], (much + 1) * (1 if much % 3 else -1))

    def _people(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        number, day = f"P{who % 3}", date(2026, 11, much % 28 + 1)
        if number not in self.tags:
            self.tags[number] = 0
            yield registered(number, f"D{much % 3}")
            if much % 2:
                yield Happened("directory", directory.RegistrationUndone(employee_no=number))
                yield registered(number, f"D{much % 4}")
            created = directory.DepartmentCreated(
                code=f"D-{number}", terms=directory.DepartmentTerms(effective_from=day, name="a")
            )
            yield Happened("directory", created)
            yield Happened("directory", directory.DepartmentUndone(code=f"D-{number}"))
            yield Happened("directory", created)
            if much % 3:
                yield Happened("directory", created.model_copy(update={"code": f"U-{number}"}))
                yield Happened("directory", directory.DepartmentUndone(code=f"U-{number}"))
            return
        yield assigned(number, f"D{much % 4}", day)
        yield Happened("directory", directory.EmployeeRenamed(employee_no=number, name=sealed(number, f"n{much}")))
        left_on = (None, day)[much % 3 == 0]
        yield Happened("directory", directory.EmploymentDated(employee_no=number, hired_on=day, left_on=left_on))
        yield Happened("directory", directory.RolesGiven(employee_no=number, roles=("hr",)[: much % 2]))
        yield Happened("directory", directory.PasswordSet(employee_no=number, password_id=f"P{much}"), number)
        changed = directory.DepartmentTerms(effective_from=day, name=f"b{much}", head=number)
        yield Happened("directory", directory.DepartmentChanged(code=f"D-{number}", terms=changed))
        given = directory.DelegationGiven(
            delegation=f"V{self.count}",
            principal=number,
            delegate="E1",
            matters=("grants",),
            starts_on=day,
            ends_on=day,
        )
        yield Happened("directory", given, number)
        if much % 2:
            ended = {"delegation": given.delegation, "principal": given.principal, "delegate": given.delegate}
            yield Happened("directory", directory.DelegationShortened(**ended, ends_on=given.starts_on), number)
            yield Happened("directory", directory.DelegationRevoked(delegation=f"V{self.count}"), number)

    def _tag(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        code = f"T{who % 3}"
        number = self.tags.get(code, 0)
        self.tags[code] = number + 1
        if number == 0:
            first = (
                tags.TagProposed(code=code, proposer=employee, terms=terms("a"))
                if much % 2
                else tags.TagDefined(code=code, terms=terms("a"))
            )
            yield Happened(f"tag:{code}", first)
            if isinstance(first, tags.TagProposed) and much % 3 == 0:
                rejected = tags.TagRejected(code=code, proposer=employee, reason=sealed(employee, "no"))
                yield Happened(f"tag:{code}", rejected)
                self.tags[code] = 0
        elif number == 1:
            yield Happened(f"tag:{code}", tags.TagApproved(code=code))
        elif much % 5:
            day, made = date(2026, 11, much % 28 + 1), terms(f"r{much}", much)
            revised: Event = tags.TagRevised(code=code, number=number, effective_from=day, terms=made)
            if number > 2 and much % 3 == 1:
                revised = tags.TagRevisionWithdrawn(code=code, number=number - 1)
            elif number > 2 and much % 3 == 2:
                revised = tags.TagRevisionReplaced(
                    code=code, replaced=number - 1, number=number, effective_from=day, terms=made
                )
            yield Happened(f"tag:{code}", revised)
        else:
            yield Happened(f"tag:{code}", tags.TagRetired(code=code, retired_from=date(2026, 12, 1)))
