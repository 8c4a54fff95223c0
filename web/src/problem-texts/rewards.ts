/** Rewards, redemptions, exports. */
import { type ProblemTexts, say } from "./said";

export const rewards: ProblemTexts = {
  "export-taken-over": say("The export has already been taken over", "There is nothing left to do.", "导出单已接收", "无需再操作。"),
  "leaving-settled": say("This leaving was settled", "Their points became money when they left. Somebody who comes back gets a hiring date after that day.", "离职积分已结算", "其积分已按离职结算为奖金。如重新入职，请填写该日之后的入职日期。"),
  "leavers-days-over": say("The time to redeem is over", "By the organisation’s policy, a leaver’s points can no longer be redeemed.", "兑换期限已过", "按公司规定，离职员工的积分已不能兑换。"),
  "no-pay-month": say("This export has no month", "Only bonuses are paid with a month’s wages.", "该导出单没有发放月份", "只有奖金随某月工资发放。"),
  "pay-month-too-far": say("Choose a nearer month", "Last month, this month or the next.", "发放月份过远", "请选择上月、本月或下月。"),
  "nothing-to-export": say("Nothing to export", "Fulfil redemptions first.", "没有待导出的内容", "请先兑现兑换。"),
  "out-of-stock": say("Not enough are left", "Ask for fewer, choose another reward, or ask HR for more.", "库存不足", "请减少份数，选择其他兑换项，或联系 HR 增加库存。"),
  "redemption-approved": say("Already approved", "It can no longer be cancelled. Ask HR to reject it.", "该兑换已批准", "已不能取消，可请 HR 驳回。"),
  "redemption-decided": say("This redemption is closed", "It has already been decided, cancelled or fulfilled.", "该兑换已处理", "已决定、取消或兑现，不能再更改。"),
  "redemption-not-approved": say("Not approved yet", "Only an approved redemption can be fulfilled.", "该兑换尚未批准", "批准后才能兑现。"),
  "redemption-not-fulfilled": say("Not fulfilled, or already taken back", "Only a fulfilled redemption can be taken back, and only once.", "该兑换未兑现或已撤销", "只有已兑现的兑换可以撤销一次。"),
  "reward-exists": say("The code is taken", "Choose another code for the reward.", "兑换项编码已存在", "请使用其他编码。"),
  "reward-kind-fixed": say("A reward’s kind can’t be changed", "Create another reward and retire this one.", "兑换项类型不能更改", "请新建兑换项并下架此项。"),
  "reward-retired": say("This reward is no longer offered", "Choose another one.", "该兑换项已下架", "请选择其他兑换项。"),
  "stock-below-taken": say("More pieces have already been redeemed", "Set a stock that covers what has been redeemed.", "低于已兑数量", "库存总数不能小于已兑换的份数。"),
  "still-employed": say("They are still employed", "HR can only redeem for people who have left; others redeem for themselves.", "该员工仍在职", "HR 只能为离职员工代为兑换，在职员工须本人兑换。"),
  "yearly-limit-reached": say("Your limit for this year is reached", "Ask for fewer, wait for the next year, or choose another reward.", "已达本年限额", "请减少份数，等到明年，或选择其他兑换项。"),
  "amount-missing": say("A bonus needs its amount", "Enter the amount per point, in money.", "请填写金额", "奖金需要填写每积分的金额。"),
  "reward-benefit": say("The kind and the benefit do not match", "A bonus needs an amount, leave half days or whole hours, training a course.", "兑换内容与类型不符", "奖金须填金额，休假须填半天的倍数或整小时，培训须填课程。"),
}; // prettier-ignore
