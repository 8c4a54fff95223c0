"""Rewards, redemptions, and the export of training places that payroll took over."""

from __future__ import annotations

from functools import partial

from ledger.application import exports, redemptions, rewards
from ledger.demo.data.rewards import REDEMPTIONS, REWARDS
from ledger.demo.data.shapes import Redemption
from ledger.demo.founding import HR
from ledger.demo.scene import Scene
from ledger.demo.steps import Stage, Step, id_of

EXPORT = "export:training"
PAYROLL = "PAY01"


def stages(scene: Scene) -> list[Stage]:
    """What hr offers, who asks for it, what is decided, what is fulfilled, and what is exported."""
    return [
        [
            Step(f"reward:{code}", HR, partial(rewards.define, code=code, terms=terms))
            for code, terms in REWARDS.items()
        ],
        [
            Step(_name(one), one.employee, partial(redemptions.request, code=one.reward, quantity=1))
            for one in REDEMPTIONS
        ],
        [step for one in REDEMPTIONS for step in _decision(scene, one)],
        [
            Step(
                f"{_name(one)}:fulfilled",
                one.fulfilled_by,
                partial(redemptions.fulfil, redemption_id=id_of(_name(one))),
            )
            for one in REDEMPTIONS
            if one.fulfilled_by is not None
        ],
        [Step(EXPORT, HR, partial(exports.prepare, kind="training"))],
        [Step(f"{EXPORT}:taken-over", PAYROLL, partial(exports.take_over, export_id=id_of(EXPORT)))],
    ]


def _name(redemption: Redemption) -> str:
    return f"redemption:{redemption.slug}"


def _decision(scene: Scene, one: Redemption) -> list[Step]:
    redemption = id_of(_name(one))
    if one.approved_by is not None:
        approve = partial(redemptions.approve, redemption_id=redemption)
        return [Step(f"{_name(one)}:approved", one.approved_by, approve, one.on_behalf_of)]
    if one.rejected_by is not None and one.reason is not None:
        reject = partial(redemptions.reject, redemption_id=redemption, reason=scene.seal(one.employee, one.reason))
        return [Step(f"{_name(one)}:rejected", one.rejected_by, reject, one.on_behalf_of)]
    if one.cancelled:
        cancel = partial(redemptions.cancel, redemption_id=redemption)
        return [Step(f"{_name(one)}:cancelled", one.employee, cancel)]
    return []
