/** One export: its lines, its files, whether payroll has it. */
import { Alert } from "antd";
import { useParams } from "react-router";

import { useGet } from "../../api/queries";
import { Failed } from "../../components/Failed";
import { Files } from "../../components/Files";
import { Listing } from "../../components/Listing";
import { Loading } from "../../components/Loading";
import { PersonName } from "../../components/PersonName";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { ExportState } from "./ExportState";
import { TakeOver } from "./TakeOver";
import { useLineColumns } from "./export-lines";
import { exportFormats, exportKinds } from "../../components/export-words";
import "./economy.css";

const both = texts({
  en: {
    title: (kind: string) => `Export: ${kind}`, state: "State", prepared: "Prepared", taken: "Taken over", total: "Total, before tax", month: "Paid with the wages of", sha: "SHA-256 of the JSON file", files: "Files", lines: "Lines", none: "No lines.",
    reversed: (n: number) => (n === 1 ? "One redemption in it has since been reversed; a later export offsets it." : `${n} redemptions in it have since been reversed; a later export offsets them.`),
  },
  zh: {
    title: (kind: string) => `导出单：${kind}`, state: "状态", prepared: "生成", taken: "接收", total: "合计（税前）", month: "发放月份", sha: "JSON 文件的 SHA-256", files: "文件", lines: "明细", none: "没有明细行。",
    reversed: (n: number) => `其中 ${n} 项兑换之后已撤销，将由之后的导出单冲回。`,
  },
}); // prettier-ignore

export default function ExportPage() {
  const t = useTexts(both);
  const f = useFormats();
  const kinds = useTexts(exportKinds);
  const { id = "" } = useParams();
  const { data, error, refetch } = useGet("/v1/exports/{export}", { path: { export: id } });
  const columns = useLineColumns(data?.kind ?? "");
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={8} />;
  return (
    <Titled title={t.title(kinds[data.kind] ?? data.kind)} actions={<TakeOver of={data} />}>
      <div className="stack">
        <section className="card">
          <dl className="tag-facts">
            <dt>{t.state}</dt>
            <dd>
              <ExportState state={data.state} />
            </dd>
            <dt>{t.prepared}</dt>
            <dd>
              <When at={data.prepared_at} exact /> · <PersonName no={data.prepared_by} />
            </dd>
            {data.taken_over_at && data.taken_over_by && (
              <>
                <dt>{t.taken}</dt>
                <dd>
                  <When at={data.taken_over_at} exact /> · <PersonName no={data.taken_over_by} />
                </dd>
              </>
            )}
            {data.total != null && (
              <>
                <dt>{t.total}</dt>
                <dd>{f.money(data.total)}</dd>
              </>
            )}
            {data.month && (
              <>
                <dt>{t.month}</dt>
                <dd>{f.month(data.month)}</dd>
              </>
            )}
            <dt>{t.files}</dt>
            <dd className="row">
              <Files path={`/v1/exports/${data.id}`} formats={exportFormats} />
            </dd>
            <dt>{t.sha}</dt>
            <dd className="quiet">{data.sha256}</dd>
          </dl>
        </section>
        {data.reversed.length > 0 && <Alert type="warning" showIcon title={t.reversed(data.reversed.length)} />}
        <Listing query={{ items: data.lines, isPending: false, error: null }} columns={columns} idOf={({ subject, reverses }) => `${subject} ${reverses}`} empty={t.none} label={t.lines} />
      </div>
    </Titled>
  );
}
