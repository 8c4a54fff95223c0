/** The words for what takes a second hr. */
import { texts } from "../texts";

/** Who asks for what the ledger does by itself. */
export const SYSTEM = "system";

export const countersigned = texts<Record<string, string>>({
  en: { award: "Award", claim: "Claim to approve", fulfilment: "Redemption to fulfil", leaver: "Points of a leaver, paid out", reward: "Reward", settings: "Settings" },
  zh: { award: "即时奖励", claim: "申报审批", fulfilment: "兑现", leaver: "离职积分折算", reward: "兑换项", settings: "组织设置" },
});

export const aboves = texts<Record<string, string>>({
  en: { points: "Points at once", "points-a-month": "Points of one person in a month", "points-a-claim": "Points of a claim by one approver", money: "Money at once", "money-a-month": "Money of one person in a month", "money-per-point": "Value of a point", "money-per-day": "A day of leave counts as", "money-per-piece": "A training or other piece counts as", limits: "Raises a limit" },
  zh: { points: "单次积分", "points-a-month": "单人单月积分", "points-a-claim": "单条申报一人可批积分", money: "单次金额", "money-a-month": "单人单月金额", "money-per-point": "每分价值", "money-per-day": "每天假期折算", "money-per-piece": "培训等每份折算", limits: "提高限额" },
}); // prettier-ignore
