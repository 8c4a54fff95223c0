import { Link } from "react-router";

import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { Files } from "../../components/Files";
import { type Column, Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { ExportState } from "./ExportState";
import { exportFormats } from "../../components/export-words";
import { TakeOver } from "./TakeOver";

type Export = Schemas["ExportListed"];

const both = texts({
  en: { label: "Exports", none: "No exports yet.", when: "Prepared", by: "Prepared by", lines: "Lines", total: "Total", state: "State", over: "Taken over by", month: "Paid with" },
  zh: { label: "导出单", none: "还没有导出单。", when: "生成时间", by: "生成人", lines: "行数", total: "合计", state: "状态", over: "接收人", month: "发放月份" },
});

/** Exports of a kind, the newest first, with their files. */
export function ExportList({ kind }: { kind: Export["kind"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const query = useList("/v1/exports", { query: { kind } });
  const columns: Column<Export>[] = [
    {
      title: t.when,
      lead: true,
      show: ({ id, prepared_at }) => (
        <Link to={`/exports/${id}`}>
          <When at={prepared_at} exact />
        </Link>
      ),
    },
    { title: t.by, show: ({ prepared_by }) => <PersonName no={prepared_by} quiet={false} /> },
    { title: t.lines, number: true, show: ({ count }) => f.points(count) },
    ...(kind === "bonus" ? [{ title: t.total, number: true, show: ({ total }: Export) => f.money(total ?? "0") }] : []),
    { title: t.state, show: ({ state }) => <ExportState state={state} /> },
    { title: t.over, show: ({ taken_over_by }) => taken_over_by && <PersonName no={taken_over_by} quiet={false} /> },
    ...(kind === "bonus" ? [{ title: t.month, show: ({ month }: Export) => month && f.month(month) }] : []),
  ];
  return (
    <Listing
      query={query}
      columns={columns}
      idOf={({ id }) => id}
      empty={t.none}
      label={t.label}
      filters={[]}
      actions={(one) => (
        <>
          <Files path={`/v1/exports/${one.id}`} about={f.time(one.prepared_at)} formats={exportFormats} />
          <TakeOver of={one} about={f.time(one.prepared_at)} />
        </>
      )}
    />
  );
}
