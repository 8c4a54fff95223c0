/** Rewards, redemptions, exports. */
import { type ProblemTexts, say } from "./said";

export const rewards: ProblemTexts = {
  "export-taken-over": say("The export is taken over already", "Nothing more is to be done.", "导出单已接收", "无需再操作。"),
  "leavers-days-over": say("The days to redeem are over", "A leaver's points can't be redeemed any more by the organisation's policy.", "兑换期限已过", "按公司规定，离职员工的积分已不能兑换。"),
  "nothing-to-export": say("Nothing waits for an export", "Fulfil redemptions first.", "没有待导出的内容", "请先兑现兑换。"),
  "out-of-stock": say("Not enough are left", "Ask for fewer, choose another reward, or ask hr for more.", "库存不足", "请减少份数，选择其他兑换项，或联系 HR 增加库存。"),
  "redemption-approved": say("It is approved already", "It can't be cancelled any more. Ask hr to reject it.", "该兑换已批准", "已不能取消，可请 HR 驳回。"),
  "redemption-decided": say("This redemption is done with", "It is decided, cancelled or fulfilled already.", "该兑换已处理", "已决定、取消或兑现，不能再更改。"),
  "redemption-not-approved": say("It is not approved", "Only an approved redemption is fulfilled.", "该兑换尚未批准", "批准后才能兑现。"),
  "redemption-not-fulfilled": say("It was not fulfilled, or is taken back already", "Only a fulfilled redemption is taken back, once.", "该兑换未兑现或已撤销", "只有已兑现的兑换可以撤销一次。"),
  "reward-exists": say("The code is taken", "Choose another code for the reward.", "兑换项代码已存在", "请使用其他代码。"),
  "reward-kind-fixed": say("A reward keeps its kind", "Make another reward and retire this one.", "兑换项类型不能更改", "请新建兑换项并停用此项。"),
  "reward-retired": say("This reward is offered no longer", "Choose another one.", "该兑换项已停用", "请选择其他兑换项。"),
  "stock-below-taken": say("More pieces are taken already", "Set a stock that is at least what is taken.", "低于已兑数量", "库存总数不能小于已兑换的份数。"),
  "still-employed": say("They are still employed", "hr redeems only for who has left; others do it themselves.", "该员工仍在职", "HR 只能为离职员工代兑，在职员工须本人兑换。"),
  "yearly-limit-reached": say("Your limit for this year is reached", "Ask for fewer, wait for the next year, or choose another reward.", "已达本年限额", "请减少份数，等到明年，或选择其他兑换项。"),
  "amount-missing": say("A bonus needs its amount", "Enter the amount per point, in money.", "请填写金额", "奖金需要填写每积分的金额。"),
  "reward-benefit": say("The kind and what it gives do not match", "A bonus has an amount, leave half-days or whole hours, training a course.", "兑换内容与类型不符", "奖金须填金额，休假须填半天的倍数或整小时，培训须填课程。"),
}; // prettier-ignore
