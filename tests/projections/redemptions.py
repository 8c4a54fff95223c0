"""Rewards, redemptions and exports to project: whole lives made from numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ledger.domain.exports import events as exports
from ledger.domain.redemptions import events as redemptions
from ledger.domain.rewards import events as rewards
from ledger.domain.values import Sealed
from tests.projections.journal import Happened

KINDS: tuple[rewards.RewardKind, ...] = ("bonus", "leave", "custom")
BENEFITS = {
    "bonus": rewards.Benefit(amount=Decimal("5000.00"), pay_item="points-bonus", tax_class="wages"),
    "leave": rewards.Benefit(days=Decimal("0.5")),
    "custom": rewards.Benefit(),
}


def terms(kind: rewards.RewardKind, cost: int = 10) -> rewards.RewardTerms:
    return rewards.RewardTerms(
        name=kind, kind=kind, cost=cost, benefit=BENEFITS[kind], stock=100, approval=("manager", "hr")[cost % 2]
    )


def line(redemption: str, employee: str, kind: rewards.RewardKind) -> exports.Line | None:
    if kind == "custom":
        return None
    return exports.Line(
        subject=f"redemption:{redemption}", employee=employee, reward=kind, name=kind,
        fulfilled_on=date(2026, 11, 3), quantity=1, benefit=BENEFITS[kind],
    )  # fmt: skip


@dataclass
class Redeemer:
    """Takes one redemption after the other a step further, however the numbers fall."""

    offered: set[str] = field(default_factory=set)
    live: dict[str, tuple[str, str, rewards.RewardKind]] = field(default_factory=dict)
    waiting: dict[str, exports.Line] = field(default_factory=dict)
    drafts: list[str] = field(default_factory=list)
    count: int = 0

    def tell(self, employee: str, who: int, much: int) -> Iterator[Happened]:
        self.count += 1
        kind = KINDS[who % 3]
        if kind not in self.offered:
            self.offered.add(kind)
            yield Happened(f"reward:{kind}", rewards.RewardDefined(code=kind, terms=terms(kind)))
        if much % 9 == 0:
            revised = rewards.RewardRevised(code=kind, number=self.count, terms=terms(kind, much + 1))
            retired = rewards.RewardRetired(code=kind)
            yield Happened(f"reward:{kind}", revised if who % 2 else retired)
        elif much % 9 < 3 and (self.drafts or self.waiting):
            yield from self._export()
        elif self.live and much % 9 < 6:
            yield from self._go_on(list(self.live)[much % len(self.live)], who, much)
        else:
            yield self._request(f"X{self.count}", employee, kind, much)

    def _request(self, name: str, employee: str, kind: rewards.RewardKind, much: int) -> Happened:
        self.live[name] = ("requested", employee, kind)
        requested = redemptions.RedemptionRequested(
            redemption=name, employee=employee, reward=kind, year=2026, quantity=much % 3 + 1, revision=1, name=kind,
            kind=kind, benefit=BENEFITS[kind], points=10, approval="manager", requested_on=date(2026, 11, 1),
            approver=("M1", None)[much % 2],
        )  # fmt: skip
        return Happened(f"redemption:{name}", requested, employee)

    def _go_on(self, name: str, who: int, much: int) -> Iterator[Happened]:
        state, employee, kind = self.live.pop(name)
        whose = {"redemption": name, "employee": employee, "reward": kind}
        reserved = {"year": 2026, "quantity": 1}
        reason = Sealed(person=employee, box="why")
        stream = f"redemption:{name}"
        if state == "requested" and much % 4 == 0:
            yield Happened(stream, redemptions.RedemptionRejected(**whose, **reserved, reason=reason), "HR01")
        elif state == "requested" and much % 4 == 1:
            yield Happened(stream, redemptions.RedemptionCancelled(**whose, **reserved), employee)
        elif state == "requested":
            self.live[name] = ("approved", employee, kind)
            yield Happened(stream, redemptions.RedemptionApproved(**whose), "M2", "M1" if who % 2 else None)
        elif state == "approved":
            self.live[name] = ("fulfilled", employee, kind)
            made = line(name, employee, kind)
            if made is not None:
                self.waiting[name] = made
            yield Happened(stream, redemptions.RedemptionFulfilled(**whose, kind=kind, line=made), "HR01")
        else:
            made = line(name, employee, kind)
            undone = None
            if made is not None and self.waiting.pop(name, None) is None:
                undone = self.waiting[name] = made.model_copy(update={"reverses": True})
            event = redemptions.RedemptionReversed(**whose, **reserved, kind=kind, reason=reason, line=undone)
            yield Happened(stream, event, "HR01")

    def _booked(self) -> Iterator[exports.Line]:
        """What waits for the next export of leave."""
        return (line for line in self.waiting.values() if line.benefit.days is not None)

    def _paid(self) -> tuple[exports.Line, ...]:
        """What waits for the next export of bonuses."""
        return tuple(line for line in self.waiting.values() if line.benefit.amount is not None)

    def _export(self) -> Iterator[Happened]:
        if self.drafts:
            export = self.drafts.pop()
            month = "2026-11" if export.startswith("Z") else None
            yield Happened(f"export:{export}", exports.ExportTakenOver(export=export, month=month), "PAY01")
        prepared: tuple[tuple[str, exports.ExportKind, tuple[exports.Line, ...]], ...] = (
            (f"Y{self.count}", "leave", tuple(self._booked())),
            (f"Z{self.count}", "bonus", self._paid()),
        )
        for export, kind, lines in prepared:
            if not lines:
                continue
            self.drafts.append(export)
            self.waiting = {name: one for name, one in self.waiting.items() if one not in lines}
            event = exports.ExportPrepared(export=export, kind=kind, lines=lines, sha256="00" * 32, prepared_by="HR01")
            yield Happened(f"export:{export}", event, "HR01")
