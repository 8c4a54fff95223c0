"""An organisation's identity and settings, and the rules on when things may have happened."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from ledger.domain.errors import Conflict, Invalid
from ledger.domain.events import Event
from ledger.domain.organisation.limits import Limits, LimitsSet
from ledger.domain.streams import Stream
from ledger.domain.values import Quantity, Value, add_months, local_date, month_of

DEFAULT_BACKDATING_DAYS = 30
AHEAD = timedelta(minutes=5)
LEAP_YEAR = 2028


class LotTerm(Value):
    """How long a credit lasts: so many months, until the next fixed day of the year, or for ever."""

    kind: Literal["months", "yearly", "none"] = "months"
    months: int = 12
    month: int = 12
    day: int = 31

    def last_day(self, credited_on: date) -> date | None:
        """The last local day of a lot that was credited on this one, clamped to the month's end."""
        if self.kind == "none":
            return None
        if self.kind == "months":
            return add_months(credited_on, self.months)
        this_year = self._day_of(credited_on.year)
        return this_year if credited_on <= this_year else self._day_of(credited_on.year + 1)

    def _day_of(self, year: int) -> date:
        return add_months(date(year, 1, self.day), self.month - 1)


class LeaverPolicy(Value):
    """What becomes of the points of somebody who has left: they can be redeemed for so many more days and end then,
    or they become a bonus line of so much money each."""

    kind: Literal["redeem", "bonus"] = "redeem"
    days: int = 30
    amount_per_point: Quantity | None = None


class OrganisationCreated(Event, type="organisation.created.1"):
    """A tenant began. Its id and time zone never change."""

    name: str
    time_zone: str
    currency: str
    language: str


class SettingsChanged(Event, type="organisation.settings-changed.1"):
    """The settings as they are from now on; what is absent stays as it was."""

    name: str | None = None
    language: str | None = None
    backdating_days: int | None = None
    lot_term: LotTerm | None = None
    leaver_policy: LeaverPolicy | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """State of the stream `organisation`; `created` is false until the first event. `policy_by` set the leavers' policy
    last."""

    created: bool = False
    name: str = ""
    time_zone: str = "UTC"
    zone: ZoneInfo = ZoneInfo("UTC")
    currency: str = ""
    language: str = ""
    backdating_days: int = DEFAULT_BACKDATING_DAYS
    lot_term: LotTerm = LotTerm()
    leaver_policy: LeaverPolicy = LeaverPolicy()
    limits: Limits = Limits()
    policy_by: str = field(default="", compare=False)

    def today(self, now: datetime) -> date:
        return local_date(now, self.zone)

    def present_month(self, now: datetime) -> str:
        return month_of(self.today(now))

    def month_of(self, at: datetime) -> str:
        return month_of(local_date(at, self.zone))


def evolve(state: Organisation, event: Event, by: str = "", at: datetime | None = None) -> Organisation:
    match event:
        case OrganisationCreated():
            return Organisation(
                True, event.name, event.time_zone, ZoneInfo(event.time_zone), event.currency, event.language
            )
        case SettingsChanged():
            given = {name: value for name, value in event if value is not None}
            another = given.get("leaver_policy", state.leaver_policy) != state.leaver_policy
            return replace(state, **given, policy_by=by if another else state.policy_by)
        case LimitsSet():
            return replace(state, limits=event.limits)
    return state


ORGANISATIONS = Stream("organisation", lambda id: Organisation(), evolve, envelope=True)
ORGANISATION = ORGANISATIONS.only


def decide_settings(state: Organisation, change: SettingsChanged) -> list[Event]:
    """Change settings; what changes nothing makes no event."""
    if (term := change.lot_term) is not None and term.kind == "yearly":
        last = monthrange(LEAP_YEAR, term.month)[1]
        if term.day > last:
            raise Invalid("no-such-day", f"This month has {last} days at most.", "/lot_term/day", last=last)
    policy = change.leaver_policy
    if policy is not None and policy.kind == "bonus" and policy.amount_per_point is None:
        raise Invalid("amount-missing", "A bonus needs its amount per point.", "/leaver_policy/amount_per_point")
    return [] if evolve(state, change) == state else [change]


def decide_limits(state: Organisation, limits: Limits) -> list[Event]:
    """Set what one hr may make alone; the same makes no event."""
    return [] if limits == state.limits else [LimitsSet(limits=limits)]


def check_occurrence(organisation: Organisation, occurred_at: datetime, now: datetime) -> None:
    """At most 5 minutes ahead, and not further back than the organisation allows
    (docs/rules/points.md, "Numbers, times")."""
    if occurred_at > now + AHEAD:
        raise Invalid("occurred-in-future", "This may lie at most 5 minutes ahead.", "/occurred_at")
    if occurred_at < now - timedelta(days=organisation.backdating_days):
        raise Invalid(
            "occurred-too-long-ago",
            f"This may lie at most {organisation.backdating_days} days back.",
            "/occurred_at",
            days=organisation.backdating_days,
        )


def check_not_created(state: Organisation) -> None:
    if state.created:
        raise Conflict("organisation-exists", "There is an organisation of this id already.")
