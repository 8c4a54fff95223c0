import { App, Button } from "antd";
import { useState } from "react";

import { useCommand } from "../../api/commands";
import { usePeople } from "../../api/directory";
import { type Column, Listing } from "../../components/Listing";
import { NothingYet } from "../../components/NothingYet";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useKept } from "../../components/kept";
import { pointsOf } from "../../components/numbers";
import { useFormats } from "../../formats";
import { said, saidOf, useSaid } from "../../problems";
import { texts, useTexts } from "../../texts";
import { BudgetForecast } from "./BudgetForecast";
import { BudgetHistory } from "./BudgetHistory";
import { BudgetInput, type Wrong, goTo } from "./BudgetInput";
import { BudgetPaste } from "./BudgetPaste";
import type { Owner } from "./budget-paste";
import { type BudgetRow, ORGANISATION, monthAfter, useBudgetRows } from "./budget-rows";

const both = texts({
  en: {
    label: "Budgets for the month", owner: "Manager", organisation: "Organisation (instant awards)", budget: "Budget", spent: "Spent", lapsed: "Lapsed", left: "Left", forecast: "Forecast",
    none: "There are no managers yet. Whoever heads a department is one.", ask: "HR appoints them.", heads: "Departments", copy: (month: string) => `Copy ${month}`, save: (n: number) => `Save ${n}`, discard: "Discard",
    changes: (n: number, by: string) => `${n} changed, ${by} points in total`, unchanged: "Edit a budget here, or paste from a spreadsheet: a column of points, or employee numbers and points.", saved: "Budgets saved",
  },
  zh: {
    label: "当月预算", owner: "管理者", organisation: "组织（即时奖励）", budget: "预算", spent: "已用", lapsed: "过期归还", left: "剩余", forecast: "预测",
    none: "还没有管理者。部门负责人即为管理者。", ask: "部门负责人由 HR 设置。", heads: "前往部门", copy: (month: string) => `沿用${month}`, save: (n: number) => `保存 ${n} 项`, discard: "放弃",
    changes: (n: number, by: string) => `已修改 ${n} 项，合计 ${by} 分`, unchanged: "可直接修改预算，或从表格中粘贴：积分一列，或工号与积分两列。", saved: "预算已保存",
  },
}); // prettier-ignore

/** What a spreadsheet may call the organisation's own budget. */
const ORGANISATION_NAMES = ["公司", "全公司", "Company"];

interface Props {
  month: string;
  present: string;
  editable: boolean;
}

export function BudgetTable({ month, present, editable }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  const language = useSaid();
  const { message } = App.useApp();
  const query = useBudgetRows(month);
  const [typed, type] = useKept<Record<string, string>>(`budgets.${month}`, {}, sessionStorage);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [pasted, paste] = useState<{ text: string; from: number } | null>(null);
  const command = useCommand("put", "/v1/budgets/{month}");

  const { of, whole } = usePeople();
  const owners = query.items.map(({ owner }): Owner => ({ owner, also: owner === ORGANISATION ? [t.organisation, ...ORGANISATION_NAMES] : [of(owner)?.name ?? ""].filter(Boolean) }));
  const changed = query.items.filter(({ owner, points }) => typed[owner] !== undefined && pointsOf(typed[owner]) !== points);
  const wrongOf = ({ owner, spent }: BudgetRow): Wrong | null => {
    const points = pointsOf(typed[owner] ?? "0");
    if (points === null) return "whole";
    if (refused[owner] !== undefined) return { said: refused[owner] };
    return typed[owner] !== undefined && points < spent ? "spent" : null;
  };
  const change = (some: Record<string, string>) => {
    type((was) => ({ ...was, ...some }));
    setRefused((was) => Object.fromEntries(Object.entries(was).filter(([owner]) => !(owner in some))));
    if (command.isError) command.reset();
  };
  const forget = () => {
    type(() => ({}));
    setRefused({});
    command.reset();
  };
  const save = () => {
    const wrong = changed.find((row) => wrongOf(row) !== null);
    if (wrong !== undefined) return goTo(wrong.owner);
    const items = changed.map(({ owner }) => ({ owner, points: pointsOf(typed[owner] ?? "") ?? 0 }));
    command.mutate(
      { path: { month }, body: { items } },
      {
        onSuccess: () => {
          forget();
          void message.success(t.saved);
        },
        onError: (problem) => {
          const at = problem.errors.flatMap((error) => {
            const owner = items[Number(/^\/items\/(\d+)/.exec(error.pointer)?.[1] ?? -1)]?.owner;
            return owner === undefined ? [] : [[owner, saidOf(error, problem, language) || said(problem, language).title] as const];
          });
          setRefused(Object.fromEntries(at));
          if (at[0]) goTo(at[0][0]);
        },
      },
    );
  };
  const sum = changed.reduce((total, { owner, points }) => total + (pointsOf(typed[owner] ?? "") ?? points) - points, 0);
  const copied = query.items.filter(({ last, points }) => last !== null && last !== points);

  const columns: Column<BudgetRow>[] = [
    { title: t.owner, lead: true, show: ({ owner }) => (owner === ORGANISATION ? t.organisation : <PersonName no={owner} />) },
    {
      title: t.budget,
      number: true,
      tall: true,
      show: (row) =>
        editable ? (
          <BudgetInput
            owner={row.owner}
            value={typed[row.owner] ?? String(row.points)}
            changed={changed.includes(row)}
            wrong={wrongOf(row)}
            onChange={(text) => change({ [row.owner]: text })}
            onPaste={(text) => paste({ text, from: query.items.indexOf(row) })}
          />
        ) : (
          <Points points={row.points} />
        ),
    },
    { title: t.spent, number: true, show: ({ spent }) => <Points points={spent} /> },
    ...(query.items.some(({ lapsed }) => lapsed > 0) ? [{ title: t.lapsed, number: true, show: ({ lapsed }: BudgetRow) => <Points points={lapsed} /> }] : []),
    { title: t.left, number: true, show: ({ left }) => <Points points={left} /> },
    ...(month === present ? [{ title: t.forecast, tall: true, show: (row: BudgetRow) => row.points > 0 && <BudgetForecast owner={row.owner} month={month} /> }] : []),
  ];
  return (
    <div className="stack">
      {editable && (
        <div className="row apart">
          <span className="quiet">{t.unchanged}</span>
          {copied.length > 0 && <Button size="large" onClick={() => change(Object.fromEntries(copied.map(({ owner, last }) => [owner, String(last)])))}>
            {t.copy(f.month(monthAfter(month, -1)))}
          </Button>}
        </div>
      )}
      <ProblemNotice problem={command.error} skip={command.error?.errors.map(({ pointer }) => pointer)} />
      <Listing query={query} columns={columns} idOf={({ owner }) => owner} empty={t.none} label={t.label} actions={({ owner }) => <BudgetHistory owner={owner} month={month} />} />
      {whole && query.items.length === 1 && <NothingYet why={t.none} ask={t.ask} step={{ label: t.heads, to: "/departments", roles: ["hr"] }} />}
      {pasted !== null && (
        <BudgetPaste
          {...pasted}
          rows={query.items}
          among={owners}
          onTake={(points) => {
            change(points);
            paste(null);
          }}
          onClose={() => paste(null)}
        />
      )}
      {editable && changed.length > 0 && (
        <div className="save-bar">
          <span aria-live="polite">{t.changes(changed.length, f.change(sum))}</span>
          <div className="row">
            <Button size="large" onClick={forget}>
              {t.discard}
            </Button>
            <Button type="primary" size="large" loading={command.isPending} onClick={save}>
              {t.save(changed.length)}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
