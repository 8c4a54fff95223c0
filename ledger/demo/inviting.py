"""Links for people who forgot their password: one that holds, one that is over, one that was taken back."""

from __future__ import annotations

from functools import partial

from ledger.application import invitations
from ledger.application.invitations import Invited, Lasting
from ledger.demo.data.invitations import LINKS, Link
from ledger.demo.scene import Scene
from ledger.demo.steps import Stage, Step, id_of


def stages(scene: Scene) -> list[Stage]:
    """Links that are given; then the one that hr takes back."""
    return [
        [_giving(scene, one) for one in LINKS],
        [_revocation(one) for one in LINKS if one.revoked],
    ]


def _giving(scene: Scene, one: Link) -> Step:
    giving = id_of(_name(one)).replace("-", "")
    give = partial(
        invitations.give,
        id=giving,
        people=[Invited(one.employee, scene.link(one.employee, giving), has_password=True)],
        lasting=Lasting(one.holds, one.holds),
        of_import=None,
        next_cursor=None,
        problem_of=lambda refusal: {"problem": refusal.code},
    )
    return Step(_name(one), one.by, give)


def _revocation(one: Link) -> Step:
    return Step(f"{_name(one)}:revoked", one.by, partial(invitations.revoke, employee_no=one.employee))


def _name(one: Link) -> str:
    return f"link:{one.slug}"
