"""Tags: who defines them, which revision judges, what a cap leaves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.errors import Conflict, Invalid, NotFound
from ledger.domain.tags.events import (
    GrantRange,
    TagApproved,
    TagDefined,
    TagProposed,
    TagRejected,
    TagRetired,
    TagRevised,
    TagRevisionReplaced,
    TagRevisionWithdrawn,
)
from ledger.domain.tags.tag import (
    Tag,
    announced_after,
    decide_approve,
    decide_define,
    decide_propose,
    decide_reject,
    decide_replace_revision,
    decide_retire,
    decide_revise,
    decide_withdraw_revision,
    evolve,
    revision_for,
    revision_state,
    within_cap,
)
from tests.domain.builders import DAY, fixed, sealed, stepped, terms
from tests.domain.story import Story, outcome

TAG = Story(Tag("saving"), evolve)
KNOWN = frozenset({"FIN", "AP"})
TOMORROW, YESTERDAY = DAY + timedelta(days=1), DAY - timedelta(days=1)
LATER = DAY + timedelta(days=9)
DEFINED = TagDefined(code="saving", terms=terms())
PROPOSED = TagProposed(code="saving", proposer="FIN00", terms=terms(departments=("FIN",)))


def revised(number: int, effective_from: date, points: int) -> TagRevised:
    return TagRevised(code="saving", number=number, effective_from=effective_from, terms=terms(fixed(points)))


def test_a_code_is_used_once() -> None:
    TAG.when(decide_define, terms(), KNOWN).then(DEFINED)
    for before in (DEFINED, PROPOSED):
        TAG.given(before).when(decide_define, terms(), KNOWN).refused(Conflict, "tag-exists", "/code")


def test_a_proposal_names_departments_in_sight() -> None:
    TAG.when(decide_propose, terms(departments=("FIN",)), KNOWN, "FIN00").then(PROPOSED)
    TAG.when(decide_propose, terms(), KNOWN, "FIN00").refused(Invalid, "departments-missing", "/departments")
    unseen = terms(departments=("FIN", "TEC"))
    TAG.when(decide_propose, unseen, KNOWN, "FIN00").refused(Invalid, "unknown-reference", "/departments/1")


def test_a_proposal_earns_nothing_until_it_is_approved_and_is_approved_once() -> None:
    proposed = TAG.given(PROPOSED)
    proposed.when(revision_for, DAY, ("FIN",)).refused(Conflict, "tag-not-active", "/tag")
    proposed.when(decide_approve).then(TagApproved(code="saving"))
    approved = proposed.given(TagApproved(code="saving"))
    assert revision_for(approved.state, DAY, ("FIN",)).number == 1
    approved.when(decide_approve).refused(Conflict, "tag-not-proposed")


def test_a_rejected_proposal_earns_nothing_and_its_code_is_free_again() -> None:
    proposed = TAG.given(PROPOSED)
    rejection = TagRejected(code="saving", proposer=PROPOSED.proposer, reason=sealed(PROPOSED.proposer))
    proposed.when(decide_reject, rejection.reason).then(rejection)
    rejected = proposed.given(rejection)
    rejected.when(revision_for, DAY, ("FIN",)).refused(Conflict, "tag-not-active", "/tag")
    rejected.when(decide_reject, rejection.reason).refused(Conflict, "tag-not-proposed")
    rejected.when(decide_approve).refused(Conflict, "tag-not-proposed")
    rejected.when(decide_define, terms(fixed(7)), KNOWN).then(TagDefined(code="saving", terms=terms(fixed(7))))
    again = rejected.given(PROPOSED, TagApproved(code="saving"))
    assert revision_for(again.state, DAY, ("FIN",)).number == 1


@pytest.mark.parametrize("before", [(), (DEFINED,)])
def test_only_a_proposal_is_rejected(before: tuple[TagDefined, ...]) -> None:
    TAG.given(*before).when(decide_reject, sealed()).refused(Conflict, "tag-not-proposed")


@pytest.mark.parametrize("days_ago", [1, 400])
def test_a_revision_is_in_force_from_today_at_the_earliest(days_ago: int) -> None:
    past = DAY - timedelta(days=days_ago)
    story = TAG.given(DEFINED)
    story.when(decide_revise, terms(fixed(200)), past, DAY, KNOWN).refused(
        Invalid, "effective-from-past", "/effective_from"
    )
    story.when(decide_revise, terms(fixed(200)), DAY, DAY, KNOWN).then(revised(2, DAY, 200))


def test_a_revision_that_changes_nothing_on_its_day_is_refused() -> None:
    TAG.given(DEFINED).when(decide_revise, terms(), DAY, DAY, KNOWN).refused(Conflict, "revision-empty")
    later = TAG.given(DEFINED, revised(2, TOMORROW, 200))
    later.when(decide_revise, terms(fixed(200)), DAY, DAY, KNOWN).then(revised(3, DAY, 200))
    later.when(decide_revise, terms(fixed(200)), TOMORROW, DAY, KNOWN).refused(Conflict, "revision-empty")
    later.when(decide_revise, terms(), TOMORROW, DAY, KNOWN).then(revised(3, TOMORROW, 100))


def withdrawn(number: int) -> TagRevisionWithdrawn:
    return TagRevisionWithdrawn(code="saving", number=number)


def replaced(number: int, by: int, effective_from: date, points: int) -> TagRevisionReplaced:
    made = terms(fixed(points))
    return TagRevisionReplaced(code="saving", replaced=number, number=by, effective_from=effective_from, terms=made)


def test_an_announced_revision_that_was_withdrawn_judges_nothing() -> None:
    story = TAG.given(DEFINED, revised(2, TOMORROW, 200))
    story.when(decide_withdraw_revision, 2, DAY).then(withdrawn(2))
    without = story.given(withdrawn(2))
    assert revision_for(without.state, TOMORROW, ()).number == 1
    without.when(decide_withdraw_revision, 2, DAY).refused(Conflict, "revision-withdrawn")
    without.when(decide_replace_revision, 2, terms(fixed(9)), TOMORROW, DAY, KNOWN).refused(
        Conflict, "revision-withdrawn"
    )
    without.when(decide_revise, terms(fixed(300)), TOMORROW, DAY, KNOWN).then(revised(3, TOMORROW, 300))


def test_an_announced_revision_is_replaced_by_one_with_a_number_and_a_day_of_its_own() -> None:
    story = TAG.given(DEFINED, revised(2, TOMORROW, 200))
    story.when(decide_replace_revision, 2, terms(fixed(300)), TOMORROW, DAY, KNOWN).then(replaced(2, 3, TOMORROW, 300))
    moved = story.given(replaced(2, 3, LATER, 200)).state
    assert [revision_for(moved, day, ()).number for day in (DAY, TOMORROW, LATER)] == [1, 1, 3]
    story.when(decide_replace_revision, 2, terms(fixed(200)), DAY, DAY, KNOWN).then(replaced(2, 3, DAY, 200))
    story.when(decide_replace_revision, 2, terms(fixed(9)), YESTERDAY, DAY, KNOWN).refused(
        Invalid, "effective-from-past", "/effective_from"
    )


@pytest.mark.parametrize("points", [200, 100])
def test_an_announced_revision_is_not_replaced_by_itself_nor_by_what_is_in_force(points: int) -> None:
    story = TAG.given(DEFINED, revised(2, TOMORROW, 200))
    story.when(decide_replace_revision, 2, terms(fixed(points)), TOMORROW, DAY, KNOWN).refused(
        Conflict, "revision-empty"
    )


@pytest.mark.parametrize(("number", "today"), [(1, DAY), (2, TOMORROW), (2, LATER)])
def test_a_revision_whose_day_has_come_is_neither_changed_nor_withdrawn(number: int, today: date) -> None:
    story = TAG.given(DEFINED, revised(2, TOMORROW, 200))
    story.when(decide_withdraw_revision, number, today).refused(Conflict, "revision-in-force")
    story.when(decide_replace_revision, number, terms(fixed(9)), LATER, today, KNOWN).refused(
        Conflict, "revision-in-force"
    )


def test_what_was_never_announced_is_not_there() -> None:
    story = TAG.given(DEFINED)
    story.when(decide_withdraw_revision, 2, DAY).refused(NotFound, "not-found")


def test_a_revision_of_today_names_what_an_announced_one_takes_back() -> None:
    """The cap is changed today; the rule that is announced says the old cap still, and the same name."""
    capped = TagRevised(code="saving", number=3, effective_from=DAY, terms=terms(monthly_cap=50))
    tag = TAG.given(DEFINED, revised(2, TOMORROW, 200), capped).state
    (announced,) = announced_after(tag, tag.revisions[2], DAY)
    assert (announced.revision.number, announced.falls_back) == (2, ("monthly_cap",))
    assert announced_after(tag, tag.revisions[2], TOMORROW) == [], "its day has come"
    carried = TAG.given(DEFINED, revised(2, TOMORROW, 200), revised(3, DAY, 200)).state
    (announced,) = announced_after(carried, carried.revisions[2], DAY)
    assert announced.falls_back == ()


def test_each_revision_says_where_it_stands() -> None:
    tag = TAG.given(DEFINED, revised(2, DAY, 200), revised(3, TOMORROW, 300), revised(4, LATER, 400), withdrawn(4))
    states = [revision_state(tag.state.revisions, one, DAY) for one in tag.state.revisions]
    assert states == ["past", "in_force", "announced", "withdrawn"]


@pytest.mark.parametrize("before", [(), (PROPOSED,), (DEFINED, TagRetired(code="saving", retired_from=DAY))])
def test_only_an_active_tag_is_revised(before: tuple[TagDefined, ...]) -> None:
    TAG.given(*before).when(decide_revise, terms(fixed(9)), DAY, DAY, KNOWN).refused(Conflict, "tag-not-active")


@pytest.mark.parametrize(
    ("day", "number"), [(YESTERDAY, 1), (date(1999, 1, 1), 1), (DAY, 2), (TOMORROW, 3), (date(2099, 1, 1), 3)]
)
def test_the_revision_in_force_on_the_day_judges(day: date, number: int) -> None:
    story = TAG.given(DEFINED, revised(2, DAY, 200), revised(3, TOMORROW, 300))
    assert revision_for(story.state, day, ()).number == number


def test_of_two_revisions_the_one_whose_day_came_last_judges_whichever_was_made_first() -> None:
    story = TAG.given(DEFINED, revised(2, TOMORROW, 200), revised(3, DAY, 300))
    assert [revision_for(story.state, day, ()).number for day in (YESTERDAY, DAY, TOMORROW)] == [1, 3, 2]


def test_of_two_revisions_of_the_same_day_the_newer_one_judges() -> None:
    story = TAG.given(DEFINED, revised(2, TOMORROW, 200), revised(3, TOMORROW, 300))
    assert [revision_for(story.state, day, ()).number for day in (DAY, TOMORROW)] == [1, 3]


def test_a_retired_tag_judges_what_occurred_before_and_nothing_from_that_day_on() -> None:
    story = TAG.given(DEFINED)
    story.when(decide_retire, DAY).then(TagRetired(code="saving", retired_from=DAY))
    retired = story.given(TagRetired(code="saving", retired_from=DAY))
    assert revision_for(retired.state, YESTERDAY, ()).number == 1
    retired.when(revision_for, DAY, ()).refused(Conflict, "tag-retired", "/tag")
    retired.when(decide_retire, TOMORROW).nothing()


@pytest.mark.parametrize(
    ("departments", "fits"), [((), False), (("TEC",), False), (("AP", "FIN"), True), (("FIN",), True)]
)
def test_a_tag_is_for_its_departments_and_those_below_them(departments: tuple[str, ...], fits: bool) -> None:
    story = TAG.given(TagDefined(code="saving", terms=terms(departments=("FIN",))))
    if fits:
        assert revision_for(story.state, DAY, departments).number == 1
    else:
        story.when(revision_for, DAY, departments).refused(Conflict, "tag-not-for-department", "/tag")


def test_a_tag_names_departments_that_there_are() -> None:
    story = TAG.when(decide_define, terms(departments=("FIN", "NONE")), KNOWN)
    story.refused(Invalid, "unknown-reference", "/departments/1")


@pytest.mark.parametrize(
    ("rule", "chosen", "code"),
    [
        (stepped((">", "10", 100)), GrantRange(min=1, max=2), "grant-range-needs-fixed"),
        (fixed(50), GrantRange(min=60, max=40), "grant-range"),
    ],
)
def test_a_range_of_grants_fits_a_fixed_rule_and_is_not_upside_down(rule, chosen: GrantRange, code: str) -> None:  # type: ignore[no-untyped-def]
    TAG.when(decide_define, terms(rule, grant_range=chosen), KNOWN).refused(Invalid, code, "/grant_range")


@pytest.mark.parametrize(
    ("cap", "credited", "points"), [(None, 10**9, 100), (150, 0, 100), (150, 50, 100), (150, 90, 60)]
)
def test_only_what_a_cap_leaves_is_credited(cap: int | None, credited: int, points: int) -> None:
    assert within_cap(terms(monthly_cap=cap), 100, credited) == points


@pytest.mark.parametrize("credited", [150, 151])
def test_a_cap_that_leaves_nothing_refuses(credited: int) -> None:
    outcome(within_cap, terms(monthly_cap=150), 100, credited).refused(Conflict, "cap-reached", "/tag")


@given(st.integers(1, 500), st.lists(st.integers(1, 200), max_size=20))
def test_whatever_is_asked_for_a_month_never_brings_more_than_its_cap(cap: int, asked: list[int]) -> None:
    total = 0
    for points in asked:
        if total < cap:
            total += within_cap(terms(monthly_cap=cap), points, total)
    assert total == min(cap, sum(asked))
