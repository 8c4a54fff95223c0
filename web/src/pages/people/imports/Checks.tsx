/** The triple check: format, logic, sampling; and whether the file adds up to what was said of it. */
import { CheckCircleFilled, CloseCircleFilled, EyeFilled } from "@ant-design/icons";
import type { ReactNode } from "react";

import type { Schemas } from "../../../api/client";
import { useFormats } from "../../../formats";
import { plural, texts, useTexts } from "../../../texts";
import { type Kind, useColumnWord } from "./words";

const both = texts({
  en: {
    title: "Three checks",
    format: "Format",
    read: (rows: number) => `The file has ${plural(rows, "row")}.`,
    columns: (names: string[]) => `Columns used: ${names.join(", ")}.`,
    unknown: (names: string[], more: number) => `Not used, because the ledger does not know them: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
    logic: "Logic",
    good: "Every row follows the rules.",
    bad: (n: number) => `${plural(n, "row")} can’t be imported; the reasons are listed below.`,
    doubtful: (n: number) => `${plural(n, "row")} ${n === 1 ? "looks" : "look"} like something imported before. You decide whether to import ${n === 1 ? "it" : "them"}.`,
    effects: {
      new: (n: number) => `${plural(n, "row")} would be added.`,
      changed: (n: number) => `${plural(n, "row")} would change what is on record.`,
      unchanged: (n: number) => `${plural(n, "row")} ${n === 1 ? "is" : "are"} on record already.`,
    },
    became: {
      new: (n: number) => `${plural(n, "row")} ${n === 1 ? "was" : "were"} added.`,
      changed: (n: number) => `${plural(n, "row")} changed what was on record.`,
      unchanged: (n: number) => `${plural(n, "row")} ${n === 1 ? "was" : "were"} on record already.`,
    },
    sampling: "Sampling",
    shown: (n: number, seed: number) => `Compare ${plural(n, "randomly chosen row")} with what would be imported, at the end of this page (seed ${seed}).`,
    control: "Totals",
    total: (points: string) => `The points in the file add up to ${points}.`,
    said: (points: string) => `You expected ${points} points.`,
    rows: (rows: number) => `You expected ${plural(rows, "row")}.`,
    agrees: "That is what the file has.",
    differs: "The file has something else, so it can’t be imported. Upload the right file, or this one again with the totals you really expect.",
    passed: "Passed",
    failed: "Failed",
    look: "Please check",
  },
  zh: {
    title: "三重校验",
    format: "格式校验",
    read: (rows: number) => `文件共 ${rows.toLocaleString("zh-CN")} 行。`,
    columns: (names: string[]) => `使用的列：${names.join("、")}。`,
    unknown: (names: string[], more: number) => `未使用的列（系统不认识）：${names.join("、")}${more > 0 ? `，另有 ${more} 列` : ""}。`,
    logic: "逻辑校验",
    good: "每一行都符合规则。",
    bad: (n: number) => `${n.toLocaleString("zh-CN")} 行无法导入，原因逐行列在下方。`,
    doubtful: (n: number) => `${n.toLocaleString("zh-CN")} 行疑似重复导入，是否导入由您决定。`,
    effects: {
      new: (n: number) => `${n.toLocaleString("zh-CN")} 行将新增。`,
      changed: (n: number) => `${n.toLocaleString("zh-CN")} 行将更新现有记录。`,
      unchanged: (n: number) => `${n.toLocaleString("zh-CN")} 行已在系统中，不会变化。`,
    },
    became: {
      new: (n: number) => `${n.toLocaleString("zh-CN")} 行已新增。`,
      changed: (n: number) => `${n.toLocaleString("zh-CN")} 行更新了原有记录。`,
      unchanged: (n: number) => `${n.toLocaleString("zh-CN")} 行原已在系统中，没有变化。`,
    },
    sampling: "抽样校验",
    shown: (n: number, seed: number) => `请在页面末尾核对随机抽取的 ${n} 行及其导入结果（种子 ${seed}）。`,
    control: "总数校验",
    total: (points: string) => `文件积分合计 ${points}。`,
    said: (points: string) => `您填写的积分合计为 ${points}。`,
    rows: (rows: number) => `您填写的行数为 ${rows.toLocaleString("zh-CN")}。`,
    agrees: "与文件一致。",
    differs: "与文件不一致，不能导入。请上传正确的文件；若填写有误，请填写正确的合计后重新上传此文件。",
    passed: "通过",
    failed: "未通过",
    look: "请查看",
  },
});

/** The others stand above, each over its column. */
const NAMED = 10;
const EFFECTS = ["new", "changed", "unchanged"] as const;
/** What the rows would become is what they became. */
const DONE = ["imported", "undoing"];

export function Checks({ one }: { one: Schemas["ImportView"] }) {
  const t = useTexts(both);
  const columnWord = useColumnWord(one.kind as Kind);
  const f = useFormats();
  const { bad = 0, doubtful = 0 } = one.counts;
  const { total, rows, agrees } = one.control;
  // Undone, what became of each row is said below.
  const effects = one.state === "undone" ? [] : EFFECTS.filter((effect) => (one.effects[effect] ?? 0) > 0);
  const said = [total === null ? "" : t.said(f.points(total)), rows === null ? "" : t.rows(rows)].filter(Boolean);
  return (
    <section className="card">
      <h2>{t.title}</h2>
      <ul className="checks">
        <Check ok title={t.format} state={t.passed}>
          {t.read(one.rows ?? 0)} {t.columns(one.columns.map(columnWord))}{" "}
          {one.unknown_columns.length > 0 && <span className="said">{t.unknown(one.unknown_columns.slice(0, NAMED), one.unknown_columns.length - NAMED)}</span>}
        </Check>
        <Check ok={bad > 0 ? false : doubtful > 0 ? undefined : true} title={t.logic} state={bad > 0 ? t.failed : doubtful > 0 ? t.look : t.passed}>
          {bad === 0 ? t.good : t.bad(bad)} {doubtful > 0 && t.doubtful(doubtful)}
          {effects.map((effect) => ` ${(DONE.includes(one.state) ? t.became : t.effects)[effect](one.effects[effect] ?? 0)}`)}
        </Check>
        {(one.total !== null || said.length > 0) && (
          <Check ok={said.length === 0 ? undefined : agrees !== false} title={t.control} state={said.length === 0 ? t.look : agrees !== false ? t.passed : t.failed}>
            {one.total !== null && t.total(f.points(one.total))} {said.length > 0 && `${said.join(" ")} ${agrees ? t.agrees : t.differs}`}
          </Check>
        )}
        <Check title={t.sampling} state={t.look}>
          {t.shown(one.sample?.length ?? 0, one.seed)}
        </Check>
      </ul>
    </section>
  );
}

function Check({ ok, title, state, children }: { ok?: boolean; title: string; state: string; children: ReactNode }) {
  const Icon = ok === undefined ? EyeFilled : ok ? CheckCircleFilled : CloseCircleFilled;
  return (
    <li>
      <Icon className={ok === undefined ? "quiet" : ok ? "up" : "down"} aria-hidden />
      <strong>
        {title} <span className="quiet">{state}</span>
      </strong>
      <p>{children}</p>
    </li>
  );
}
