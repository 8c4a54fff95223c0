"""Grants by managers, and instant awards by hr."""

from __future__ import annotations

from functools import partial

from ledger.application.grants import GrantPoints, grant_points
from ledger.demo.data.grants import GRANTS
from ledger.demo.data.shapes import Grant
from ledger.demo.scene import Scene
from ledger.demo.steps import Stage, Step


def stages(scene: Scene) -> list[Stage]:
    """All of them, in the order in which they happened."""
    return [[_grant(scene, grant) for grant in sorted(GRANTS, key=lambda one: one.when)]]


def _grant(scene: Scene, grant: Grant) -> Step:
    request = GrantPoints(
        employee=grant.employee,
        tag=grant.tag,
        reason=scene.seal(grant.employee, grant.reason),
        points=grant.points,
        occurred_at=scene.at(grant.when),
        instant=grant.instant,
    )
    return Step(f"grant:{grant.slug}", grant.by, partial(grant_points, request=request), grant.on_behalf_of)
