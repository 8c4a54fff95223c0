"""Deductions for conduct, and the one that was wrong."""

from __future__ import annotations

from functools import partial

from ledger.application import conduct
from ledger.application.conduct import Deduct
from ledger.demo.data.deductions import DEDUCTIONS
from ledger.demo.data.shapes import Deduction
from ledger.demo.scene import Scene
from ledger.demo.steps import Stage, Step, id_of


def stages(scene: Scene) -> list[Stage]:
    """What was deducted; then what turned out to be wrong."""
    return [
        [_deduction(scene, one) for one in DEDUCTIONS],
        [_correction(scene, one, one.corrected) for one in DEDUCTIONS if one.corrected is not None],
    ]


def _deduction(scene: Scene, one: Deduction) -> Step:
    request = Deduct(one.employee, one.tag, scene.seal(one.employee, one.reason), None, scene.at(one.when))
    return Step(f"deduction:{one.slug}", one.by, partial(conduct.deduct, request=request))


def _correction(scene: Scene, one: Deduction, reason: str) -> Step:
    correct = partial(
        conduct.correct, deduction_id=id_of(f"deduction:{one.slug}"), reason=scene.seal(one.employee, reason)
    )
    return Step(f"deduction:{one.slug}:corrected", one.by, correct)
