"""What a home tells. A section is null for whom it is not for."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from ledger.api.exports.queries import ExportListed
from ledger.api.imports.shown import Progress
from ledger.api.waiting.queries import WaitingView


class WaitingHome(WaitingView):
    oldest: datetime | None = Field(description="Since when the first of these waits; null: nothing does.")


class Returned(BaseModel):
    claim: str
    tag: str
    question: str | None
    at: datetime


class NextReward(BaseModel):
    code: str
    name: str
    cost: int
    missing: int = Field(description="So many points more.")


class MineHome(BaseModel):
    returned: list[Returned] = Field(description="Claims that wait for my answer, the longest first.")
    claims: int = Field(description="Submitted, and not decided yet.")
    redemptions: int = Field(description="Requested, and not decided yet.")
    approved: int = Field(description="Redemptions that were approved, and are still to be had.")
    begun: bool = Field(description="Whether I ever got points or claimed any.")
    affordable: int = Field(description="How many of the rewards on offer my balance is enough for.")
    next: NextReward | None = Field(description="The cheapest reward that it is not enough for.")


class BudgetHome(BaseModel):
    points: int
    spent: int
    left: int


class LastThanks(BaseModel):
    at: datetime
    tag: str | None
    reason: str | None
    by: str


class Draft(BaseModel):
    """A grant that needs no more than to be sent; every word of it can be changed first."""

    reason: str
    claim: str | None = Field(description="The approved claim that it thanks for; null: a year's day at the company.")
    tag: str | None = Field(description="One that can be granted to them now; null: choose one.")
    points: int | None = Field(description="What a grant with this tag would credit now.")


class NotThanked(BaseModel):
    employee: str
    name: str | None
    last: LastThanks | None = Field(description="The last grant or award that was not taken back; null: never.")
    draft: Draft | None = Field(description="What they did since; null: nothing that the ledger knows of.")


class TeamHome(BaseModel):
    budget: BudgetHome | None = Field(description="Of the present month; null: none is set.")
    people: int = Field(description="In my sight, employed today, without myself and auditors.")
    thanked: int = Field(description="Who of them got a grant or an award this month.")
    not_thanked: list[NotThanked] = Field(
        description="Whom nobody thanked this month, the longest first; four at most."
    )
    points: int = Field(description="Of these people this month, as on the leaderboards.")
    points_before: int = Field(description="In the whole of the month before.")
    claims_open: int = Field(description="Claims of these people that nobody has decided yet.")


ConcernKind = Literal[
    "claims", "redemptions", "fulfilments", "second-hr", "imports-failed", "imports-unconfirmed",
    "budgets-unset", "budgets-used-up", "leavers",
]  # fmt: skip


class Concern(BaseModel):
    kind: ConcernKind = Field(
        description="What waits for more than seven days (claims, redemptions, fulfilments), waits for a second hr, "
        "imports that failed in the last 14 days or are checked and not confirmed, managers without a budget this "
        "month or with nothing left of it, leavers whose points are still to be settled."
    )
    count: int
    oldest: datetime | None


class Participation(BaseModel):
    managers: int = Field(description="Who is a manager today.")
    givers: int = Field(description="From whose budgets of this month something was granted.")
    people: int = Field(description="Employed today, without auditors.")
    receivers: int = Field(description="Who got a grant or an award out of a budget of this month.")


class RunningImport(BaseModel):
    id: str
    kind: str
    file_name: str
    state: str
    progress: Progress


class DeskHome(BaseModel):
    concerns: list[Concern] = Field(description="What is overdue or wrong; nothing that is fine.")
    participation: Participation
    budgets: BudgetHome = Field(description="All budgets of this month, the organisation's included.")
    imports: list[RunningImport]


class WaitingLines(BaseModel):
    kind: str
    lines: int
    total: str | None = Field(description="Before tax; null: it is no money.")


class TakenOver(BaseModel):
    id: str
    month: str | None
    at: datetime


class PayHome(BaseModel):
    waiting: list[WaitingLines] = Field(description="In no export yet. For hr: payroll sees what is prepared.")
    prepared: list[ExportListed] = Field(description="Not taken over yet, the newest first; five at most.")
    last: TakenOver | None = Field(description="The bonuses that were taken over last.")


class Verified(BaseModel):
    at: datetime
    sound: bool
    verified: int
    wrong_at: int | None


class AuditHome(BaseModel):
    verification: Verified | None = Field(description="The last walk over the chain; null: there was none.")
    head: int = Field(description="Where the journal stands.")
    unverified: int = Field(description="Events after what was verified.")
    new: int | None = Field(description="Events after `seen`; null: it was not said.")
    since: datetime | None = Field(
        description="From here on the following were looked for: 30 days back, or 20,000 events. Null: nothing since."
    )
    reversals: int = Field(description="Credits that were taken back.")
    forced: int = Field(description="Forced reversals that an hr asked for.")
    backdated: int = Field(description="Grants, awards and claims of what had happened more than seven days before.")


class SystemHome(BaseModel):
    stopped: list[str] = Field(description="Projections that stand still.")
    rebuilding: list[str]
    lag: int = Field(description="Events that the slowest projection has not seen.")
    verification: Verified | None
    people: int
    departments: int
    headless: int = Field(description="Departments that nobody heads.")
    hrs: int
    admins: int


class Step(BaseModel):
    step: Literal["departments", "people", "tags", "budgets", "rewards", "invitations"]
    done: bool = Field(description="Whether it is begun: there is one, and of people one who holds no given role.")
    count: int = Field(
        description="Departments; people employed today, without auditors; tags in force; managers who ever had a "
        "budget; rewards on offer; people who have a password or an open link."
    )
    of: int | None = Field(description="Of so many managers or people; null: of nothing.")


class BeginningHome(BaseModel):
    steps: list[Step] = Field(description="In the order in which one needs the other.")


class Home(BaseModel):
    month: str
    day: int = Field(description="Of the month, in the organisation's zone.")
    days: int
    waiting: WaitingHome | None = Field(description="Of who decides something.")
    mine: MineHome | None = Field(description="Of who has an account: everybody but auditors.")
    team: TeamHome | None = Field(description="Of managers.")
    desk: DeskHome | None = Field(description="Of hr.")
    pay: PayHome | None = Field(description="Of hr and payroll.")
    audit: AuditHome | None = Field(description="Of auditors.")
    system: SystemHome | None = Field(description="Of admins.")
    beginning: BeginningHome | None = Field(description="Of hr and admins, until everything is begun.")
