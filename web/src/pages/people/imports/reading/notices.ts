/** What is read otherwise than it looks, in the reader's language, by the rule that the service names. */
import type { Schemas } from "../../../../api/client";
import { useFormats } from "../../../../formats";
import { texts, useLanguage, useTexts } from "../../../../texts";

type Notice = Schemas["NoticeView"];
/** How many; in which rows; which sheets or columns. */
type Say = (times: string, at: string, named: string) => string;

const both = texts({
  en: {
    row: (rows: string) => ` (row ${rows})`,
    several: (rows: string, more: boolean) => ` (rows ${rows}${more ? ", …" : ""})`,
    join: ", ",
  },
  zh: {
    row: (rows: string) => `（第 ${rows} 行）`,
    several: (rows: string, more: boolean) => `（第 ${rows} 行${more ? "等" : ""}）`,
    join: "、",
  },
});

/** What the reason names behind its colon, or in its quotation marks. */
const after = (reason: string): string => reason.slice(reason.indexOf(": ") + 2).replace(/\.$/, "");
const quoted = (reason: string): string => [...reason.matchAll(/“(.*?)”/gs)].map((found) => found[0]).join("、");

const rows = (times: string): string => (times === "1" ? "One row" : `${times} rows`);
const are = (times: string): string => (times === "1" ? "is" : "are");

const SAID: Record<"en" | "zh", Record<string, Say>> = {
  en: {
    encoding: () => "The file doesn’t say in which encoding it is, and several give letters. Choose the one in which the names are right.",
    "title-rows": (times, at) => `${rows(times)} above the headers ${are(times)} passed over${at}.`,
    "totals-rows": (times, at) => `${rows(times)} of sums ${are(times)} passed over${at}: ${times === "1" ? "it is" : "they are"} nobody, and no points.`,
    "further-sheets": () => "One sheet of the workbook is read. Choose which.",
    "hidden-sheets": (_, __, named) => `Hidden sheets are not read: ${named}.`,
    "hidden-rows": (times, at) => `${rows(times)} ${are(times)} hidden, by a filter or by hand${at}. Choose whether to leave ${times === "1" ? "it" : "them"} out.`,
    "hidden-columns": (_, __, named) => `Hidden columns are read, too: ${named}.`,
    "merged-cells": (times, at) => `${times === "1" ? "One merged cell is" : `${times} merged cells are`} read as if each of the rows had the value${at}.`,
    "formula-results": (times, at) => `${times === "1" ? "One cell is a formula; its result is" : `${times} cells are formulas; their results are`} read as saved with the file${at}.`,
    rounded: (times, at) => `${times === "1" ? "One number is" : `${times} numbers are`} shown rounded, and read with all digits${at}.`,
  },
  zh: {
    encoding: () => "文件没有说明文字编码，按几种编码读取都有文字。请选择姓名显示正确的一种。",
    "title-rows": (times, at) => `标题行上方的 ${times} 行不读取${at}。`,
    "totals-rows": (times, at) => `${times} 行是合计${at}，不读取，也不计入积分。`,
    "further-sheets": () => "只读取工作簿中的一张工作表，请选择。",
    "hidden-sheets": (_, __, named) => `隐藏的工作表不读取：${named}。`,
    "hidden-rows": (times, at) => `有 ${times} 行被筛选或手动隐藏${at}，请选择是否读取。`,
    "hidden-columns": (_, __, named) => `隐藏的列同样读取：${named}。`,
    "merged-cells": (times, at) => `有 ${times} 处合并单元格${at}，其中每一行都按该值读取。`,
    "formula-results": (times, at) => `有 ${times} 个单元格是公式${at}，读取文件保存时的结果。`,
    rounded: (times, at) => `有 ${times} 个数字显示时经过舍入${at}，按完整数值读取。`,
  },
};

/** Rules that this page doesn't know are said in the service's own words. */
export function useNoticeText(): (notice: Notice) => string {
  const t = useTexts(both);
  const f = useFormats();
  const language = useLanguage();
  return ({ rule, reason, times, rows: named }) => {
    const say = SAID[language][rule];
    if (say === undefined) return reason;
    const list = named.map((row) => f.number(row)).join(t.join);
    const one = named.length === 1 && times <= 1;
    return say(f.number(times), named.length === 0 ? "" : one ? t.row(list) : t.several(list, times > named.length), quoted(reason) || after(reason));
  };
}
