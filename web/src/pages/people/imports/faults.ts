/** What is wrong with a row or a file, in the reader's language, by the rule that the service names. */
import { useLanguage } from "../../../texts";
import { type Kind, useColumnWord } from "./words";

type Values = Record<string, unknown>;
type Said = string | ((reason: string, values: Values) => string);

interface Fault {
  rule: string;
  reason: string;
  values?: Values | null;
}

const list = (codes: unknown): string => (Array.isArray(codes) ? codes.join("、") : "");

/** 战略发展部（STR）, where something like it is there. */
const meant = ({ code, name }: Values): string => (code === undefined ? "" : `；是否指 ${name ? `${String(name)}（${String(code)}）` : String(code)}？`);

const unknown =
  (none: (given: string) => string): Said =>
  (_, values) =>
    none(String(values.given ?? "")) + meant(values);

const before = ({ import: earlier, row }: Values): string =>
  earlier === null || earlier === undefined ? `与本文件第 ${String(row)} 行相同` : row === null || row === undefined ? "之前已导入过" : `之前已导入过（当时第 ${String(row)} 行）`;

/** The words for what stands in the reason. */
const where =
  (...words: [string, string][]): Said =>
  (reason) =>
    words.find(([part]) => reason.includes(part))?.[1] ?? reason;

const after = (reason: string): string => reason.slice(reason.indexOf(": ") + 2).replace(/\.$/, "");

const character = (reason: string): string => /U\+[0-9A-F]+/.exec(reason)?.[0] ?? "";

