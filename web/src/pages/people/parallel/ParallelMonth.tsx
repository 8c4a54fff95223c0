/** One month: every difference with its likely cause, explained, one or several at once, until none is left. */
import { Alert } from "antd";
import { Link, useParams } from "react-router";

import type { Schemas } from "../../../api/client";
import { usePeople } from "../../../api/directory";
import { useGet, useList } from "../../../api/queries";
import type { BulkAction } from "../../../components/bulk";
import { Choices } from "../../../components/Choices";
import { Failed } from "../../../components/Failed";
import { type Column, Listing } from "../../../components/Listing";
import { Loading } from "../../../components/Loading";
import { PersonName } from "../../../components/PersonName";
import { Points } from "../../../components/Points";
import { Said } from "../../../components/Said";
import { useFilters } from "../../../components/search-params";
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
    difference: "Difference",
    sum: (points: string) => `Differences add up to ${points}`,
    every: "All causes",
    explain: "Explain",
    means: "One reason for all of them, saved with your name.",
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
    difference: "差异",
    sum: (points: string) => `差异合计 ${points}`,
    every: "全部原因",
    explain: "说明",
    means: "所选各项使用同一说明，与您的姓名一并保存。",
    cause: "可能原因",
    reason: "说明",
    by: "说明人",
    open: "待说明",
    self: "与本人有关的由另一位 HR 说明",
  },
});

type Difference = Schemas["DifferenceView"];
type Cause = Difference["cause"];

export default function ParallelMonth() {
  const t = useTexts(both);
  const about = useAbout();
  const causeText = useTexts(causes);
  const f = useFormats();
  const me = useMe();
  const { of: personOf } = usePeople();
  const { period = "" } = useParams();
  const path = { period };
  const [filters, filter] = useFilters(["cause"] as const);
  const cause = (filters.cause || undefined) as Cause | undefined;
  const { data, error, refetch } = useGet("/v1/parallel-months/{period}", { path, query: { limit: 1, cause } });
  const query = useList("/v1/parallel-months/{period}", { path, query: { limit: 100, cause } });
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
    { title: t.difference, number: true, show: ({ difference }) => <Points points={difference} change /> },
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
  const mayExplain = ({ explained_by, employee }: Difference): boolean => explained_by === null && employee !== me.employee_no;
  const explain: BulkAction<Difference> = {
    label: t.explain,
    path: "/v1/parallel-months/{period}/explanations",
    at: () => ({ period }),
    may: mayExplain,
    reason: "needed",
    body: ({ employee, id }, reason) => ({ employee_no: employee, difference: id, reason }),
    about: (one) => `${personOf(one.employee)?.name ?? one.employee} · ${causeText[one.cause] ?? one.cause}`,
    means: t.means,
    primary: true,
  };
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
        <div className="listing-filters">
          <Choices
            label={t.cause}
            value={filters.cause}
            onChange={(chosen) => filter({ cause: chosen })}
            choices={[{ value: "", label: t.every }, ...Object.keys(data.causes).map((value) => ({ value, label: causeText[value] ?? value }))]}
          />
          <span className="number">{t.sum(f.change(data.difference))}</span>
        </div>
        <Listing
          bulk={[explain]}
          filters={[]}
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
