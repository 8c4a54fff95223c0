/** What was redeemed and is to be booked elsewhere: lines that wait, and exports, which never change. */
import { useNavigate } from "react-router";

import { useGet, useList } from "../../api/queries";
import { Choices } from "../../components/Choices";
import { CommandButton } from "../../components/CommandButton";
import { Listing } from "../../components/Listing";
import { useFilters } from "../../components/search-params";
import { Titled } from "../../components/Titled";
import { useFormats } from "../../formats";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { ExportList } from "./ExportList";
import { useLineColumns } from "./export-lines";
import { exportKinds } from "../../components/export-words";
import "./economy.css";

const both = texts({
  en: {
    title: "Exports",
    lead: "What was redeemed, for booking in other systems. Each line is exported once.",
    kind: "Kind",
    waiting: "Waiting to be exported",
    none: "Nothing to export.",
    prepare: "Prepare export",
    prepared: "Export prepared",
    bonuses: (total: string) => `${total} before tax. The bonuses are paid once payroll has taken the export over.`,
    made: "Exports",
  },
  zh: {
    title: "导出单",
    lead: "已兑换、需在其他系统入账的内容，每行只导出一次。",
    kind: "类型",
    waiting: "待导出",
    none: "没有待导出的内容。",
    prepare: "生成导出单",
    prepared: "导出单已生成",
    bonuses: (total: string) => `合计 ${total}（税前）。薪酬接收导出单后随工资发放。`,
    made: "导出单",
  },
});

type Kind = "leave" | "training" | "bonus";
const KINDS: Kind[] = ["leave", "training", "bonus"];
const LINES = { leave: "/v1/exports/leave", training: "/v1/exports/training", bonus: "/v1/exports/bonuses" } as const;

export default function Exports() {
  const t = useTexts(both);
  const kinds = useTexts(exportKinds);
  const me = useMe();
  const [filters, filter] = useFilters(["kind"]);
  const isPayroll = holds(me, ["payroll"]) && !holds(me, ["hr"]);
  const draft = useGet("/v1/exports", { query: { state: "draft", limit: 1 } }, { enabled: isPayroll && !filters.kind }).data?.items[0];
  const kind = KINDS.find((one) => one === filters.kind) ?? draft?.kind ?? "leave";
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        <Choices
          label={t.kind}
          value={kind}
          onChange={(chosen) => filter({ kind: chosen })}
          choices={KINDS.map((value) => ({ value, label: kinds[value] }))}
        />
        {holds(me, ["hr", "auditor"]) && <WaitingLines kind={kind} />}
        <section className="stack" aria-label={t.made}>
          <h2 className="part">{t.made}</h2>
          <ExportList kind={kind} />
        </section>
      </div>
    </Titled>
  );
}

function WaitingLines({ kind }: { kind: Kind }) {
  const t = useTexts(both);
  const go = useNavigate();
  const me = useMe();
  const query = useList(LINES[kind], { query: {} }, { keep: false });
  const columns = useLineColumns(kind);
  return (
    <section className="stack" aria-label={t.waiting}>
      <div className="row apart">
        <h2 className="part">{t.waiting}</h2>
        {holds(me, ["hr"]) && query.items.length > 0 && (
          <CommandButton label={t.prepare} type="primary" size="large" path={LINES[kind]} done={t.prepared} onDone={({ id }) => void go(`/exports/${id}`)} />
        )}
      </div>
      {kind === "bonus" && query.items.length > 0 && <Total />}
      <Listing query={query} columns={columns} idOf={({ subject, reverses }) => `${subject} ${reverses}`} empty={t.none} label={t.waiting} />
    </section>
  );
}

/** What all bonuses that wait come to, whatever of them is on the page. */
function Total() {
  const t = useTexts(both);
  const f = useFormats();
  const { data } = useGet("/v1/exports/bonuses", { query: { limit: 1 } });
  return data === undefined ? null : <p className="quiet part">{t.bonuses(f.money(data.total))}</p>;
}
