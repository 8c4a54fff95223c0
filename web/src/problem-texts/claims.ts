/** Claims, and what their rules make of them. */
import { type ProblemTexts, say } from "./said";

export const claims: ProblemTexts = {
  "cap-reached": say("The tag’s cap for this month is reached", "This tag can’t earn more points in that month. The claim is unchanged.", "该标签当月已达上限", "该月此标签不能再计分，申报保持原状。"),
  "claim-approved-once": say("This claim waits for a second approver", "It is approved once. The second approver confirms or rejects it; whoever approved first can drop their approval.", "该申报正等待第二位审批人", "已完成第一次批准，须由第二位审批人确认或驳回；第一位审批人也可以撤下自己的批准。"),
  "claim-decided": say("This claim has already been decided", "A decided or withdrawn claim can’t be changed. Submit a new one.", "该申报已处理", "已决定或已撤回的申报不能更改，如有需要请另行申报。"),
  "claim-not-approved": say("This claim is not approved", "Only an approved claim that has not been taken back can be measured again.", "该申报未获批准", "只有已批准且未被撤销的申报才能复核。"),
  "claim-not-returned": say("This claim was not returned", "Only a returned claim can be answered and submitted again.", "该申报未被退回", "只有被退回的申报才能补充后重新提交。"),
  "claim-without-value": say("This claim has no value in money", "There is nothing to measure again.", "该申报没有货币价值", "没有可复核的价值。"),
  "claim-returned": say("This claim is waiting for the employee", "It was returned with a question. Decide once it has been answered.", "该申报已退回给员工", "请等待员工补充后再决定。"),
  "does-not-qualify": say("This earns no points under the rule", "The number reaches no step of the rule. The limit itself counts with ≥ and ≤, and does not with > and <.", "按规则不能获得积分", "数量未达到规则的任何一档。“≥”“≤”包括界限本身，“>”“<”不包括。"),
  "not-employed": say("Not employed on that day", "Choose a day between the first and the last day of employment, or somebody who is still there.", "当日不在职", "请选择在职期间的日期，或仍在职的同事。"),
  "evidence-missing": say("This tag needs evidence", "Add a link, or describe what shows it.", "该标签要求提供证据", "请添加链接，或用文字说明依据。"),
  "occurred-in-future": say("This has not happened yet", "Choose a day that is not in the future.", "发生时间在未来", "请选择不晚于现在的时间。"),
  "occurred-too-long-ago": say("This happened too long ago", "It is further back than your organisation allows (30 days by default). Ask HR.", "发生时间过早", "超出允许的补录天数（默认 30 天），请联系 HR。"),
  "quantity-missing": say("The rule needs a quantity", "Enter how much, in the unit of the rule.", "规则需要填写数量", "请按规则的单位填写数量。"),
  "reason-missing": say("Please give a reason", "Say why the points differ from the claim; the employee will see it.", "请填写理由", "积分与申报不同时必须说明理由，员工可以看到。"),
  "verification-too-early": say("It is too early to measure again", "A saving can be measured again 3 or 6 months later.", "尚未到复核时间", "节约需在 3 个月或 6 个月后复核。"),
}; // prettier-ignore
