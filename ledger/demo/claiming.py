"""Claims, and what became of each."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from itertools import zip_longest

from ledger.application import claim_decisions as deciding
from ledger.application import claims as claiming
from ledger.application.claim_decisions import Approval
from ledger.application.claims import ClaimedValue, SubmitClaim
from ledger.application.unit import Answer, Unit
from ledger.demo.data.claims import CLAIMS
from ledger.demo.data.claims import NEWEST as NEWEST_CLAIM
from ledger.demo.data.shapes import Approved, Claim, FollowUp, Rejected, Resubmitted, Returned
from ledger.demo.scene import Scene
from ledger.demo.steps import Stage, Step, id_of
from ledger.domain.values import MONEY_PLACES

NEWEST = id_of(f"claim:{NEWEST_CLAIM.slug}")
"""The id of the claim that is submitted last: where it is, everything else is."""


def stages(scene: Scene) -> list[Stage]:
    """Submissions, then the first answer to each, then the second and so on; the newest one comes last."""
    claims = sorted(CLAIMS, key=lambda one: one.when)
    rounds = zip_longest(*([_follow_up(scene, claim, number) for number in range(len(claim.then))] for claim in claims))
    return [
        [_submission(scene, claim) for claim in claims],
        *([step for step in steps if step is not None] for steps in rounds),
        [_submission(scene, NEWEST_CLAIM)],
    ]


def _submission(scene: Scene, claim: Claim) -> Step:
    value = ClaimedValue(
        scene.seal(claim.employee, claim.description),
        Decimal(claim.quantity),
        None if claim.value_quantity is None else Decimal(claim.value_quantity),
        tuple(scene.seal(claim.employee, text) for text in claim.evidence),
    )
    request = SubmitClaim(claim.tag, value, scene.at(claim.when))
    return Step(f"claim:{claim.slug}", claim.employee, partial(claiming.submit, request=request))


def _follow_up(scene: Scene, claim: Claim, number: int) -> Step:
    done = claim.then[number]
    actor = claim.actor_of(done)
    handler = _handler(scene, claim, done)
    return Step(f"claim:{claim.slug}:{number + 1}", actor, handler, getattr(done, "on_behalf_of", None))


def _handler(scene: Scene, claim: Claim, done: FollowUp) -> Callable[[Unit], Answer]:
    claim_id = id_of(f"claim:{claim.slug}")
    match done:
        case Approved():
            approval = Approval(
                done.points,
                None if done.reason is None else scene.seal(claim.employee, done.reason),
                None if done.verified_value is None else Decimal(done.verified_value).quantize(MONEY_PLACES),
            )
            return partial(deciding.approve, claim_id=claim_id, approval=approval)
        case Rejected():
            return partial(deciding.reject, claim_id=claim_id, reason=scene.seal(claim.employee, done.reason))
        case Returned():
            reason = scene.seal(claim.employee, done.question)
            return partial(deciding.return_to_employee, claim_id=claim_id, reason=reason)
        case Resubmitted():
            evidence = tuple(scene.seal(claim.employee, text) for text in done.evidence)
            value = ClaimedValue(scene.seal(claim.employee, done.description), evidence=evidence)
            answer = None if done.answer is None else scene.seal(claim.employee, done.answer)
            return partial(claiming.resubmit, claim_id=claim_id, value=value, answer=answer)
    return partial(claiming.withdraw, claim_id=claim_id)
