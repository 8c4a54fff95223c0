"""Value tags: defined by hr, proposed by managers, revised for next month."""

from __future__ import annotations

from functools import partial

from ledger.application import tags
from ledger.demo.data.proposals import PROPOSALS, REVISED, Proposal
from ledger.demo.data.tags import TAGS
from ledger.demo.founding import HR
from ledger.demo.scene import Scene
from ledger.demo.steps import Stage, Step
from ledger.domain.tags.events import TagTerms
from ledger.domain.values import add_months


def stages(scene: Scene) -> list[Stage]:
    """hr's own tags and the managers' proposals; which of those hr approves; what changes next month."""
    return [
        [*(_tag(code, terms) for code, terms in TAGS.items()), *(_proposal(one) for one in PROPOSALS)],
        [_approval(one) for one in PROPOSALS if one.approved],
        [_revision(scene, code, terms) for code, terms in REVISED.items()],
    ]


def _tag(code: str, terms: TagTerms) -> Step:
    return Step(f"tag:{code}", HR, partial(tags.create, code=code, terms=terms))


def _proposal(proposal: Proposal) -> Step:
    return Step(
        f"proposal:{proposal.code}", proposal.by, partial(tags.create, code=proposal.code, terms=proposal.terms)
    )


def _approval(proposal: Proposal) -> Step:
    return Step(f"tag-approval:{proposal.code}", HR, partial(tags.approve, code=proposal.code))


def _revision(scene: Scene, code: str, terms: TagTerms) -> Step:
    next_month = add_months(scene.today.replace(day=1), 1)
    return Step(f"revision:{code}", HR, partial(tags.revise, code=code, terms=terms, effective_from=next_month))
