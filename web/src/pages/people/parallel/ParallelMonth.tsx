/** One month: every difference with its likely cause, explained one by one until none is left. */
import { Alert } from "antd";
import { Link, useParams } from "react-router";

import type { Schemas } from "../../../api/client";
import { useGet, useList } from "../../../api/queries";
import { Failed } from "../../../components/Failed";
import { type Column, Listing } from "../../../components/Listing";
import { Loading } from "../../../components/Loading";
import { PersonName } from "../../../components/PersonName";
import { Said } from "../../../components/Said";
import { Titled } from "../../../components/Titled";
import { When } from "../../../components/When";
import { useFormats } from "../../../formats";
import { plural, texts, useAbout, useTexts } from "../../../texts";
import { useMe } from "../../../session/session";
import { Explain } from "./Explain";
import { causes } from "./causes";

const both = texts({
  en: {
    title: (month: string) => `Parallel month ${month}`,
    all: "All months",
    order: "This month is reconciled",
    orderWhy: (n: number) => (n === 0 ? "The old system and the ledger agree." : `All ${plural(n, "difference")} explained.`),
    left: (n: number, of: number) => `${n} of ${plural(of, "difference")} still to explain`,
    causes: "Likely causes",
    none: "No differences.",
    whose: "Employee",
    what: "Item",
    balance: "Balance",
    movement: "Movement",
    old: "Old system",
    ledger: "Ledger",
    cause: "Likely cause",
    reason: "Explanation",
    by: "by",
    open: "Not yet explained",
    self: "Another HR has to explain yours",
  },
  zh: {
    title: (month: string) => `双轨校验 ${month}`,
    all: "全部月份",
    order: "本月已核对一致",
    orderWhy: (n: number) => (n === 0 ? "旧系统与账本完全一致。" : `全部 ${n} 项差异均已说明。`),
    left: (n: number, of: number) => `共 ${of} 项差异，还有 ${n} 项待说明`,
    causes: "可能原因",
    none: "没有差异。",
    whose: "员工",
    what: "项目",
    balance: "余额",
    movement: "变动",
    old: "旧系统",
    ledger: "账本",
    cause: "可能原因",
    reason: "说明",
    by: "说明人",
    open: "待说明",
    self: "与本人有关的由另一位 HR 说明",
  },
});

type Difference = Schemas["DifferenceView"];

export default function ParallelMonth() {
  const t = useTexts(both);
  const about = useAbout();
  const causeText = useTexts(causes);
  const f = useFormats();
  const me = useMe();
  const { period = "" } = useParams();
  const path = { period };
  const { data, error, refetch } = useGet("/v1/parallel-months/{period}", { path, query: { limit: 1 } });
  const query = useList("/v1/parallel-months/{period}", { path, query: { limit: 100 } });
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={8} />;
  const amount = (points: number | null) => (points === null ? "–" : f.points(points));
  const columns: Column<Difference>[] = [
    { title: t.whose, lead: true, show: ({ employee }) => <PersonName no={employee} /> },
    {
      title: t.what,
      show: ({ what, occurred_at, key }) => (
        <>
          {what === "balance" ? t.balance : t.movement} {occurred_at && <When at={occurred_at} exact />} {key && <span className="quiet said">{key}</span>}
        </>
      ),
    },
    { title: t.old, number: true, show: ({ old }) => amount(old) },
    { title: t.ledger, number: true, show: ({ ledger }) => amount(ledger) },
    { title: t.cause, show: ({ cause }) => causeText[cause] ?? cause },
    {
      title: t.reason,
      show: ({ reason, explained_by }) =>
        explained_by === null ? (
          <span className="down">{t.open}</span>
        ) : (
          <>
            <Said>{reason}</Said>
            <span className="quiet">
              {t.by} <PersonName no={explained_by} quiet={false} />
            </span>
          </>
        ),
    },
  ];
  return (
    <Titled title={t.title(f.month(period))} actions={<Link to="/parallel-months">{t.all}</Link>}>
      <div className="stack">
        <Alert
          role="status"
          showIcon
          type={data.unexplained === 0 ? "success" : "warning"}
          title={data.unexplained === 0 ? t.order : t.left(data.unexplained, data.differences)}
          description={
            data.unexplained === 0
              ? t.orderWhy(data.differences)
              : about(
                  t.causes,
                  Object.entries(data.causes)
                    .map(([cause, n]) => `${causeText[cause] ?? cause} ${f.number(n)}`)
                    .join(" · "),
                )
          }
        />
        <Listing
          query={query}
          columns={columns}
          idOf={({ id }) => id}
          empty={t.none}
          label={t.title(f.month(period))}
          actions={(difference) => {
            if (difference.explained_by !== null) return null;
            if (difference.employee === me.employee_no) return <span className="quiet">{t.self}</span>;
            return <Explain period={period} difference={difference} />;
          }}
        />
      </div>
    </Titled>
  );
}
