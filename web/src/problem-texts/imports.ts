/** Imports of older systems. */
import { type ProblemTexts, say } from "./said";

export const imports: ProblemTexts = {
  "bad-rows": say("The file has bad rows", "Correct them and upload again, or confirm without the bad rows.", "文件中有错误行", "请修改后重新上传，或确认时跳过错误行。"),
  "changed-since": say("Changed since the import", "Somebody changed this after the import, so it stays as it is.", "导入后已被修改", "导入之后有人修改过，因此保持不变。"),
  "control-total": say("The file does not add up to what you expected", "Its points or rows differ from those that you gave. Check both.", "与填写的合计不符", "文件的积分合计或行数与填写的不一致，请核对。"),
  "doubtful-rows": say("Some rows look like something imported before", "Say whether they are imported too, or left out.", "部分行疑似重复导入", "请选择一并导入还是略过这些行。"),
  "import-not-checked": say("The file is still being checked", "Confirm it once the checks are done.", "文件尚未校验完", "校验完成后再确认。"),
  "import-not-confirmed": say("The import is not confirmed", "Nothing is written before it is confirmed, or after it has been undone.", "导入尚未确认", "确认前或撤销后，不会写入任何内容。"),
  "import-not-imported": say("The import is not finished", "Only a finished import can be undone.", "导入尚未完成", "全部导入后才能撤销。"),
  "import-not-written": say("This import writes nothing", "Old balances and movements are only compared with the ledger.", "该导入不写入账本", "旧系统的余额与变动仅供对照。"),
  "in-use": say("Already in use", "Something refers to this person or department by now, so the record stays.", "已被使用", "已有其他记录引用该人员或部门，因此保留。"),
  "reading-closed": say("It can’t be read otherwise any more", "The import is confirmed, or the same file was uploaded again. Upload the file anew.", "不能再更改读取方式", "该导入已确认，或同一文件已重新上传，请重新上传文件。"),
  "reading-unanswered": say("Say first how the file is to be read", "Something in it can be read in several ways. Choose one, look at the first rows, and confirm then.", "请先说明如何读取文件", "文件中有内容可以按多种方式读取，请选择一种，查看前几行后再确认。"),
  "undo-too-late": say("Too late to undo", "It is more than three months since the import was confirmed.", "已超过撤销期限", "确认导入已超过三个月。"),
  "missing-of-new": say("Somebody new needs a name and a department", "Fill in what is empty, or correct the number.", "新增人员必须填写姓名和部门", "请补填空缺的内容，或更正工号。"),
}; // prettier-ignore
