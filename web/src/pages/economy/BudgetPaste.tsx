import { Alert, Modal, Select } from "antd";
import { useState } from "react";

import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { useFormats } from "../../formats";
import { plural, texts, useTexts } from "../../texts";
import { type Found, type Owner, type Pasted, found, readPasted } from "./budget-paste";
import { type BudgetRow, ORGANISATION } from "./budget-rows";

const both = texts({
  en: {
    title: "Pasted budgets", take: (n: number) => `Take over ${n}`, organisation: "Organisation", cancel: "Cancel",
    means: "Nothing is saved yet. Look at what changes, take it over, then save.",
    which: "Which column has the points?", column: (n: number) => `Column ${n}`, colon: ": ", choose: "Choose the column",
    none: "Nothing in this can be points. Copy the numbers of points, or two columns: employee number and points.",
    same: "These budgets are as they were.", from: "Now", to: "New", whose: "Manager",
    unknown: (said: string) => `Not in this table: ${said}`, wrong: (said: string) => `No whole points: ${said}`,
    twice: (said: string) => `More than once; the first counts: ${said}`, row: (n: number, cell: string) => `${cell || "–"} (row ${n})`,
    beyond: (n: number) => `${plural(n, "row lies", "rows lie")} below the last row of this table and are left out.`,
    more: (n: number) => `and ${n} more`,
  },
  zh: {
    title: "粘贴的预算", take: (n: number) => `采用 ${n} 项`, organisation: "组织", cancel: "取消",
    means: "尚未保存。请先核对变动，采用后再保存。",
    which: "哪一列是积分？", column: (n: number) => `第 ${n} 列`, colon: "：", choose: "请选择列",
    none: "没有可作为积分的内容。请复制积分一列，或复制“工号、积分”两列。",
    same: "与现有预算相同，没有变动。", from: "原预算", to: "新预算", whose: "管理者",
    unknown: (said: string) => `不在本表中：${said}`, wrong: (said: string) => `不是整数积分：${said}`,
    twice: (said: string) => `重复出现，以第一次为准：${said}`, row: (n: number, cell: string) => `${cell || "–"}（第 ${n} 行）`,
    beyond: (n: number) => `有 ${n} 行超出本表末行，未采用。`,
    more: (n: number) => `等，另有 ${n} 项`,
  },
}); // prettier-ignore

const SHOWN = 8;

interface Props {
  text: string;
  rows: BudgetRow[];
  among: Owner[];
  /** The row at which it was pasted. */
  from: number;
  onTake: (points: Record<string, string>) => void;
  onClose: () => void;
}

/** What would change by what was pasted, before it is in the table. */
export function BudgetPaste({ text, rows, among, from, onTake, onClose }: Props) {
  const t = useTexts(both);
  const pasted = readPasted(text, among);
  const [chosen, choose] = useState<number | null>(null);
  const column = pasted.numbers.length === 1 ? (pasted.numbers[0] ?? null) : chosen;
  const read = column === null ? null : found(pasted, column, among, from);
  const changes = read === null ? [] : rows.filter(({ owner, points }) => owner in read.points && Number(read.points[owner]) !== points);
  return (
    <Modal
      open
      title={t.title}
      okText={t.take(changes.length)}
      okButtonProps={{ disabled: changes.length === 0, size: "large" }}
      cancelButtonProps={{ size: "large" }}
      cancelText={t.cancel}
      onOk={() => onTake(read?.points ?? {})}
      onCancel={onClose}
    >
      <div className="stack">
        <p className="quiet">{t.means}</p>
        {pasted.numbers.length === 0 && <Alert type="warning" title={t.none} />}
        {pasted.numbers.length > 1 && <Which pasted={pasted} value={chosen} onChange={choose} />}
        {read !== null && <Missed read={read} />}
        {changes.length > 0 ? (
          <table className="pasted">
            <thead>
              <tr>
                <th scope="col">{t.whose}</th>
                <th scope="col">{t.from}</th>
                <th scope="col">{t.to}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ owner, points }) => (
                <tr key={owner}>
                  <td>{owner === ORGANISATION ? t.organisation : <PersonName no={owner} />}</td>
                  <td>
                    <Points points={points} />
                  </td>
                  <td>
                    <strong>
                      <Points points={Number(read?.points[owner])} />
                    </strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          read !== null && <p>{t.same}</p>
        )}
      </div>
    </Modal>
  );
}

/** Two columns of numbers may be points and heads: nobody but who copied them knows. */
function Which({ pasted: { numbers, heads, rows }, value, onChange }: { pasted: Pasted; value: number | null; onChange: (column: number) => void }) {
  const t = useTexts(both);
  const f = useFormats();
  const sample = (column: number) => f.list(rows.map((cells) => cells[column] ?? "").filter(Boolean).slice(0, 3));
  return (
    <label className="stack">
      <strong>{t.which}</strong>
      <Select
        aria-label={t.which}
        placeholder={t.choose}
        value={value ?? undefined}
        onChange={onChange}
        options={numbers.map((column) => ({ value: column, label: `${heads?.[column] || t.column(column + 1)}${t.colon}${sample(column)}` }))}
      />
    </label>
  );
}

function Missed({ read: { unknown, wrong, twice, beyond } }: { read: Found }) {
  const t = useTexts(both);
  const f = useFormats();
  const some = (all: string[]) => f.list(all.slice(0, SHOWN)) + (all.length > SHOWN ? ` ${t.more(all.length - SHOWN)}` : "");
  const said = [
    unknown.length > 0 && t.unknown(some(unknown.map(({ row, named }) => t.row(row, named)))),
    wrong.length > 0 && t.wrong(some(wrong.map(({ row, cell }) => t.row(row, cell)))),
    twice.length > 0 && t.twice(some(twice)),
    beyond > 0 && t.beyond(beyond),
  ].filter((one) => one !== false);
  if (said.length === 0) return null;
  return <Alert type="warning" title={said.map((one) => <div key={one}>{one}</div>)} />;
}
