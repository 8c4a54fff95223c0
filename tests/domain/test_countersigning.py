"""What takes a second hr, and who that may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from immutables import Map

from ledger.domain.accounts.account import Account
from ledger.domain.countersigning.leavers import check_confirms_leaver, confirmers_of_leaver, firsts_of_leaver
from ledger.domain.countersigning.weight import above, money_of_month, points_by_hr, weigh
from ledger.domain.directory.events import PasswordSet
from ledger.domain.errors import Forbidden
from ledger.domain.exports.events import Line
from ledger.domain.exports.lines import LINES, Waiting
from ledger.domain.organisation.limits import Limits
from ledger.domain.organisation.organisation import Organisation
from ledger.domain.redemptions.events import Handed, RedemptionFulfilled, RedemptionReversed
from ledger.domain.rewards.events import Benefit, RewardDefined, RewardKind, RewardRevised, RewardTerms
from tests.domain.builders import DAY, MONTH, chart, sealed
from tests.domain.test_line import after

LIMITS = Limits()
COURSE = Benefit(course="云原生")


def reward(kind: RewardKind, cost: int, **benefit: Any) -> RewardTerms:
    return RewardTerms(name="兑换项", kind=kind, cost=cost, benefit=Benefit(**benefit), approval="hr")


def fulfilled(kind: RewardKind, pieces: int, benefit: Benefit | None = None, id: str = "r1") -> RedemptionFulfilled:
    whose = {"redemption": id, "employee": "FIN01", "reward": kind}
    if benefit is None:
        return RedemptionFulfilled(**whose, kind=kind, handed=Handed(pieces=pieces, on=DAY))
    line = Line(subject=f"redemption:{id}", employee="FIN01", fulfilled_on=DAY, quantity=pieces, benefit=benefit)
    return RedemptionFulfilled(**whose, kind=kind, line=line)


def passed(*events: Any, month: Decimal = Decimal()) -> str | None:
    weights = [weight for one in events if (weight := weigh(one, LIMITS)) is not None]
    return above(weights, LIMITS, lambda employee: 0, lambda employee: month)


@pytest.mark.parametrize("event", [RewardDefined, RewardRevised])
@pytest.mark.parametrize(
    ("terms", "limit"),
    [
        (reward("leave", 30, days="0.5"), None),
        (reward("leave", 10, days="1"), None),
        (reward("leave", 9, days="1"), "money-per-point"),
        (reward("leave", 9, hours="8"), "money-per-point"),
        (reward("leave", 1, days="10000"), "money"),
        (reward("training", 5, course="云原生"), None),
        (reward("training", 4, course="云原生"), "money-per-point"),
        (reward("custom", 4), "money-per-point"),
        (reward("bonus", 50, amount="5000.00"), None),
    ],
)
def test_what_has_no_price_counts_as_money_in_a_reward(event: Any, terms: RewardTerms, limit: str | None) -> None:
    number = {"number": 2} if event is RewardRevised else {}
    assert passed(event(code="c", terms=terms, **number)) == limit


@pytest.mark.parametrize(
    ("event", "limit"),
    [
        (fulfilled("leave", 100, Benefit(days=Decimal(50))), None),
        (fulfilled("leave", 101, Benefit(days=Decimal("50.5"))), "money"),
        (fulfilled("leave", 1, Benefit(hours=Decimal(401))), "money"),
        (fulfilled("training", 100, COURSE), None),
        (fulfilled("training", 101, COURSE), "money"),
        (fulfilled("custom", 100), None),
        (fulfilled("custom", 101), "money"),
    ],
)
def test_many_days_and_pieces_at_once_take_a_second_hr(event: RedemptionFulfilled, limit: str | None) -> None:
    assert passed(event) == limit


def given_in_month(*events: Any) -> dict[RewardKind, Waiting]:
    kinds: tuple[RewardKind, ...] = ("bonus", "leave", "training", "custom")
    found = {kind: LINES.begin(kind) for kind in kinds}
    for event in events:
        assert event.linked_streams(), "the month knows of it"
        found[event.kind] = LINES.evolve(found[event.kind], event)
    return found


def test_money_days_and_pieces_of_one_month_count_together() -> None:
    given = given_in_month(
        fulfilled("bonus", 1, Benefit(amount=Decimal("5000.00")), "r1"),
        fulfilled("leave", 2, Benefit(days=Decimal("1.5")), "r2"),
        fulfilled("leave", 1, Benefit(hours=Decimal(4)), "r3"),
        fulfilled("training", 2, COURSE, "r4"),
        fulfilled("custom", 3, None, "r5"),
    )
    assert money_of_month(given, "FIN01", MONTH, LIMITS) == 5000 + 1500 + 500 + 2 * 500 + 3 * 500
    assert money_of_month(given, "FIN02", MONTH, LIMITS) == 0
    assert money_of_month(given, "FIN01", "2030-04", LIMITS) == 0
    assert passed(fulfilled("custom", 1), month=LIMITS.money_a_month + 1) == "money-a-month"


def test_what_was_taken_back_while_its_line_waited_is_given_to_nobody() -> None:
    first = fulfilled("leave", 2, Benefit(days=Decimal(3)))
    back = RedemptionReversed(
        redemption="r1", employee="FIN01", reward="leave", year=2030, quantity=2, kind="leave", reason=sealed()
    )
    assert money_of_month(given_in_month(first, back), "FIN01", MONTH, LIMITS) == 0


def test_the_lines_of_a_month_are_kept_in_a_snapshot_with_what_was_given() -> None:
    assert LINES.codec is not None
    given = given_in_month(fulfilled("custom", 3), fulfilled("leave", 1, Benefit(hours=Decimal(4))))
    for kind, waiting in given.items():
        assert LINES.codec.thaw(kind, LINES.codec.freeze(waiting)) == waiting


@pytest.mark.parametrize(
    ("change", "raised"),
    [
        ({"money": Decimal(1)}, False),
        ({"money": Decimal(1_000_000)}, True),
        ({"money_per_day": Decimal(2000)}, False),
        ({"money_per_day": Decimal(1)}, True),
        ({"money_per_piece": Decimal(0)}, True),
    ],
)
def test_what_counts_as_less_raises_a_limit(change: dict[str, Decimal], raised: bool) -> None:
    assert LIMITS.raised_by(LIMITS.model_copy(update=change)) is raised


COMPANY = chart(
    [("FIN", None, "FIN00")],
    [("FIN00", "FIN", None), ("FIN01", "FIN", None), ("HR1", None, None), ("HR2", None, None), ("ROOT", None, None)],
    HR1=("hr",),
    HR2=("hr",),
    ROOT=("admin",),
)


def test_a_month_of_hr_is_not_what_managers_approved() -> None:
    made = {"FIN00": 10, "HR2": 20, "api-key:k": 30}
    assert points_by_hr(COMPANY, made, "HR1") == 50
    assert points_by_hr(COMPANY, made, "FIN00") == 60, "what the command itself makes is judged, whoever acts"


def test_a_leavers_points_became_money_by_who_dated_it_who_set_the_policy_and_the_hr_who_gave_them_of_late() -> None:
    person = replace(COMPANY.employees["FIN01"], dated_by="HR1")
    account = Account(
        "employee:FIN01",
        made=Map({("HR2", "2030-02"): 5, ("FIN00", "2030-03"): 5, ("HR1", "2030-01"): 5}),
    )
    organisation = Organisation(policy_by="ROOT")
    assert firsts_of_leaver(COMPANY, person, organisation, account, DAY) == ("HR1", "HR2", "ROOT")
    later = DAY + timedelta(days=31)
    assert firsts_of_leaver(COMPANY, person, Organisation(), account, later) == ("HR1",)


@pytest.mark.parametrize(
    ("firsts", "confirmers"),
    [
        (("HR1",), {"HR2"}),
        ((), {"HR1", "HR2"}),
        (("HR1", "HR2"), {"ROOT"}),
        (("HR1", "HR2", "ROOT"), set()),
    ],
)
def test_where_every_hr_took_part_an_admin_confirms(firsts: tuple[str, ...], confirmers: set[str]) -> None:
    assert confirmers_of_leaver(COMPANY, "FIN01", firsts, DAY) == confirmers
    for no in ("HR1", "HR2", "ROOT", "FIN00"):
        if no in confirmers:
            check_confirms_leaver(COMPANY, "FIN01", firsts, no, DAY)
            continue
        with pytest.raises(Forbidden) as refusal:
            check_confirms_leaver(COMPANY, "FIN01", firsts, no, DAY)
        assert refusal.value.code == "second-hr"


def test_one_hand_with_who_took_part_took_part() -> None:
    company = after(COMPANY, "HR1", PasswordSet(employee_no="HR2", password_id="p"))
    assert confirmers_of_leaver(company, "FIN01", ("HR1",), DAY) == {"ROOT"}
    assert confirmers_of_leaver(company, "FIN01", ("HR1",), DAY + timedelta(days=31)) == {"HR2"}


def test_an_hr_who_leaves_does_not_confirm_their_own_settlement() -> None:
    assert confirmers_of_leaver(COMPANY, "HR2", ("HR1",), DAY) == {"ROOT"}
