/** Who may do what. */
import { type ProblemTexts, say } from "./said";

export const access: ProblemTexts = {
  "cross-site": say("The request came from another site", "Open the ledger at its own address and try again there.", "请求来自其他网站", "请从账本自己的地址打开页面后再操作。"),
  "csrf-token-missing": say("This page no longer matches your session", "Load the page again; what you typed is kept.", "页面与登录状态不一致", "请刷新页面，填写的内容会保留。"),
  "csrf-token-wrong": say("Somebody signed in again in this browser", "Load the page again; what you typed is kept.", "此浏览器中已重新登录", "请刷新页面，填写的内容会保留。"),
  "not-by-cookie": say("This is for the page's own session", "A token expires by itself; there is nothing to do.", "仅适用于页面登录", "令牌会自行失效，无需操作。"),
  "not-delegated": say("You have no delegation today", "Ask them for a delegation that covers this today, or act as yourself.", "您今天未获授权代理", "请对方就此事项设置今天的授权代理，或以您本人身份操作。"),
  "not-the-approver": say("Somebody else decides for this person", "Their manager or head of department does, or HR.", "您不是该员工的审批人", "由其直属上级或部门负责人审批，或由 HR 处理。"),
  "not-the-giver": say("Only the person who gave it can take it back", "Ask the person who granted or approved it, or HR.", "只有授予人或审批人可以撤销", "请联系授予人、审批人或 HR。"),
  "not-your-claim": say("This is not your claim", "Only the employee who made it can answer or withdraw it.", "这不是您的申报", "只有申报人本人可以补充或撤回。"),
  "not-your-redemption": say("This is not your redemption", "Only the employee who requested it can cancel it.", "这不是您的兑换", "只有兑换人本人可以取消。"),
  "prepared-by-oneself": say("You prepared this export yourself", "Somebody else in payroll has to take it over.", "导出单由您本人准备", "需由薪酬组的另一位同事接收确认。"),
  "raising-takes-hr": say("Only HR can raise the points", "You can lower them with a reason. Ask HR for more points.", "提高积分需由 HR 操作", "审批人只能说明理由后调低积分；如需调高，请联系 HR。"),
  "rejecting-approved-takes-hr": say("Already approved", "Only HR can still reject it.", "该兑换已批准", "此时只有 HR 可以驳回，请联系 HR。"),
  "reversal-too-late": say("More than 24 hours have passed", "Ask HR, who can take it back at any time.", "已超过 24 小时", "请联系 HR，HR 可随时撤销。"),
  "role": say("Your role can’t do this", "The guide says who can. Ask an administrator if you need to.", "您的角色无权执行此操作", "指南中写明了谁可以操作；如有需要，请联系系统管理员。"),
  "second-hr": say("A second HR has to confirm", "The person who requested a forced reversal can’t confirm it. Ask another HR.", "需由另一位 HR 确认", "强制撤销不能由发起人自己确认，请另一位 HR 处理。"),
  "requested-by-oneself": say("You requested this redemption", "Another HR has to decide it.", "该兑换由您代为提交", "需由另一位 HR 决定。"),
  "submitted-by-oneself": say("You submitted this claim", "The approver or another HR has to decide it.", "该申报由您代为提交", "需由审批人或另一位 HR 决定。"),
  "upon-oneself": say("You can’t do this for yourself", "Nobody can grant to, decide for or delegate to themselves. Somebody else has to.", "不能对自己操作", "不能给自己授予、审批或授权，需由他人操作。"),
  "not-found": say("Nothing here that you can see", "It may not exist, or you may not have access. Check the address, or go back to the list.", "没有您可以查看的内容", "内容可能不存在，或不在您的可见范围内。请检查地址或返回列表。"),
  "own-line": say("You can’t change who decides about you", "Another HR does, or an admin where there is only one HR.", "不能变更自己的审批人", "请由其他 HR 处理；只有一位 HR 时由系统管理员处理。"),
  "chosen-judge": say("You can’t decide about this person", "They put you above themselves in the last 30 days. The next above decides, or an HR who took no part.", "不能对该员工作出决定", "近 30 天内由该员工本人将您设为其上级，请由上一级负责人或未参与此事的 HR 决定。"),
  "auditor-acts": say("An auditor can't stand in for others", "Choose somebody who is not an auditor.", "审计员不能代理他人", "请选择非审计员的同事。"),
  "auditor-alone": say("An auditor can’t hold other roles", "Remove the other roles first, or choose somebody else.", "审计员不能兼任其他角色", "请先取消其他角色，或选择其他人。"),
  "auditor-has-no-account": say("An auditor has no account", "Points can't be given to an auditor.", "审计员没有积分账户", "不能给审计员授予积分。"),
}; // prettier-ignore
