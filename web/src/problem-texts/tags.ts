/** Value tags and their rules; deductions. */
import { type ProblemTexts, say } from "./said";

export const tags: ProblemTexts = {
  "tag-for-deductions": say("This tag is for deductions", "It earns no points. Choose another tag.", "该标签用于扣分", "不能用于获得积分，请选择其他标签。"),
  "tag-exists": say("The code is taken", "Choose another code for the tag.", "标签编码已存在", "请使用其他编码。"),
  "tag-not-active": say("This tag is not in use", "It is still proposed, or retired. Choose another one.", "该标签未启用", "该标签处于提议中或已停用，请选择其他标签。"),
  "tag-not-for-department": say("This tag is for other departments", "Choose one that is for your department, or ask HR.", "该标签不适用于该部门", "请选择适用于本部门的标签，或联系 HR。"),
  "tag-not-for-deductions": say("Deductions have tags of their own", "Choose a tag with a rule for deductions.", "该标签不能用于扣分", "请选择扣分类标签。"),
  "tag-not-proposed": say("This tag does not wait for approval", "It has already been decided.", "该标签不在待批状态", "该提议已处理。"),
  "tag-retired": say("The tag was retired before that day", "Choose another tag, or a day on which it was in use.", "该标签在当日之前已停用", "请选择其他标签，或启用期间的日期。"),
  "deduction-terms": say("These terms don’t apply to deductions", "Leave out cap, coefficient, range and evidence; the maximum can’t be less than the points.", "扣分标签不能设置这些条件", "请去掉上限、系数、范围和证据要求；最高扣分不能小于单次扣分。"),
  "departments-missing": say("Which departments?", "A proposal needs the departments it is for.", "请选择部门", "提议标签时须说明适用部门。"),
  "effective-from-past": say("A revision starts today at the earliest", "Choose today or later; what is past stays judged as it was.", "生效日期不能早于今天", "请选择今天或以后的日期，已发生的事项按原规则处理。"),
  "revision-empty": say("Nothing would change", "This says what is in force on that day already. Change something first.", "内容没有变化", "与当日生效的内容相同，请先修改。"),
  "revision-in-force": say("This revision is in force already", "It can’t be changed or withdrawn any more. Make another revision.", "该版本已生效", "已生效的版本不能更改或撤回，请另建新版本。"),
  "revision-withdrawn": say("This revision was withdrawn or replaced", "There is nothing left to do.", "该版本已撤回或被替换", "无需再操作。"),
  "grant-range": say("The range is upside down", "The minimum can’t be more than the maximum.", "范围有误", "最小值不能大于最大值。"),
  "grant-range-needs-fixed": say("A range needs a fixed rule", "Only tags with fixed points can be granted.", "范围仅适用于固定积分", "只有固定积分的标签才能授予。"),
}; // prettier-ignore
