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
  },
});
