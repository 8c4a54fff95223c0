/** The triple check: format, logic, sampling; and whether the file adds up to what was said of it. */
import { CheckCircleFilled, CloseCircleFilled, EyeFilled } from "@ant-design/icons";
import type { ReactNode } from "react";

import type { Schemas } from "../../../api/client";
import { useFormats } from "../../../formats";
import { plural, texts, useTexts } from "../../../texts";
import { word, words } from "./words";

const both = texts({
  en: {
    title: "Three checks",
    format: "Format",
    read: (rows: number) => `${plural(rows, "row")} read.`,
    columns: (names: string[]) => `Columns: ${names.join(", ")}.`,
    unknown: (names: string[]) => `Unknown columns, ignored: ${names.join(", ")}.`,
    logic: "Logic",
    good: "Every row follows the rules.",
    bad: (n: number) => `${plural(n, "row")} would be refused; see the reasons below.`,
    becomes: (parts: string[]) => `The others: ${parts.join(", ")}.`,
    sampling: "Sampling",
    shown: (n: number, seed: number) => `${plural(n, "random row")} next to what they become, at the end of this page (seed ${seed}).`,
    control: "Control",
    total: (points: string) => `${points} points in the file.`,
    said: (points: string) => `Control total: ${points}.`,
    rows: (rows: string) => `Control rows: ${rows}.`,
    agrees: "The file matches.",
    differs: "The file does not match the control figures, so it can’t be confirmed. Upload the right file, or correct the figures.",
    passed: "Passed",
    failed: "Failed",
    look: "Please check",
  },
  zh: {
    title: "三重校验",
    format: "格式校验",
    read: (rows: number) => `读取 ${rows.toLocaleString("zh-CN")} 行。`,
    columns: (names: string[]) => `识别的列：${names.join("、")}。`,
    unknown: (names: string[]) => `无法识别而跳过的列：${names.join("、")}。`,
    logic: "逻辑校验",
    good: "每一行都符合写入规则。",
    bad: (n: number) => `${n.toLocaleString("zh-CN")} 行会被拒绝，原因逐行列在下方。`,
    becomes: (parts: string[]) => `其余：${parts.join("，")}。`,
    sampling: "抽样校验",
    shown: (n: number, seed: number) => `随机抽取 ${n} 行，与导入结果并列显示在页面末尾（种子 ${seed}）。`,
    control: "总数校验",
    total: (points: string) => `文件积分合计 ${points}。`,
    said: (points: string) => `控制总数 ${points}。`,
    rows: (rows: string) => `控制行数 ${rows}。`,
    agrees: "与控制数一致。",
    differs: "与填写的控制数不一致，不能确认。请上传正确的文件或填写正确的数字。",
    passed: "通过",
    failed: "未通过",
    look: "请查看",
  },
});

export function Checks({ one }: { one: Schemas["ImportView"] }) {
  const t = useTexts(both);
  const w = useTexts(words);
  const f = useFormats();
  const bad = one.counts.bad ?? 0;
  const { total, rows, agrees } = one.control;
  const effects = Object.entries(one.effects).filter(([, n]) => n > 0);
  const said = [total === null ? "" : t.said(f.points(total)), rows === null ? "" : t.rows(f.number(rows))].filter(Boolean);
  return (
    <section className="card">
      <h2>{t.title}</h2>
      <ul className="checks">
        <Check ok title={t.format} state={t.passed}>
          {t.read(one.rows ?? 0)} {t.columns(one.columns.map((column) => word(w.columns, column)))}{" "}
          {one.unknown_columns.length > 0 && <span className="said">{t.unknown(one.unknown_columns)}</span>}
        </Check>
        <Check ok={bad === 0} title={t.logic} state={bad === 0 ? t.passed : t.failed}>
          {bad === 0 ? t.good : t.bad(bad)}
          {effects.length > 0 && ` ${t.becomes(effects.map(([effect, n]) => `${word(w.effects, effect)} ${f.number(n)}`))}`}
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
