"""What points are redeemed for, and who did so: S8's bonus, S9's training place, S10's leave."""

from __future__ import annotations

from decimal import Decimal

from ledger.demo.data.shapes import Redemption
from ledger.domain.rewards.events import Benefit, RewardTerms

REWARDS = {
    "bonus-5000": RewardTerms(
        name="现金奖金 5000 元",
        kind="bonus",
        cost=100,
        benefit=Benefit(amount=Decimal("5000.00"), pay_item="points-bonus", tax_class="wages"),
        yearly_limit=2,
        approval="manager",
    ),
    "half-day": RewardTerms(
        name="公司福利假半天",
        kind="leave",
        cost=30,
        benefit=Benefit(days=Decimal("0.5")),
        yearly_limit=8,
        approval="none",
    ),
    "external-training": RewardTerms(
        name="外部技术培训名额",
        kind="training",
        cost=150,
        benefit=Benefit(course="云原生架构师认证课程"),
        stock=5,
        yearly_limit=1,
        approval="manager",
    ),
    "lunch": RewardTerms(
        name="与管理层共进午餐", kind="custom", cost=60, benefit=Benefit(), stock=4, yearly_limit=1, approval="hr"
    ),
}

REDEMPTIONS = (
    # S8: 100 points → ¥5,000; the line waits for payroll
    Redemption("s8", "FIN01", "bonus-5000", approved_by="FIN00", fulfilled_by="HR01"),
    # S9: 150 points → a training place
    Redemption("s9", "TEC02", "external-training", approved_by="TEC00", fulfilled_by="HR01"),
    # S10: leave, which nobody has to approve; one waits for the export, one for hr
    Redemption("s10-1", "ADM01", "half-day", fulfilled_by="HR02"),
    Redemption("s10-2", "HRD02", "half-day"),
    Redemption("lunch-1", "TEC03", "lunch", approved_by="HR01"),
    Redemption("lunch-2", "HRD03", "lunch"),
    Redemption(
        "mkt01",
        "MKT01",
        "bonus-5000",
        rejected_by="OPS00",
        on_behalf_of="MKT00",
        reason="本季奖金额度已用完，请改选培训",
    ),
    Redemption("ops02", "OPS02", "external-training"),
    Redemption("fin03", "FIN03", "bonus-5000", cancelled=True),
    Redemption("ops01", "OPS01", "bonus-5000"),
)
