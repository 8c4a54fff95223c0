"""One event of every type, and of every shape that a type can take: what the golden file holds as bytes.

The stories are the seeds' own. Ids, times and boxes are fixed: these values never change, new ones are added.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from ledger.domain.accounts.events import Credit, ExpiryAnnounced, LeaverSettled, LotPart, PointsTransferred
from ledger.domain.claims.events import (
    ClaimApproved,
    ClaimContent,
    ClaimRejected,
    ClaimResubmitted,
    ClaimReturned,
    ClaimSubmitted,
    ClaimValueVerified,
    ClaimVerificationDue,
    ClaimWithdrawn,
    WaitsFor,
)
from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.domain.countersigning.events import CountersignatureAsked, CountersignatureGiven, CountersignatureRefused
from ledger.domain.directory.events import (
    Assignment,
    DelegationGiven,
    DelegationRevoked,
    DelegationShortened,
    DepartmentChanged,
    DepartmentCreated,
    DepartmentTerms,
    DepartmentUndone,
    EmployeeAssigned,
    EmployeeRegistered,
    EmployeeRenamed,
    EmploymentDated,
    PasswordSet,
    RegistrationUndone,
    RolesGiven,
)
from ledger.domain.events import Event
from ledger.domain.exports.events import ExportPrepared, ExportTakenOver, Line
from ledger.domain.imports.events import DifferenceExplained, ImportConfirmed, ImportUndone
from ledger.domain.integrations.events import ApiKeyCreated, ApiKeyRevoked, KeyScope
from ledger.domain.invitations.events import InvitationGiven, InvitationRevoked, InvitationUsed
from ledger.domain.organisation.limits import Limits, LimitsSet
from ledger.domain.organisation.organisation import LeaverPolicy, LotTerm, OrganisationCreated, SettingsChanged
from ledger.domain.redemptions.events import (
    Handed,
    RedemptionApproved,
    RedemptionCancelled,
    RedemptionFulfilled,
    RedemptionRejected,
    RedemptionRequested,
    RedemptionReversed,
)
from ledger.domain.reversals.events import ReversalConfirmed, ReversalRejected, ReversalRequested
from ledger.domain.rewards.events import Benefit, RewardDefined, RewardRetired, RewardRevised, RewardTerms
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
    TagTerms,
)
from ledger.domain.tags.rules import DeductionRule, FixedRule, PerUnitRule, Step, SteppedRule
from ledger.domain.values import Sealed

ORGANISATION = "golden-金"
CLAIM = "019a9f00-0000-7000-8000-00000000c1a1"
GRANT = "019a9f00-0000-7000-8000-0000000067a0"
REVERSAL = "019a9f00-0000-7000-8000-000000003e7e"
DELEGATION = "019a9f00-0000-7000-8000-00000000de1e"
IMPORT = "019a9f00-0000-7000-8000-0000000000e0"
DEDUCTION = "019a9f00-0000-7000-8000-00000000dedc"
CAUSE = "019a9f00-0000-7000-8000-00000000ca05"
NOON = datetime(2025, 11, 3, 4, 0, tzinfo=UTC)
NIGHT = datetime(2025, 10, 31, 16, 30, 0, 123456, tzinfo=UTC)

# Sealed by tests/compat/test_sealed_texts.py's fixed key and nonces: 「流程优化」 and 「错误的标签」.
TEXT = Sealed(person="FIN01", box="AAECAwQFBgcICQoLPpT+DqsQoHBOB7ov33MlBtVRjuUsD3psNu1pNA==")
OTHER_TEXT = Sealed(person="FIN01", box="AQIDBAUGBwgJCgsM/2cS1G0jd9J2wKm6PChhm1TY+cJthSZANtCgKhh+Ig==")


class Sample(NamedTuple):
    """An event with what of its envelope is not the same for all."""

    name: str
    stream: str
    version: int
    event: Event
    actor: str = "HR01"
    on_behalf_of: str | None = None
    causation: str | None = None
    occurred_at: datetime = NOON


STEPPED = TagTerms(
    name="成本降低",
    goal="财务稳健",
    departments=("FIN", "OPS"),
    evidence_required=True,
    monthly_cap=300,
    coefficient=Decimal("1.5"),
    auto_approve=True,
    rule=SteppedRule(
        unit="%",
        steps=(
            Step(op=">", threshold=Decimal("10"), points=100),
            Step(op=">=", threshold=Decimal("5.5"), points=50),
            Step(op="<", threshold=Decimal("-0.000001"), points=1),
            Step(op="<=", threshold=Decimal("0"), points=2),
        ),
        value_per_unit=Decimal("1000.50"),
        value_unit="%",
    ),
)
FIXED = TagTerms(
    name="流程优化",
    coefficient=Decimal(1),
    grant_range=GrantRange(min=50, max=150),
    rule=FixedRule(points=120, value_per_unit=Decimal(50), value_unit="hour"),
)
PER_UNIT = TagTerms(
    name="节约",
    coefficient=Decimal("0.25"),
    rule=PerUnitRule(unit="CNY", per=Decimal("1000"), points=1, max=1_000_000_000),
)
CALLED_TWICE = TagTerms(
    name="加班支援",
    second_name="Overtime support",
    coefficient=Decimal(1),
    rule=PerUnitRule(
        unit="小时",
        second_unit="hours",
        per=Decimal(1),
        points=1,
        value_per_unit=Decimal(50),
        value_unit="小时",
        second_value_unit="hours",
    ),
)
CONTENT = ClaimContent(
    description=TEXT,
    evidence=(OTHER_TEXT, TEXT),
    quantity=Decimal("12.000001"),
    value_quantity=Decimal("100000"),
    points=100,
    value=Decimal("100000.00"),
)
CREDIT = Credit(tag="cost", revision=2, month="2025-11", departments=("FIN", "HQ"))
REDEMPTION = "019a9f00-0000-7000-8000-000000004ede"
EXPORT = "019a9f00-0000-7000-8000-0000000e4607"
REDEEMED = {"redemption": REDEMPTION, "employee": "FIN01", "reward": "bonus-5000"}
BONUS = RewardTerms(
    name="现金奖金",
    kind="bonus",
    cost=100,
    benefit=Benefit(amount=Decimal("5000.00"), pay_item="points-bonus", tax_class="wages"),
    approval="manager",
)
HALF_DAYS = RewardTerms(
    name="半天假",
    kind="leave",
    cost=30,
    benefit=Benefit(days=Decimal("0.5")),
    stock=20,
    yearly_limit=4,
    approval="none",
)
LINE = Line(
    subject=f"redemption:{REDEMPTION}",
    employee="FIN01",
    reward="bonus-5000",
    name="现金奖金",
    fulfilled_on=date(2025, 11, 4),
    quantity=2,
    benefit=Benefit(amount=Decimal("10000.00"), pay_item="points-bonus", tax_class="wages"),
)
SETTLED = Line(
    subject="leaving:FIN01:2",
    employee="FIN01",
    fulfilled_on=date(2026, 3, 1),
    quantity=1,
    benefit=Benefit(amount=Decimal("40.00"), pay_item="points-bonus", tax_class="wages"),
)
LOT = LotPart(lot=f"grant:{GRANT}", number=1, points=80, ends_on=date(2026, 11, 3))

COUNTERSIGNATURE = "019a9f00-0000-7000-8000-00000000c0de"

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "an award above a limit waits for a second hr",
        f"countersignature:{COUNTERSIGNATURE}",
        1,
        CountersignatureAsked(
            countersignature=COUNTERSIGNATURE,
            subject="employee:FIN01",
            kind="award",
            asked={"employee": "FIN01", "tag": "cost", "reason": TEXT.model_dump(), "points": 20_000, "instant": True},
            above="points",
            employee="FIN01",
            points=20_000,
        ),
    ),
    Sample(
        "what a leaver is owed waits for a second hr",
        f"countersignature:{COUNTERSIGNATURE}",
        1,
        CountersignatureAsked(
            countersignature=COUNTERSIGNATURE,
            subject="leaving:FIN01",
            kind="leaver",
            asked={"employee": "FIN01", "points": 80},
            above="money-a-month",
            employee="FIN01",
            money=Decimal("120000.00"),
        ),
        actor="system",
    ),
    Sample(
        "a second hr agreed",
        f"countersignature:{COUNTERSIGNATURE}",
        2,
        CountersignatureGiven(countersignature=COUNTERSIGNATURE, subject="employee:FIN01"),
        actor="HR02",
    ),
    Sample(
        "a second hr did not agree",
        f"countersignature:{COUNTERSIGNATURE}",
        3,
        CountersignatureRefused(countersignature=COUNTERSIGNATURE, subject="employee:FIN01", reason=OTHER_TEXT),
        actor="HR02",
    ),
    Sample(
        "organisation created",
        "organisation",
        1,
        OrganisationCreated(name="影楼「时光」", time_zone="Asia/Shanghai", currency="CNY", language="zh"),
        actor="system",
    ),
    Sample("settings: one of them", "organisation", 2, SettingsChanged(backdating_days=366)),
    Sample(
        "settings: all of them",
        "organisation",
        3,
        SettingsChanged(
            name="Studio \u2028 \u00e9\u0301 🎞",
            language="en",
            backdating_days=0,
            lot_term=LotTerm(kind="yearly", months=12, month=2, day=29),
        ),
        actor="ROOT",
    ),
    Sample(
        "department at the top",
        "directory",
        1,
        DepartmentCreated(code="HQ", terms=DepartmentTerms(effective_from=date(2025, 1, 1), name="总部")),
    ),
    Sample(
        "department below another",
        "directory",
        2,
        DepartmentCreated(
            code="FIN", terms=DepartmentTerms(effective_from=date(2025, 1, 1), name="财务部", parent="HQ", head="FIN00")
        ),
    ),
    Sample(
        "department changed",
        "directory",
        3,
        DepartmentChanged(
            code="FIN", terms=DepartmentTerms(effective_from=date(2025, 12, 1), name="财务", parent="HQ")
        ),
    ),
    Sample("employee renamed", "directory", 6, EmployeeRenamed(employee_no="FIN01", name=OTHER_TEXT)),
    Sample("hired, not left", "directory", 8, EmploymentDated(employee_no="FIN02", hired_on=date(2025, 2, 1))),
    Sample("neither hired nor left", "directory", 9, EmploymentDated(employee_no="FIN02")),
    Sample("roles given", "directory", 10, RolesGiven(employee_no="FIN02", roles=("auditor",)), actor="ROOT"),
    Sample("roles taken", "directory", 11, RolesGiven(employee_no="FIN02", roles=()), actor="ROOT"),
    Sample(
        "delegation given",
        "directory",
        12,
        DelegationGiven(
            delegation=DELEGATION,
            principal="FIN00",
            delegate="FIN01",
            matters=("claims", "grants"),
            starts_on=date(2025, 11, 1),
            ends_on=date(2025, 11, 30),
        ),
        actor="FIN00",
    ),
    Sample("delegation revoked", "directory", 13, DelegationRevoked(delegation=DELEGATION), actor="FIN00"),
    Sample("tag with a stepped rule", "tag:cost", 1, TagDefined(code="cost", terms=STEPPED)),
    Sample("tag with second names", "tag:hours", 1, TagDefined(code="hours", terms=CALLED_TWICE)),
    Sample("tag with a fixed rule", "tag:流程", 1, TagDefined(code="流程", terms=FIXED)),
    Sample("tag proposed", "tag:save", 1, TagProposed(code="save", proposer="FIN00", terms=PER_UNIT), actor="FIN00"),
    Sample(
        "tag rejected",
        "tag:save",
        2,
        TagRejected(code="save", proposer="FIN01", reason=TEXT),
    ),
    Sample(
        "claim submitted by another",
        f"claim:{CLAIM}",
        1,
        ClaimSubmitted(
            claim=CLAIM,
            employee="FIN01",
            tag="cost",
            revision=1,
            happened_at=NIGHT,
            month="2025-11",
            departments=("FIN", "HQ"),
            content=CONTENT,
            submitted_by="HR01",
        ),
        occurred_at=NIGHT,
    ),
    Sample("tag approved", "tag:save", 2, TagApproved(code="save")),
    Sample(
        "tag revised",
        "tag:cost",
        2,
        TagRevised(
            code="cost",
            number=2,
            effective_from=date(2025, 12, 1),
            terms=STEPPED.model_copy(update={"coefficient": Decimal("2.000000"), "monthly_cap": None}),
        ),
    ),
    Sample("tag retired", "tag:save", 3, TagRetired(code="save", retired_from=date(2026, 1, 1))),
    Sample(
        "claim submitted",
        f"claim:{CLAIM}",
        1,
        ClaimSubmitted(
            claim=CLAIM,
            employee="FIN01",
            tag="cost",
            revision=1,
            happened_at=NIGHT,
            month="2025-11",
            departments=("FIN", "HQ"),
            content=CONTENT,
        ),
        actor="FIN01",
        occurred_at=NIGHT,
    ),
    Sample("claim returned", f"claim:{CLAIM}", 2, ClaimReturned(claim=CLAIM, reason=OTHER_TEXT), actor="FIN00"),
    Sample(
        "claim resubmitted",
        f"claim:{CLAIM}",
        3,
        ClaimResubmitted(claim=CLAIM, content=ClaimContent(description=OTHER_TEXT, points=50)),
        actor="FIN01",
    ),
    Sample(
        "claim resubmitted, which waits for somebody",
        f"claim:{CLAIM}",
        3,
        ClaimResubmitted(
            claim=CLAIM,
            content=ClaimContent(description=OTHER_TEXT, points=50),
            waits_for=WaitsFor(approver="FIN00", since=date(2026, 1, 1)),
        ),
        actor="FIN01",
    ),
    Sample(
        "claim approved on behalf of another",
        f"claim:{CLAIM}",
        4,
        ClaimApproved(claim=CLAIM, points=40, credited=30, reason=TEXT, verified_value=Decimal("99999.99")),
        actor="FIN02",
        on_behalf_of="FIN00",
    ),
    Sample(
        "claim approved as it was",
        f"claim:{CLAIM}",
        5,
        ClaimApproved(claim=CLAIM, points=40, credited=40),
        causation=CAUSE,
    ),
    Sample("claim rejected", f"claim:{CLAIM}", 6, ClaimRejected(claim=CLAIM, reason=TEXT)),
    Sample(
        "claim measured again",
        f"claim:{CLAIM}",
        8,
        ClaimValueVerified(claim=CLAIM, months=3, verified_value=Decimal("90000.50"), reason=TEXT),
    ),
    Sample(
        "claim to be measured again",
        f"claim:{CLAIM}",
        9,
        ClaimVerificationDue(claim=CLAIM, months=6, due_on=date(2026, 5, 1)),
        actor="system",
    ),
    Sample(
        "deduction",
        f"deduction:{DEDUCTION}",
        1,
        DeductionMade(
            deduction=DEDUCTION,
            employee="FIN01",
            points=10,
            counts=Credit(tag="迟到", revision=1, month="2025-11", departments=("FIN", "HQ")),
            happened_at=NIGHT,
            reason=TEXT,
        ),
        actor="FIN00",
        occurred_at=NIGHT,
    ),
    Sample(
        "deduction corrected",
        f"deduction:{DEDUCTION}",
        2,
        DeductionCorrected(
            deduction=DEDUCTION,
            employee="FIN01",
            points=10,
            counts=Credit(tag="迟到", revision=1, month="2025-11", departments=("FIN", "HQ")),
            reason=OTHER_TEXT,
        ),
    ),
    Sample(
        "tag for deductions",
        "tag:迟到",
        1,
        TagDefined(
            code="迟到",
            terms=TagTerms(name="迟到", coefficient=Decimal(1), rule=DeductionRule(points=10, max=50)),
        ),
    ),
    Sample("claim withdrawn", f"claim:{CLAIM}", 7, ClaimWithdrawn(claim=CLAIM), actor="FIN01"),
    Sample(
        "budget set",
        "budget:FIN00:2025-11",
        1,
        PointsTransferred(
            kind="budget",
            subject="budget:FIN00:2025-11",
            source="issuance",
            target="budget:FIN00:2025-11",
            points=1_000_000_000,
        ),
    ),
    Sample(
        "grant, of which a cap left less, to a balance below zero",
        "employee:FIN01",
        1,
        PointsTransferred(
            kind="grant",
            subject=f"grant:{GRANT}",
            source="budget:FIN00:2025-11",
            target="employee:FIN01",
            points=100,
            counted=True,
            asked=120,
            credit=CREDIT,
            opens=(LOT,),
            repays=20,
            reason=TEXT,
        ),
        actor="FIN00",
        occurred_at=NIGHT,
    ),
    Sample(
        "points taken from two lots, one of which never ends",
        "employee:FIN01",
        2,
        PointsTransferred(
            kind="hold",
            subject="redemption:r1",
            source="employee:FIN01",
            target="held:r1",
            points=90,
            takes=(LOT, LotPart(lot=f"claim:{CLAIM}", number=2, points=10)),
        ),
        actor="FIN01",
    ),
    Sample(
        "a grant taken back while its month is open",
        "employee:FIN01",
        3,
        PointsTransferred(
            kind="reversal",
            subject=f"grant:{GRANT}",
            source="employee:FIN01",
            target="budget:FIN00:2025-11",
            points=100,
            counted=True,
            credit=CREDIT,
            takes=(LOT,),
            reason=OTHER_TEXT,
        ),
        actor="FIN00",
    ),
    Sample(
        "forced reversal requested",
        f"reversal:{REVERSAL}",
        1,
        ReversalRequested(reversal=REVERSAL, subject=f"claim:{CLAIM}", employee="FIN01", points=30, reason=OTHER_TEXT),
    ),
    Sample("forced reversal confirmed", f"reversal:{REVERSAL}", 2, ReversalConfirmed(reversal=REVERSAL), actor="HR02"),
    Sample(
        "forced reversal rejected",
        f"reversal:{REVERSAL}",
        3,
        ReversalRejected(reversal=REVERSAL, reason=TEXT),
        actor="HR02",
    ),
    Sample(
        "a balance below zero written off",
        "employee:FIN01",
        4,
        PointsTransferred(
            kind="write-off",
            subject="leaving:FIN01",
            source="written-off",
            target="employee:FIN01",
            points=20,
            repays=20,
        ),
        actor="system",
    ),
    Sample(
        "expiry announced",
        "announced:FIN01",
        1,
        ExpiryAnnounced(employee="FIN01", on=date(2026, 11, 3), points=80, days=30),
        actor="system",
    ),
    Sample(
        "leavers' points become a bonus line",
        "organisation",
        20,
        SettingsChanged(leaver_policy=LeaverPolicy(kind="bonus", amount_per_point=Decimal("0.5"))),
    ),
    Sample("a bonus", "reward:bonus-5000", 1, RewardDefined(code="bonus-5000", terms=BONUS)),
    Sample(
        "leave by halves, of which there is little",
        "reward:bonus-5000",
        2,
        RewardRevised(code="bonus-5000", number=2, terms=HALF_DAYS),
    ),
    Sample("reward retired", "reward:bonus-5000", 3, RewardRetired(code="bonus-5000")),
    Sample(
        "redemption requested",
        f"redemption:{REDEMPTION}",
        1,
        RedemptionRequested(
            **REDEEMED,
            year=2025,
            quantity=2,
            revision=1,
            name=BONUS.name,
            kind="bonus",
            benefit=BONUS.benefit,
            points=200,
            approval="manager",
            requested_on=date(2025, 11, 3),
            approver="FIN00",
        ),
        actor="FIN01",
    ),
    Sample("redemption approved", f"redemption:{REDEMPTION}", 2, RedemptionApproved(**REDEEMED), actor="FIN00"),
    Sample(
        "redemption rejected",
        f"redemption:{REDEMPTION}",
        3,
        RedemptionRejected(**REDEEMED, year=2025, quantity=2, reason=TEXT),
    ),
    Sample(
        "redemption cancelled",
        f"redemption:{REDEMPTION}",
        4,
        RedemptionCancelled(**REDEEMED, year=2025, quantity=2),
        actor="FIN01",
    ),
    Sample(
        "held points go back to where they stood",
        "employee:FIN01",
        20,
        PointsTransferred(
            kind="release",
            subject=f"redemption:{REDEMPTION}",
            source=f"held:{REDEMPTION}",
            target="employee:FIN01",
            points=90,
            opens=(LOT,),
            repays=10,
        ),
    ),
    Sample(
        "opening balance imported",
        "employee:FIN01",
        5,
        PointsTransferred(
            kind="opening",
            subject="opening:019a9f00-0000-7000-8000-0000000e0001",
            source="issuance",
            target="employee:FIN01",
            points=300,
            opens=(
                LotPart(
                    lot="opening:019a9f00-0000-7000-8000-0000000e0001", number=3, points=280, ends_on=date(2026, 12, 31)
                ),
            ),
            repays=20,
        ),
        causation=f"file:{'ab' * 32}:17",
    ),
    Sample(
        "past grant imported",
        "employee:FIN01",
        6,
        PointsTransferred(
            kind="past-grant",
            subject="past-grant:019a9f00-0000-7000-8000-0000000e0002",
            source="issuance",
            target="employee:FIN01",
            points=50,
            counted=True,
            credit=CREDIT,
            opens=(LotPart(lot="past-grant:019a9f00-0000-7000-8000-0000000e0002", number=4, points=50),),
            reason=TEXT,
        ),
        causation=f"file:{'ab' * 32}:18",
        occurred_at=NIGHT,
    ),
    Sample(
        "import confirmed",
        f"import:{IMPORT}",
        1,
        ImportConfirmed(id=IMPORT, kind="past-grants", sha256="ab" * 32, rows=99, bad=1),
    ),
    Sample(
        "import confirmed as its columns were chosen",
        f"import:{IMPORT}",
        1,
        ImportConfirmed(id=IMPORT, kind="past-grants", sha256="ab" * 32, rows=99, bad=1, read_as="cd" * 32),
    ),
    Sample(
        "import confirmed with what looks the same",
        f"import:{IMPORT}",
        2,
        ImportConfirmed(id=IMPORT, kind="past-grants", sha256="ab" * 32, rows=3, bad=1, with_doubtful=True),
    ),
    Sample(
        "difference of a parallel month explained",
        "parallel:2025-10",
        1,
        DifferenceExplained(period="2025-10", difference="ab" * 12, employee="FIN01", reason=TEXT),
    ),
    Sample("import undone", f"import:{IMPORT}", 2, ImportUndone(id=IMPORT), actor="HR02"),
    Sample(
        "API key for people and departments, with an end",
        "api-key:k1",
        1,
        ApiKeyCreated(
            key="k1",
            name="缺陷系统",
            scope=KeyScope(tags=("cost",), departments=("TEC",), employees=("FIN01",)),
            ends_on=date(2026, 12, 31),
        ),
        actor="ROOT",
    ),
    Sample("API key revoked", "api-key:k1", 2, ApiKeyRevoked(key="k1"), actor="ROOT"),
    Sample(
        "password set",
        "directory",
        20,
        PasswordSet(employee_no="FIN00", password_id="019a9f00-0000-7000-8000-0000000000a5"),
    ),
    Sample("registration undone", "directory", 21, RegistrationUndone(employee_no="FIN02")),
    Sample("department undone", "directory", 22, DepartmentUndone(code="FIN")),
    Sample(
        "delegation shortened",
        "directory",
        23,
        DelegationShortened(delegation=DELEGATION, principal="FIN00", delegate="FIN01", ends_on=date(2025, 11, 20)),
    ),
    Sample(
        "announced revision of a tag replaced",
        "tag:cost",
        3,
        TagRevisionReplaced(
            code="cost",
            replaced=2,
            number=3,
            effective_from=date(2026, 1, 1),
            terms=STEPPED.model_copy(update={"monthly_cap": 500}),
        ),
    ),
    Sample("announced revision of a tag withdrawn", "tag:cost", 4, TagRevisionWithdrawn(code="cost", number=3)),
    Sample(
        "leaver settled with the line that payroll gets",
        "leaving:FIN01",
        2,
        LeaverSettled(employee="FIN01", left_on=date(2026, 2, 28), points=80, line=SETTLED),
        actor="system",
    ),
    Sample(
        "redemption fulfilled, its line known by its subject",
        f"redemption:{REDEMPTION}",
        5,
        RedemptionFulfilled(**REDEEMED, kind="bonus", line=LINE),
    ),
    Sample(
        "redemption of what is custom fulfilled",
        f"redemption:{REDEMPTION}",
        6,
        RedemptionFulfilled(**REDEEMED, kind="custom"),
    ),
    Sample(
        "redemption reversed, its line taken back by its subject",
        f"redemption:{REDEMPTION}",
        7,
        RedemptionReversed(
            **REDEEMED,
            year=2025,
            quantity=2,
            kind="bonus",
            reason=TEXT,
            line=LINE.model_copy(update={"reverses": True}),
        ),
    ),
    Sample(
        "export of bonuses and of what a leaver is owed",
        f"export:{EXPORT}",
        1,
        ExportPrepared(export=EXPORT, kind="bonus", lines=(LINE, SETTLED), sha256="00" * 32, prepared_by="HR01"),
    ),
    Sample(
        "export taken over for the wages of a month",
        f"export:{EXPORT}",
        2,
        ExportTakenOver(export=EXPORT, month="2025-11"),
        actor="PAY01",
    ),
    Sample("export of leave taken over", f"export:{EXPORT}", 3, ExportTakenOver(export=EXPORT), actor="PAY01"),
    Sample(
        "employee with everything, sealed",
        "directory",
        301,
        EmployeeRegistered(
            employee_no="FIN01",
            name=TEXT,
            assignment=Assignment(
                effective_from=date(2025, 2, 1),
                department="FIN",
                manager="FIN00",
                job="会计",
                legal_entity=TEXT,
                cost_centre=OTHER_TEXT,
                pay_standard=TEXT,
                performance_share=Decimal("0.4"),
            ),
            roles=("hr", "payroll"),
            hired_on=date(2025, 2, 1),
            left_on=date(2026, 2, 28),
        ),
    ),
    Sample(
        "employee registered with a first password",
        "directory",
        303,
        EmployeeRegistered(
            employee_no="FIN03",
            name=TEXT,
            assignment=Assignment(effective_from=date(2025, 2, 1)),
            password_given=True,
        ),
    ),
    Sample(
        "limits, and what counts without a price",
        "organisation",
        31,
        LimitsSet(limits=Limits(points=5000, money=Decimal("20000.00"), money_per_day=Decimal("800.00"))),
    ),
    Sample(
        "a claim submitted again with an answer",
        f"claim:{CLAIM}",
        9,
        ClaimResubmitted(
            claim=CLAIM, content=ClaimContent(description=TEXT, quantity=Decimal("80.5"), points=24), answer=OTHER_TEXT
        ),
    ),
    Sample(
        "limits with one of a claim",
        "organisation",
        32,
        LimitsSet(limits=Limits(points_a_claim=200)),
    ),
    Sample(
        "a claim above the points of one approver waits for a second",
        f"countersignature:{COUNTERSIGNATURE}",
        11,
        CountersignatureAsked(
            countersignature=COUNTERSIGNATURE,
            subject=f"claim:{CLAIM}",
            claim=CLAIM,
            kind="claim",
            asked={"claim": CLAIM, "approver": "FIN00", "took_part": ["FIN00"], "second": "HQ00"},
            above="points-a-claim",
            employee="FIN01",
            points=300,
        ),
        actor="FIN00",
    ),
    Sample(
        "a second approver agreed",
        f"countersignature:{COUNTERSIGNATURE}",
        12,
        CountersignatureGiven(countersignature=COUNTERSIGNATURE, subject=f"claim:{CLAIM}", claim=CLAIM),
        actor="HQ00",
    ),
    Sample(
        "what waited for a second approver was withdrawn",
        f"countersignature:{COUNTERSIGNATURE}",
        13,
        CountersignatureRefused(countersignature=COUNTERSIGNATURE, subject=f"claim:{CLAIM}", claim=CLAIM),
        actor="FIN01",
    ),
    Sample(
        "pieces of what is custom handed over",
        f"redemption:{REDEMPTION}",
        8,
        RedemptionFulfilled(**REDEEMED, kind="custom", handed=Handed(pieces=2, on=NOON.date())),
    ),
    Sample(
        "employee assigned, sealed",
        "directory",
        302,
        EmployeeAssigned(
            employee_no="FIN01",
            assignment=Assignment(
                effective_from=date(2025, 12, 1), department="HQ", manager="HQ00", pay_standard=OTHER_TEXT
            ),
        ),
    ),
    Sample(
        "invitation given to somebody of an import",
        "invitation:FIN01",
        1,
        InvitationGiven(
            employee_no="FIN01",
            purpose="join",
            expires_at=datetime(2025, 12, 8, 12, tzinfo=UTC),
            digest="5e" * 32,
            replaces="",
            of_import="019a9f00-0000-7000-8000-0000000000c1",
        ),
    ),
    Sample(
        "invitation given to somebody who forgot their password",
        "invitation:FIN00",
        1,
        InvitationGiven(
            employee_no="FIN00",
            purpose="reset",
            expires_at=datetime(2025, 12, 2, 12, tzinfo=UTC),
            digest="c0" * 32,
            replaces="019a9f00-0000-7000-8000-0000000000a5",
        ),
    ),
    Sample(
        "invitation used",
        "invitation:FIN00",
        2,
        InvitationUsed(employee_no="FIN00", password_id="019a9f00-0000-7000-8000-0000000000a6"),
        actor="FIN00",
    ),
    Sample("invitation revoked", "invitation:FIN01", 2, InvitationRevoked(employee_no="FIN01")),
    Sample(
        "password chosen by a link",
        "directory",
        24,
        PasswordSet(employee_no="FIN00", password_id="019a9f00-0000-7000-8000-0000000000a6", link_by="HR01"),
        actor="FIN00",
    ),
)

OLDER: dict[str, Event] = {
    "limits of what one hr makes alone": LimitsSet(limits=Limits(points=5000, money=Decimal("20000.00"))),
    "leaver settled": LeaverSettled(
        employee="FIN01",
        left_on=date(2026, 2, 28),
        points=80,
        line=SETTLED.model_copy(update={"subject": "leaving:FIN01:1", "fulfilled_on": NOON.date()}),
    ),
    "redemption fulfilled": RedemptionFulfilled(**REDEEMED, kind="bonus", line=LINE),
    "redemption fulfilled without a line": RedemptionFulfilled(**REDEEMED, kind="custom"),
    "redemption reversed, after an export took its line": RedemptionReversed(
        **REDEEMED,
        year=2025,
        quantity=2,
        kind="bonus",
        reason=TEXT,
        line=LINE.model_copy(update={"reverses": True}),
    ),
    "export prepared": ExportPrepared(
        export=EXPORT, kind="bonus", lines=(LINE,), sha256="00" * 32, prepared_by="HR01", format=1
    ),
    "export taken over": ExportTakenOver(export=EXPORT),
    "employee with everything": EmployeeRegistered(
        employee_no="FIN01",
        name=TEXT,
        assignment=Assignment(
            effective_from=date(2025, 2, 1),
            department="FIN",
            manager="FIN00",
            job="会计",
            legal_entity=Sealed(person="FIN01", box="plain:LE1"),
            cost_centre=Sealed(person="FIN01", box="plain:CC-7"),
            pay_standard=Sealed(person="FIN01", box="plain:12000.5"),
            performance_share=Decimal("0.4"),
        ),
        roles=("hr", "payroll"),
        hired_on=date(2025, 2, 1),
        left_on=date(2026, 2, 28),
    ),
    "employee with the least": EmployeeRegistered(
        employee_no="FIN02", name=TEXT, assignment=Assignment(effective_from=date(2025, 2, 1))
    ),
    "employee assigned": EmployeeAssigned(
        employee_no="FIN01",
        assignment=Assignment(effective_from=date(2025, 12, 1), department="HQ", manager="HQ00"),
    ),
}
"""What the vectors of older types, which nothing writes any more, are read as."""
