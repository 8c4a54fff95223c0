/** People, departments, roles, delegations, the organisation. */
import { type ProblemTexts, say } from "./said";

export const people: ProblemTexts = {
  "department-circle": say("A department can’t be above itself", "Choose another parent department.", "部门不能隶属于自身", "请选择其他上级部门。"),
  "department-exists": say("The code is taken", "Choose another code for the department.", "部门编码已存在", "请使用其他编码。"),
  "employee-exists": say("The number is taken", "Numbers are never reused. Choose another one.", "工号已存在", "工号不会重复使用，请使用新的工号。"),
  "key-unreadable": say("Texts about this person can’t be kept", "The key of their texts is damaged. Tell whoever runs the ledger.", "无法保存该员工的文字内容", "该员工的密钥已损坏，请联系系统运维人员。"),
  "manager-circle": say("Somebody would end up reporting to themselves", "Choose another manager.", "汇报关系成环", "请选择其他上级。"),
  "organisation-exists": say("The id is taken", "Choose another id.", "组织代码已存在", "请使用其他代码。"),
  "no-such-day": say("The month has no such day", "Choose a day that the month has.", "该月没有这一天", "请选择该月已有的日期。"),
  "delegation-too-long": say("The delegation is too long", "Delegate for at most a year, and again when it is over.", "授权时间过长", "单次授权不超过一年，到期后可再次授权。"),
  "dates": say("The dates contradict each other", "The first day can’t be after the last.", "日期相互矛盾", "开始日期不能晚于结束日期。"),
  "scope-missing": say("For whom is this key?", "Choose the departments or people it is for.", "请填写密钥范围", "须说明密钥适用的部门或人员。"),
  "named-twice": say("Somebody is named twice", "Remove one of the two rows.", "人员重复", "请删除重复的行。"),
  "reserved": say("This number is reserved", "Choose another one.", "该编号为保留编号", "请使用其他编号。"),
  "several-called-so": say("Several people have this name", "Enter the number of the one you mean.", "有多人同名", "请输入工号。"),
  "unknown-matter": say("This can’t be delegated", "Grants, claims and redemptions can.", "该事项不能授权", "只能授权：授予、申报审批、兑换审批。"),
  "unknown-reference": say("Something here is unknown", "It does not exist, or you do not have access to it. Choose it from the list.", "引用的内容不存在", "所选内容不存在，或不在您的可见范围内，请从列表中选择。"),
  "unknown-role": say("This role can’t be given", "HR, auditor, payroll and admin can. Managers and employees come from the directory.", "不能授予该角色", "只能授予 HR、审计员、薪酬、系统管理员；管理者与员工由组织架构确定。"),
}; // prettier-ignore
