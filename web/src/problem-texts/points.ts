/** Budgets, grants, balances, taking back. */
import { type ProblemTexts, say } from "./said";

export const points: ProblemTexts = {
  "already-reversed": say("It was taken back already", "It is taken back once; nothing is to be done.", "已经撤销过", "只能撤销一次，无需再操作。"),
  "balance-too-low": say("The balance does not cover it", "Choose less, or wait for more points. What is to be taken back can be forced by hr, with a second hr.", "余额不足", "请减少数量，或等积分足够后再试。撤销时余额不足，可由 HR 强制撤销并经另一位 HR 确认。"),
  "batch-refused": say("None of the grants was recorded", "Some are refused: mend those rows, or send each for itself.", "批量授予未记录", "部分授予被拒绝：请修改这些行，或改为逐条处理。"),
  "budget-below-spent": say("More is spent already", "Set a total that is at least what is spent.", "低于已用积分", "请设置不低于已使用积分的总额。"),
  "budget-exhausted": say("The budget does not cover it", "Give fewer points, or ask hr for more budget.", "积分预算不足", "请减少积分，或请 HR 增加预算。"),
  "month-closed": say("That month has ended", "Its budget can't be set. Choose the present month or a later one.", "该月已结束", "不能再设置该月预算，请选择本月或以后的月份。"),
  "month-not-present": say("Only the present month has a forecast", "Choose the present month.", "只能预测本月", "请选择本月。"),
  "points-fixed": say("This tag has fixed points", "It grants exactly what its rule says; leave the points out.", "该标签积分固定", "按规则的积分授予，无需填写积分。"),
  "points-out-of-range": say("Outside the tag's range", "Choose points within what the tag allows.", "超出标签允许的范围", "请在标签规定的范围内选择积分。"),
  "tag-not-grantable": say("This tag can be claimed, not granted", "Its rule needs a quantity. Choose a tag with fixed points.", "该标签只能申报，不能授予", "其规则需要填写数量，请选择固定积分的标签。"),
  "reversal-decided": say("It is confirmed or rejected already", "Nothing more is to be decided.", "该强制撤销已处理", "无需再决定。"),
  "source-id-used": say("This source id is on record", "It stands for other points or another person. Give it an id of its own.", "来源编号已被使用", "该编号对应其他积分或人员，请使用新的编号。"),
  "already-ended": say("The last day is past", "What has ended is not opened. Choose a later day.", "到期日已过", "已到期的期初余额不能录入，请选择更晚的日期。"),
  "too-many-points": say("Too many points at once", "One command moves at most 1,000,000,000 points.", "积分过多", "单次最多 10 亿积分。"),
}; // prettier-ignore
