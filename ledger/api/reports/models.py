"""What each report answers. The items are flat: they are the rows of its files, too."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

NUMBER = "number"
Figure = Annotated[str, NUMBER]
"""A decimal string that is a number in a spreadsheet."""


class Liability(BaseModel):
    month: str | None = Field(description="Of the lots' last day; null: they never end.")
    department: str | None
    points: int


class Outstanding(BaseModel):
    department: str | None
    people: int = Field(description="With a balance, or with points that are held.")
    balance: int
    held: int = Field(description="For redemptions that are not decided or fulfilled yet.")
    below_zero: int


class LiabilityReport(BaseModel):
    items: list[Liability]
    departments: list[Outstanding]
    points: int


class BudgetUse(BaseModel):
    month: str
    department: str | None
    owner: str | None = Field(description="`organisation`: that of instant awards.")
    points: int
    spent: int
    lapsed: int
    left: int
    used: Figure = Field(description="spent / points", examples=["0.4167"])


class BudgetsReport(BaseModel):
    items: list[BudgetUse]


class Member(BaseModel):
    rank: int
    employee: str
    name: str | None
    points: int = Field(description="As on the leaderboards; who has 0 is here, too.")
    high: bool
    last_granted_at: datetime | None = Field(
        description="When they last got a grant or an award that was not taken back, in whatever period; null: never."
    )


class MemberTag(BaseModel):
    employee: str
    tag: str
    points: int


class Band(BaseModel):
    at_least: int | None
    at_most: int
    people: int


class Distribution(BaseModel):
    people: int
    with_points: int
    points: int
    mean: Figure
    median: Figure
    high_people: int
    high_points: int
    bands: list[Band]


class TeamReport(BaseModel):
    items: list[Member]
    distribution: Distribution
    tags: list[MemberTag] = Field(description="What the points of the people listed are of.")
    period: str


class PointsOf(BaseModel):
    month: str | None
    tag: str | None
    department: str | None
    points: int
    granted: int
    claimed: int
    deducted: int
    awarded: int
    grants: int
    claims: int
    deductions: int
    awards: int


class PointsReport(BaseModel):
    items: list[PointsOf]


class Compared(BaseModel):
    tag: str
    department: str
    people: int
    points: int
    per_head: Figure = Field(examples=["6.25"])
    median: Figure = Field(
        description="Of the points per head of all departments that are compared.", examples=["25.00"]
    )
    low: bool = Field(description="Fewer points per head than half of the median.")


class LowReport(BaseModel):
    items: list[Compared]


class ValueCreated(BaseModel):
    tag: str
    month: str
    claims: int
    claimed: Figure = Field(examples=["50000.00"])
    verified_claims: int
    verified: Figure
    value: Figure


class ValueReport(BaseModel):
    items: list[ValueCreated]
    currency: str


class Credibility(BaseModel):
    tag: str
    claims: int
    claimed: Figure
    approval_claims: int = Field(description="Whose approver recorded a verified value.")
    approval_claimed: Figure = Field(description="What these had claimed.")
    approval_verified: Figure
    approval_ratio: Figure | None = Field(description="verified / claimed", examples=["0.9600"])
    after_3_claims: int = Field(description="Measured again after 3 months.")
    after_3_claimed: Figure
    after_3_verified: Figure
    after_3_ratio: Figure | None
    after_6_claims: int
    after_6_claimed: Figure
    after_6_verified: Figure
    after_6_ratio: Figure | None


class CredibilityReport(BaseModel):
    items: list[Credibility]


class Granted(BaseModel):
    giver: str
    receiver: str
    grants: int
    points: int
    budget: int
    share_of_budget: Figure
    share_of_given: Figure


class GrantsReport(BaseModel):
    items: list[Granted]


class Favour(BaseModel):
    one: str
    other: str
    given_grants: int = Field(description="By `one` to `other`.")
    given_points: int
    given_budget: int
    given_share: Figure
    returned_grants: int = Field(description="By `other` to `one`.")
    returned_points: int
    returned_budget: int
    returned_share: Figure
    closest_days: Figure = Field(description="Between a grant there and a grant back.", examples=["1.50"])
    answered: int = Field(description="How many of the grants there have one back within the days.")


class FavoursReport(BaseModel):
    items: list[Favour]
    days: int
    share: str


class LineChange(BaseModel):
    position: int = Field(description="Of the change; `/v1/audit/events` tells it whole.")
    recorded_at: datetime
    actor: str = Field(description="By whose word.")
    link: str = Field(
        description="manager, department or hr of an employee; head or parent of a department; stands-in for a manager."
    )
    subject: str = Field(description="Whose: a number, or the code of a department.")
    before: str | None
    after: str | None
    effective_from: date | None
    judge: str | None = Field(description="Who decided afterwards; null: nobody did.")
    employee: str | None = Field(description="About whom.")
    decisions: int
    points: int = Field(description="That these gave, less what they took.")
    first_decided_at: datetime | None
    last_decided_at: datetime | None


class LinesReport(BaseModel):
    items: list[LineChange]
    within: int
