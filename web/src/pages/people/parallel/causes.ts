import { texts } from "../../../texts";

/** Why the two may differ, by the cause that the service finds likely. */
export const causes = texts<Record<string, string>>({
  en: {
    "missing-in-ledger": "missing in the ledger",
    "missing-in-old": "missing in the old system",
    "different-points": "different points",
    "other-month": "stands in another month (a time zone)",
    expired: "expired",
    rounding: "rounding",
    "unknown-person": "nobody here has this number",
    "before-the-month": "from before the month",
    "late-booking": "booked in another month",
    reversed: "reversed",
    held: "held for a redemption",
    deduction: "a deduction: counts in the rank, not in the balance",
  },
  zh: {
    "missing-in-ledger": "账本中缺少",
    "missing-in-old": "旧系统中缺少",
    "different-points": "分值不同",
    "other-month": "记在另一个月（时区不同）",
    expired: "积分到期",
    rounding: "取整差异",
    "unknown-person": "没有此工号",
    "before-the-month": "本月之前的差异",
    "late-booking": "入账月份不同（补录）",
    reversed: "已撤销",
    held: "兑换冻结",
    deduction: "扣分：只降低排名，不影响余额",
  },
});
