import { Button } from "antd";
import { Link, useNavigate } from "react-router";

import { useList } from "../../../api/queries";
import { Listing } from "../../../components/Listing";
import { Titled } from "../../../components/Titled";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { BY_MONTH, word, words } from "../imports/words";

const both = texts({
  en: {
    title: "Parallel months",
    lead: "Compare a month of the old system with the ledger until every difference is explained. Upload its balances and movements first.",
    send: "Upload a month",
    none: "No months of the old system yet.",
    month: "Month",
    files: "Files",
  },
  zh: {
    title: "双轨校验",
    lead: "将旧系统某个月的数据与账本逐项对比，直到每个差异都有说明。请先上传旧系统的余额和变动。",
    send: "上传旧系统数据",
    none: "还没有旧系统的月份数据。",
    month: "月份",
    files: "文件",
  },
});

export default function ParallelMonths() {
  const t = useTexts(both);
  const w = useTexts(words);
  const f = useFormats();
  const go = useNavigate();
  const query = useList("/v1/imports", { query: { limit: 200 } });
  const files = query.items.filter(({ kind, state, period }) => BY_MONTH.includes(kind) && state === "checked" && period !== null);
  const months = [...new Set(files.map(({ period }) => period as string))].sort().reverse();
  const kindsOf = (month: string): string[] => [...new Set(files.filter(({ period }) => period === month).map(({ kind }) => kind))];
  const items = months.map((month) => ({ month, kinds: kindsOf(month) }));
  return (
    <Titled
      title={t.title}
      lead={t.lead}
      actions={
        <Button size="large" onClick={() => void go("/imports?kind=old-balances")}>
          {t.send}
        </Button>
      }
    >
      <Listing
        query={{ ...query, items }}
        columns={[
          { title: t.month, lead: true, show: ({ month }) => <Link to={`/parallel-months/${month}`}>{f.month(month)}</Link> },
          { title: t.files, show: ({ kinds }) => kinds.map((kind) => word(w.kinds, kind)).join(" · ") },
        ]}
        idOf={({ month }) => month}
        empty={t.none}
        label={t.title}
        filters={[]}
      />
    </Titled>
  );
}
