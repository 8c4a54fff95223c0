/** Health of the projections: how far each is, whether it runs, and what the last walk over the chain found. */
import { Alert } from "antd";

import type { Schemas } from "../../../api/client";
import { useGet } from "../../../api/queries";
import { type Column, Listing } from "../../../components/Listing";
import { State, type Tone } from "../../../components/State";
import { Titled } from "../../../components/Titled";
import { When } from "../../../components/When";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { projectionNames } from "./projection-names";

const both = texts({
  en: {
    title: "Health",
    lead: "Everything you see is worked out from the journal, and follows it by itself. This page refreshes every few seconds.",
    projections: "Data",
    name: "Data",
    state: "State",
    running: "Running",
    rebuilding: "Working it out again",
    stopped: "Stopped",
    position: "Position",
    lag: "Behind",
    version: "Version",
    since: "Stopped",
    stopsAt: (position: string, error: string) => `It could not process event ${position} (${error}). What it had stays as it was; contact the operator.`,
    rebuilds: "The previous data is shown until it is done.",
    none: "No data yet.",
    sound: (head: string) => `The chain is intact up to position ${head}`,
    broken: (at: string) => `The chain is broken at position ${at}`,
    at: "Last verification",
    never: "The chain has not been verified yet",
    neverHow: "An auditor or HR can verify it on the Chain page.",
  },
  zh: {
    title: "运行状况",
    lead: "页面上的所有数字都由日志计算得出，并自动跟进。本页每隔几秒自动刷新。",
    projections: "各项数据",
    name: "数据",
    state: "状态",
    running: "运行中",
    rebuilding: "正在重新计算",
    stopped: "已停止",
    position: "位置",
    lag: "落后",
    version: "版本",
    since: "停止时间",
    stopsAt: (position: string, error: string) => `无法处理位置 ${position} 的事件（${error}）。已有内容保持不变，请联系运维人员。`,
    rebuilds: "完成之前显示原有内容。",
    none: "暂无数据。",
    sound: (head: string) => `哈希链完好，已验证至位置 ${head}`,
    broken: (at: string) => `哈希链在位置 ${at} 处断裂`,
    at: "最近验证",
    never: "哈希链尚未验证",
    neverHow: "审计员或 HR 可在“哈希链”页面验证。",
  },
});

const EVERY_MS = 5000;
type View = Schemas["ProjectionView"];

const TONES: Record<View["state"], Tone> = { running: "good", rebuilding: "waiting", stopped: "bad" };

export default function Projections() {
  const t = useTexts(both);
  const names = useTexts(projectionNames);
  const f = useFormats();
  const { data, isPending, error, refetch } = useGet("/v1/projections", undefined, { refetchInterval: EVERY_MS });
  const why = ({ state, stopped_at, error: kind }: View): string =>
    state === "stopped" ? t.stopsAt(f.number(stopped_at ?? 0), kind ?? "") : state === "rebuilding" ? t.rebuilds : "";
  const columns: Column<View>[] = [
    {
      title: t.name,
      lead: true,
      show: ({ name }) => (
        <>
          {names[name]} <small className="quiet">{name}</small>
        </>
      ),
    },
    {
      title: t.state,
      show: (one) => (
        <>
          <State tone={TONES[one.state]}>{t[one.state]}</State> {one.since && <When at={one.since} />} {why(one) && <div className="said">{why(one)}</div>}
        </>
      ),
    },
    { title: t.position, number: true, show: ({ position }) => f.number(position) },
    { title: t.lag, number: true, show: ({ lag }) => f.number(lag) },
    { title: t.version, number: true, wideOnly: true, show: ({ version }) => f.number(version) },
  ];
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        {data && <Verification of={data.verification} />}
        <Listing
          query={{ items: data?.items ?? [], isPending, error, retry: () => void refetch() }}
          columns={columns}
          idOf={({ name }) => name}
          empty={t.none}
          label={t.projections}
        />
      </div>
    </Titled>
  );
}

function Verification({ of }: { of: Schemas["LastVerification"] | null }) {
  const t = useTexts(both);
  const f = useFormats();
  if (of === null) return <Alert type="info" showIcon title={t.never} description={t.neverHow} />;
  return (
    <Alert
      type={of.sound ? "success" : "error"}
      showIcon
      title={of.sound ? t.sound(f.number(of.verified)) : t.broken(f.number(of.wrong_at ?? 0))}
      description={
        <>
          {t.at} <When at={of.at} exact /> {of.wrong && <span className="said">{of.wrong}</span>}
        </>
      }
    />
  );
}
