/** Budgets, grants, balances, taking back. */
import { type ProblemTexts, say } from "./said";

export const points: ProblemTexts = {
  "already-reversed": say("Already taken back", "It can only be taken back once; there is nothing to do.", "已经撤销过", "只能撤销一次，无需再操作。"),
  "balance-too-low": say("The balance does not cover it", "It can be done once there are more points.", "余额不足", "积分足够后才能办理；撤销可由 HR 强制执行，并经另一位 HR 确认。"),
  "batch-refused": say("None of the grants was recorded", "Some were refused. Correct those rows, or send each one separately.", "批量授予未记录", "部分授予被拒绝：请修改这些行，或改为逐条处理。"),
  "budget-below-spent": say("More has already been spent", "Set a total that covers what has been spent.", "低于已用积分", "请设置不低于已使用积分的总额。"),
  "budget-exhausted": say("The budget does not cover it", "Grant fewer points, or ask HR for more budget.", "积分预算不足", "请减少积分，或请 HR 增加预算。"),
  "month-closed": say("That month has ended", "Its budget can’t be set any more. Choose this month or a later one.", "该月已结束", "不能再设置该月预算，请选择本月或以后的月份。"),
  "month-not-present": say("Only this month has a forecast", "Choose this month.", "只能预测本月", "请选择本月。"),
  "points-differ": say("The number has changed", "Nothing was recorded. Look at the new number before you send it again.", "计入的积分已变化", "本次未记录，请核对新的积分后再提交。"),
  "points-fixed": say("This tag has fixed points", "It grants exactly what its rule says; leave the points empty.", "该标签积分固定", "按规则的积分授予，无需填写积分。"),
  "points-out-of-range": say("Outside the tag’s range", "Choose points within what the tag allows.", "超出标签允许的范围", "请在标签规定的范围内选择积分。"),
  "tag-not-grantable": say("This tag can be claimed, not granted", "Its rule needs a quantity. Choose a tag with fixed points.", "该标签只能申报，不能授予", "其规则需要填写数量，请选择固定积分的标签。"),
  "reversal-decided": say("Already confirmed or rejected", "There is nothing left to decide.", "该强制撤销已处理", "无需再决定。"),
  "source-id-used": say("This source id is already used", "It stands for other points or another person. Use a different id.", "来源编号已被使用", "该编号对应其他积分或人员，请使用新的编号。"),
  "already-ended": say("The expiry date has passed", "Expired points can’t be entered. Choose a later date.", "到期日已过", "已到期的期初余额不能录入，请选择更晚的日期。"),
  "too-many-points": say("Too many points at once", "One command moves at most 1,000,000,000 points.", "积分过多", "单次最多 10 亿积分。"),
}; // prettier-ignore
