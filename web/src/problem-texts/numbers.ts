/** What the service says in English with its numbers, in Chinese: of a refusal by its code, of a field by its rule. */
import type { Values } from "../api/problem";

const REFUSALS: Record<string, string> = {
  "balance-too-low": "需要 {needed} 分，余额为 {balance} 分。",
  "budget-below-spent": "已使用 {spent} 分。",
  "budget-exhausted": "本月预算剩余 {left} 分，需要 {needed} 分。",
  "cap-reached": "每人每月上限 {cap} 分。",
  "delegation-too-long": "最多 {days} 天。",
  "does-not-qualify": "规则要求：{needed}。",
  "month-closed": "{month} 已结束。",
  "no-such-day": "该月最多 {last} 日。",
  "not-employed": "{day} 不在职。",
  "occurred-too-long-ago": "最多追溯 {days} 天。",
  "password-characters": "不能使用 {character}。",
  "out-of-stock": "剩余 {left} 份。",
  "points-differ": "现在将计入 {credited} 分，而不是 {expected} 分。",
  "points-fixed": "该标签固定为 {points} 分。",
  "points-out-of-range": "允许 {least} 至 {most} 分。",
  "quantity-missing": "单位：{unit}。",
  "raising-takes-hr": "您最多可批准 {most} 分。",
  "several-called-so": "工号：{numbers}。",
  "stock-below-taken": "已兑换 {taken} 份。",
  "tag-retired": "该标签自 {since} 起停用。",
  "verification-too-early": "自 {first} 起可以复核。",
  "yearly-limit-reached": "每年最多 {limit} 份，{year} 年已兑换 {taken} 份。",
};

const FIELDS: Record<string, string> = {
  "control-characters": "含有控制字符 {character}",
  empty: "不能为空",
  "line-break": "只能填写一行（{character}）",
  "lost-character": "含有无法识别的字符 {character}，请重新填写",
  "not-a-code": "可用文字、数字、点、短横线和下划线，最多 64 个字符",
  "not-a-number-of-somebody": "可用字母、数字、点、短横线和下划线，最多 64 个字符",
  "unknown-character": "含有未知字符 {character}",
  "unseen-character": "含有看不见的字符 {character}，请删除后重新填写",
  date_from_datetime_parsing: "日期不正确",
  date_parsing: "日期不正确",
  datetime_from_date_parsing: "时间不正确",
  datetime_parsing: "时间不正确",
  decimal_max_digits: "最多 {max_digits} 位数字",
  decimal_max_places: "小数最多 {decimal_places} 位",
  decimal_parsing: "请填写数字",
  decimal_whole_digits: "整数部分最多 {whole_digits} 位",
  enum: "请选择列出的选项",
  extra_forbidden: "此处不接受该字段",
  greater_than: "必须大于 {gt}",
  greater_than_equal: "不能小于 {ge}",
  int_type: "请填写整数",
  less_than: "必须小于 {lt}",
  less_than_equal: "不能大于 {le}",
  literal_error: "请选择列出的选项",
  missing: "必填",
  multiple_of: "必须是 {multiple_of} 的倍数",
  string_pattern_mismatch: "格式不正确",
  string_too_long: "最多 {max_length} 个字符",
  string_too_short: "至少 {min_length} 个字符",
  string_type: "请填写文字",
  too_long: "最多 {max_length} 项",
  too_short: "至少 {min_length} 项",
};

/** Nothing where a number is missing that the sentence names. */
function filled(sentence: string | undefined, values: Values): string | undefined {
  if (sentence === undefined) return undefined;
  const names = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  if (names.some((name) => values[name] === undefined)) return undefined;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

export const refusalInNumbers = (code: string, values: Values): string | undefined => filled(REFUSALS[code], values);

export const fieldInNumbers = (rule: string, values: Values): string => filled(FIELDS[rule], values) ?? "填写内容有误";
