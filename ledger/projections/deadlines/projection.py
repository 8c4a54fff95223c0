"""When an organisation has to be looked at, and for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ledger.domain.accounts.announced import FAR, NEAR
from ledger.domain.accounts.events import employee_account
from ledger.domain.claims.events import ClaimApproved, ClaimSubmitted
from ledger.domain.directory.events import EmployeeRegistered, EmploymentDated, RegistrationUndone
from ledger.domain.organisation.organisation import OrganisationCreated, SettingsChanged
from ledger.domain.values import add_months, first_instant, local_date
from ledger.projections.deadlines.kinds import ANNOUNCEMENT, EXPIRY, LAPSE, LEAVING, MEASUREMENT
from ledger.projections.engine.additive import Additive
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store

DUE = Additive("due", keys={"kind": "text", "due_at": "timestamptz"}, kept={"position": ("bigint", "max")}, sums=())
MEASURED_AFTER = (3, 6)
"""Months after a saving in which its source is measured again."""
NEVER = date(9000, 1, 1)
"""What is due after this does not come due."""

_KNOWN = """
    SELECT zone, 0 FROM {schema}.zones WHERE organisation = %s
    UNION ALL SELECT account, since FROM {schema}.leavers WHERE organisation = %s"""
_ZONE = "INSERT INTO {schema}.zones (organisation, zone) VALUES (%s, %s) ON CONFLICT (organisation) DO NOTHING"
_LEFT = """
    INSERT INTO {schema}.leavers (organisation, account, since, left_on)
    SELECT %s, * FROM unnest(%s::text[], %s::bigint[], %s::date[])
    ON CONFLICT (organisation, account) DO UPDATE SET left_on = excluded.left_on"""


class Deadlines(Projection):
    """`due`: the instants from which on somebody of an organisation may be concerned by something of a kind, each once,
    however many people it is about; `position` is the last event that named it. The worker takes off the list what it
    has done. `leavers`: who has left, or will, or stayed after all (`left_on` is null then), and the first event that
    said so. `zones`: where an organisation's days begin and end.
    """

    name = "deadlines"
    version = 1

    def ddl(self) -> Sequence[str]:
        return (
            DUE.ddl,
            'CREATE TABLE {schema}.zones (organisation text COLLATE "C" PRIMARY KEY, zone text NOT NULL)',
            """CREATE TABLE {schema}.leavers (
                organisation text COLLATE "C" NOT NULL,
                account      text COLLATE "C" NOT NULL,
                since        bigint NOT NULL,
                left_on      date,
                PRIMARY KEY (organisation, account)
            )""",
        )

    def indexes(self) -> Sequence[str]:
        return DUE.key, "CREATE INDEX ON {schema}.due (due_at)"

    def fold(self, organisation: str) -> Fold:
        return DeadlinesFold(organisation)


class DeadlinesFold:
    """Says too much rather than too little: a look that finds nobody concerned costs little."""

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._zone: ZoneInfo | None = None
        self._begun: str | None = None
        self._left: dict[str, int] | None = None
        self._leaving: dict[str, date | None] = {}
        self._ends: dict[str, int] = {}
        self._months: dict[str, int] = {}
        self._days: dict[tuple[str, date], int] = {}

    def size(self) -> int:
        return len(self._ends) + len(self._months) + len(self._days) + len(self._left or ()) + len(self._leaving)

    def take(self, page: Page, store: Store) -> None:
        left = self._known(store)
        if page.others:
            self._take_others(page, left)
        ends, months = self._ends, self._months
        for transfer in page.transfers:
            for _, _, last_day in transfer.opens:
                if last_day is not None:
                    ends[last_day] = transfer.position
            target = transfer.target
            if target[:7] == "budget:":
                months[target[-7:]] = transfer.position
            elif left and left.get(target, transfer.position) < transfer.position:
                # Of no day: looked at as soon as it is seen.
                self._days[LEAVING, date.min] = transfer.position

    def _known(self, store: Store) -> dict[str, int]:
        """The accounts of who was ever said to leave, and by which event first. In bulk all begins with the first."""
        if self._left is None:
            rows = [] if store.bulk else store.rows(_KNOWN, (self._organisation, self._organisation))
            self._left = {account: since for account, since in rows if since}
            self._zone = next((ZoneInfo(zone) for zone, since in rows if not since), self._zone)
        return self._left

    def _take_others(self, page: Page, left: dict[str, int]) -> None:
        for _, created in page.of(OrganisationCreated):
            self._zone, self._begun = ZoneInfo(created.time_zone), created.time_zone
        for recorded in page.of_any(EmployeeRegistered, EmploymentDated, RegistrationUndone):
            event = recorded.event
            assert isinstance(event, EmployeeRegistered | EmploymentDated | RegistrationUndone)
            left_on = None if isinstance(event, RegistrationUndone) else event.left_on
            self._leaves(employee_account(event.employee_no), left_on, recorded.position, left)
        for recorded, submitted in page.of(ClaimSubmitted):
            if submitted.content.value is not None:
                happened_on = local_date(submitted.happened_at, self._place)
                for months in MEASURED_AFTER:
                    self._days[MEASUREMENT, add_months(happened_on, months)] = recorded.position
        for recorded, _ in page.of(ClaimApproved):
            # What was approved long after it happened is due already; the next day is soon enough.
            tomorrow = local_date(recorded.recorded_at, self._place) + timedelta(days=1)
            self._days[MEASUREMENT, tomorrow] = recorded.position
        for recorded, changed in page.of(SettingsChanged):
            if changed.leaver_policy is not None:
                self._days[LEAVING, local_date(recorded.recorded_at, self._place)] = recorded.position

    def _leaves(self, account: str, left_on: date | None, position: int, left: dict[str, int]) -> None:
        if left_on is not None:
            left.setdefault(account, position)
            self._days[LEAVING, _after(left_on)] = position
        if account in left:
            self._leaving[account] = left_on

    @property
    def _place(self) -> ZoneInfo:
        return self._zone or ZoneInfo("UTC")

    def flush(self, store: Store) -> None:
        if self._begun is not None:
            store.run(_ZONE, (self._organisation, self._begun))
            self._begun = None
        if self._leaving:
            self._flush_leavers(store)
        due: dict[tuple[str, str], int] = {}
        for kind, day, position in self._named():
            if day >= NEVER:
                continue
            key = kind, _begins(day, self._place)
            due[key] = max(position, due.get(key, 0))
        DUE.add(store, self._organisation, [(*key, position) for key, position in sorted(due.items())])
        self._ends.clear()
        self._months.clear()
        self._days.clear()

    def _named(self) -> Iterator[tuple[str, date, int]]:
        """What comes due, on which local days, and the last event that says so."""
        for last_day, position in self._ends.items():
            day = date.fromisoformat(last_day)
            yield EXPIRY, _after(day), position
            for ahead in (FAR, NEAR):
                yield ANNOUNCEMENT, day - timedelta(days=ahead), position
        for month, position in self._months.items():
            yield LAPSE, add_months(date.fromisoformat(f"{month}-01"), 1), position
        for (kind, day), position in self._days.items():
            yield kind, day, position

    def _flush_leavers(self, store: Store) -> None:
        accounts = list(self._leaving)
        left = self._left or {}
        since = [left[account] for account in accounts]
        store.run(_LEFT, (self._organisation, accounts, since, list(self._leaving.values())))
        self._leaving.clear()


def _after(day: date) -> date:
    return day if day >= NEVER else day + timedelta(days=1)


def _begins(day: date, zone: ZoneInfo) -> str:
    """When a local day begins; a day before all others has begun."""
    if day.year < 1970:
        return "1970-01-01T00:00:00+00:00"
    return first_instant(day, zone).isoformat()
