/** The words of imports: kinds, states, columns. docs/guides/hr.md has the same table of columns. */
import { texts, useTexts } from "../../../texts";

export const KINDS = ["departments", "employees", "opening-balances", "past-grants", "old-balances", "old-movements"] as const;
export type Kind = (typeof KINDS)[number];

/** They stand beside the ledger, for a parallel month. */
export const BY_MONTH: readonly string[] = ["old-balances", "old-movements"];
export const WITH_POINTS: readonly string[] = ["opening-balances", "past-grants", "old-balances", "old-movements"];
/** Work is under way: it is asked again by itself. */
export const BUSY: readonly string[] = ["uploaded", "checking", "importing", "undoing"];

/** In the order in which a file has them; those that a row must have come first. `anew`: what who is not on record yet needs, too. */
export const COLUMNS: Record<Kind, { required: string[]; optional: string[]; anew?: string[] }> = {
  departments: { required: ["code", "name"], optional: ["parent", "head", "effective_from"] },
  employees: {
    required: ["employee_no"],
    optional: ["name", "department", "manager", "job", "legal_entity", "cost_centre", "hired_on", "left_on", "pay_standard", "performance_share", "effective_from"],
    anew: ["name", "department"],
  },
  "opening-balances": { required: ["employee_no", "points"], optional: ["last_day", "source_id", "reason"] },
  "past-grants": { required: ["source_id", "employee_no", "tag", "points", "occurred_at"], optional: ["department", "last_day", "reason"] },
  "old-balances": { required: ["employee_no", "points"], optional: [] },
  "old-movements": { required: ["employee_no", "points", "occurred_at"], optional: ["source_id"] },
};

interface Words {
  kinds: Record<string, string>;
  states: Record<string, string>;
  rowStates: Record<string, string>;
  effects: Record<string, string>;
  stages: Record<string, string>;
  columns: Record<string, string>;
}

export const words = texts<Words>({
  en: {
    kinds: {
      departments: "Departments",
      employees: "People",
      "opening-balances": "Opening balances",
      "past-grants": "Past grants",
      "old-balances": "Old system: balances of a month",
      "old-movements": "Old system: movements of a month",
    },
    states: {
      uploaded: "Waiting to be checked",
      checking: "Checking",
      checked: "Checked",
      importing: "Importing",
      imported: "Imported",
      undoing: "Undoing",
      undone: "Undone",
      failed: "Failed",
    },
    rowStates: {
      ready: "Ready",
      doubtful: "Perhaps the same",
      unchanged: "On record already",
      bad: "With problems",
      imported: "Imported",
      refused: "Refused",
      undone: "Undone",
      partly: "Partly undone",
      kept: "Kept",
    },
    effects: { new: "new", changed: "changed", unchanged: "unchanged" },
    stages: { reading: "Reading the file", judging: "Checking every row", importing: "Importing", undoing: "Undoing" },
    columns: {
      code: "Code",
      name: "Name",
      parent: "Parent",
      head: "Head",
      effective_from: "Effective from",
      employee: "Employee",
      employee_no: "Employee no",
      department: "Department",
      departments: "Departments",
      manager: "Manager",
      job: "Job",
      legal_entity: "Legal entity",
      cost_centre: "Cost centre",
      hired_on: "Hired on",
      left_on: "Left on",
      pay_standard: "Pay standard",
      performance_share: "Performance share",
      points: "Points",
      last_day: "Last day",
      source_id: "Source id",
      reason: "Reason",
      tag: "Tag",
      occurred_at: "Occurred at",
      month: "Month",
      revision: "Revision",
    },
  },
  zh: {
    kinds: {
      departments: "部门",
      employees: "人员",
      "opening-balances": "期初余额",
      "past-grants": "历史授予",
      "old-balances": "旧系统：当月余额",
      "old-movements": "旧系统：当月变动",
    },
    states: {
      uploaded: "等待校验",
      checking: "校验中",
      checked: "已校验",
      importing: "导入中",
      imported: "已导入",
      undoing: "撤销中",
      undone: "已撤销",
      failed: "失败",
    },
    rowStates: {
      ready: "可导入",
      doubtful: "疑似重复",
      unchanged: "已在系统中",
      bad: "有问题",
      imported: "已导入",
      refused: "被拒绝",
      undone: "已撤销",
      partly: "部分撤销",
      kept: "保留",
    },
    effects: { new: "新增", changed: "变更", unchanged: "无变化" },
    stages: { reading: "读取文件", judging: "逐行校验", importing: "导入", undoing: "撤销" },
    columns: {
      code: "部门编码",
      name: "名称",
      parent: "上级部门",
      head: "负责人",
      effective_from: "生效日期",
      employee: "员工",
      employee_no: "工号",
      department: "部门",
      departments: "部门",
      manager: "直接上级",
      job: "岗位",
      legal_entity: "法人主体",
      cost_centre: "成本中心",
      hired_on: "入职日期",
      left_on: "离职日期",
      pay_standard: "标准工资",
      performance_share: "绩效占比",
      points: "积分",
      last_day: "到期日",
      source_id: "来源编号",
      reason: "事由",
      tag: "价值标签",
      occurred_at: "发生日期",
      month: "月份",
      revision: "版本",
    },
  },
});

/** By a key that the service names; what is not known is shown as it is. */
export const word = (of: Record<string, string>, key: string): string => of[key] ?? key;

const names = texts({ en: { departments: "Name", people: "Name" }, zh: { departments: "部门名称", people: "姓名" } });

/** What a column of a kind is called, as in the files that are downloaded here. */
export function useColumnWord(kind: Kind): (column: string) => string {
  const w = useTexts(words);
  const { departments, people } = useTexts(names);
  return (column) => (column === "name" ? (kind === "departments" ? departments : people) : word(w.columns, column));
}