const CHINESE: Record<string, Said> = {
  missing: "不能为空",
  "missing-of-new": "新增人员必须填写",
  formula: "是公式，请粘贴其数值",
  "error-value": (reason) => `显示为错误值 ${/#[A-Z/0!?]+/.exec(reason)?.[0] ?? ""}，请在表格中改正`,
  "digits-lost": "是超过 15 位的数字，表格软件已丢失末尾几位，请改为文本",
  "no-such-day": "显示为日期，但没有这一天",
  "too-long": "内容过长",
  "control-characters": (reason) => `含有控制字符 ${character(reason)}`,
  "line-break": "只能填写一行",
  "lost-character": (reason) => `含有无法识别的字符 ${character(reason)}`,
  "unknown-character": (reason) => `含有未知字符 ${character(reason)}`,
  "unseen-character": (reason) => `含有看不见的字符 ${character(reason)}`,
  "not-a-code": "不是有效的编码：可用文字、数字、点和短横线，最多 64 个字符",
  "not-a-number-of-somebody": "不是有效的工号：可用字母、数字、点和短横线，最多 64 个字符",
  "not-a-source-id": "来源编号最多 100 个可见字符",
  "not-a-number": "不是数字，应如 1200 或 12.5",
  "not-whole": "积分必须是整数",
  "out-of-range": where(["%", "占比须为 0 至 100%"], ["-", "积分须为 -10 亿至 10 亿"], ["from 1 ", "积分须为 1 至 10 亿"], ["zero", "不能小于 0，须小于 1 万亿"]),
  "not-a-date": where(["year first", "不是有效日期，请把年份写在最前，如 2026-03-11"], ["1900", "年份须为 1900 至 2200"], ["no such day", "没有这一天"]),
  "not-a-time": "不是有效时间，应如 2026-03-11 09:30",
  duplicate: (reason) => `与第 ${/row (\d+)/.exec(reason)?.[1] ?? "?"} 行重复`,
  circle: (reason) => `文件中的上下级形成循环：${after(reason)}`,
  "beyond-headers": "单元格比标题多；内容中的逗号是否没有加引号？",
  "outside-period": "不在所选月份内",
  "unknown-department": unknown((given) => `没有部门“${given}”`),
  "unknown-person": unknown((given) => `没有姓名或工号为“${given}”的人`),
  "unknown-tag": unknown((given) => `没有标签“${given}”`),
  ambiguous: (_, { given, codes, count }) => `“${String(given)}”对应 ${String(count)} 个，请填写编码或工号：${list(codes)}${Number(count) > 5 ? "……" : ""}`,
  "refers-to-bad-row": (_, { given, row }) => `“${String(given)}”在本文件第 ${String(row)} 行，该行无法导入`,
  "looks-the-same": (_, values) => `${before(values)}；如果不是同一笔，可以选择一并导入`,
  dates: "日期先后不对（如离职日期早于入职日期）",
  "unknown-reference": "引用的编码或工号不存在",
  "invalid-fields": "内容不符合要求",
  "upon-oneself": "与本人有关的行须由另一位 HR 导入",
  "department-circle": "上级部门形成循环",
  "manager-circle": "上级关系形成循环",
  "employee-exists": "工号已被使用，不能重复使用",
  "not-employed": "该员工当时不在职",
  "changed-since": "导入之后有人修改过，因此保持不变",
  "in-use": "已有其他记录引用，因此保留",
  "source-id-used": "来源编号已用于其他内容",
  "already-ended": "到期日已过",
  "occurred-in-future": "发生时间在将来",
  "auditor-has-no-account": "审计员没有积分账户",
  empty: "文件是空的，或标题行下面没有数据",
  headers: (reason) => {
    const list = /: ([^.“]+)\./.exec(reason)?.[1];
    if (list === undefined) return "这一行没有内容，不能作为标题行";
    const asked = [...reason.matchAll(/“(.*?)” may be (.*?): say which/gs)].map(([, title, columns]) => `；“${title}”可能是${columns}，请选择`);
    return (reason.includes("missing") ? `标题行缺少这些列：${list}` : `这些列重复出现：${list}`) + asked.join("");
  },
  exponent: "是科学计数法的长数字，末尾几位已丢失；请把该列设为文本，重新填写后保存",
  "mixed-encodings": (reason) => `文件混用了两种文字编码（${/Line (\d+)/.exec(reason)?.[1] ?? "?"} 行与 ${/line (\d+)/.exec(reason)?.[1] ?? "?"} 行），请整个另存为 UTF-8`,
  encoding: "无法识别文字编码，请另存为 UTF-8 的 CSV，或使用 XLSX",
  encrypted: "文件有密码保护，请打开后取消密码，另存为 XLSX 再上传",
  "broken-workbook": "工作簿已损坏或无法识别，请另存为 XLSX 再上传",
  "not-a-table": "这不是表格文件，请上传 XLSX 或 CSV",
  "zip-bomb": "文件解压后过大，已拒绝",
  sheet: "没有这个可见的工作表",
  "too-many-merges": "合并的单元格过多",
  "too-large": "文件占用内存过多",
  "too-many-rows": "行数过多，最多 200,000 行",
  "too-many-columns": "列数过多",
  "cell-too-large": "某个单元格过大",
  "line-too-long": "某一行过长",
  quotes: "引号不成对",
  stopped: "处理意外中断",
};

/** The columns that a reason names behind a colon, and those that a header may be, in words. */
function named(reason: string, columnWord: (column: string) => string, join: string): string {
  const said = (list: string, between: string | RegExp) => list.split(between).map(columnWord).join(join);
  return reason
    .replace(/: ([a-z_, ]+)\./, (_, list: string) => `: ${said(list, ", ")}.`)
    .replace(/” may be ([a-z_ ]+):/g, (_, list: string) => `” may be ${said(list, " or ")}:`);
}

/** In English the service's own words say it; in Chinese they are known by the rule. */
export function useFaultText(kind: Kind): (fault: Fault) => string {
  const language = useLanguage();
  const columnWord = useColumnWord(kind);
  return ({ rule, reason: given, values }) => {
    const reason = rule === "headers" ? named(given, columnWord, language === "zh" ? "、" : ", ") : given;
    const known = language === "zh" ? CHINESE[rule] : undefined;
    return known === undefined ? reason : typeof known === "string" ? known : known(reason, values ?? {});
  };
}
