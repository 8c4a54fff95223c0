/** Who grants whom, and the pairs that look like trading favours. */
import { useMemo } from "react";

import type { Schemas } from "../../api/client";
import { usePeople } from "../../api/directory";
import { useGet } from "../../api/queries";
import { Chart } from "../../components/Chart";
import { Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { ReportFrame, useMonths } from "./ReportFrame";

const both = texts({
  en: {
    title: "Who grants whom", lead: "An arrow from each giver to each receiver; the wider, the more points.",
    favours: "Possible trading of favours", noFavours: "No two people granted each other a large part of their budgets within a short time.",
    giver: "From", receiver: "To", grants: "Grants", points: "Points", share: "Of the budget", one: "One person", other: "The other",
    given: "Given", returned: "Returned", days: "Closest (days)", all: "All pairs",
  },
  zh: {
    title: "授予关系", lead: "每条箭头连接授予人与获授人，越粗积分越多。",
    favours: "疑似互相授分", noFavours: "没有在短时间内以较大预算互相授予的人。",
    giver: "授予人", receiver: "获授人", grants: "次数", points: "积分", share: "占预算", one: "甲", other: "乙",
    given: "授出", returned: "回授", days: "最近间隔（天）", all: "全部关系",
  },
}); // prettier-ignore

type Row = Schemas["Granted"];
const WIDEST = 8;

export default function GrantsReport() {
  const t = useTexts(both);
  const f = useFormats();
  const months = useMonths();
  const { of } = usePeople();
  const query = { from: months.from, to: months.to };
  const answer = useGet("/v1/reports/grants", { query }, { keep: true });
  const favours = useGet("/v1/reports/favours", { query }, { keep: true });
  const option = useMemo(() => graph(answer.data?.items ?? [], (no) => of(no)?.name ?? no), [answer.data, of]);
  return (
    <ReportFrame title={t.title} lead={t.lead} path="/v1/reports/grants" query={query} months={months} answer={answer} isEmpty={({ items }) => items.length === 0}>
      {({ items }) => (
        <>
          <section className="card">
            <Chart option={option} label={t.lead} name="grants" height={480} />
          </section>
          <section className="stack">
            <h2>{t.favours}</h2>
            <Listing
              query={{ items: favours.data?.items ?? [], isPending: favours.isPending, error: favours.error }}
              label={t.favours}
              idOf={({ one, other }) => `${one} ${other}`}
              empty={t.noFavours}
              columns={[
                { title: t.one, show: ({ one }) => <PersonName no={one} /> },
                { title: t.other, show: ({ other }) => <PersonName no={other} /> },
                { title: t.given, number: true, show: ({ given_points, given_share }) => `${f.points(given_points)} (${f.percent(given_share)})` },
                { title: t.returned, number: true, show: ({ returned_points, returned_share }) => `${f.points(returned_points)} (${f.percent(returned_share)})` },
                { title: t.days, number: true, show: ({ closest_days }) => f.number(closest_days) },
              ]}
            />
          </section>
          <section className="stack">
            <h2>{t.all}</h2>
            <Listing
              query={{ items, isPending: false, error: null }}
              label={t.all}
              idOf={({ giver, receiver }) => `${giver} ${receiver}`}
              empty=""
              columns={[
                { title: t.giver, show: ({ giver }) => <PersonName no={giver} /> },
                { title: t.receiver, show: ({ receiver }) => <PersonName no={receiver} /> },
                { title: t.grants, number: true, show: ({ grants }) => f.points(grants) },
                { title: t.points, number: true, show: ({ points }) => <Points points={points} /> },
                { title: t.share, number: true, show: ({ share_of_budget }) => f.percent(share_of_budget) },
              ]}
            />
          </section>
        </>
      )}
    </ReportFrame>
  );
}

function graph(items: Row[], nameOf: (no: string) => string) {
  const most = Math.max(1, ...items.map(({ points }) => points));
  const received = new Map<string, number>();
  for (const { giver, receiver, points } of items) {
    received.set(giver, received.get(giver) ?? 0);
    received.set(receiver, (received.get(receiver) ?? 0) + points);
  }
  const givers = new Set(items.map(({ giver }) => giver));
  const largest = Math.max(1, ...received.values());
  return {
    legend: { show: false },
    series: [
      {
        type: "graph",
        layout: "circular",
        // Room for the names around it.
        left: 60,
        right: 60,
        top: 60,
        bottom: 60,
        circular: { rotateLabel: true },
        roam: true,
        label: { show: true, position: "right", color: "inherit" },
        edgeSymbol: ["none", "arrow"],
        edgeSymbolSize: 7,
        lineStyle: { color: "source", curveness: 0.2, opacity: 0.7 },
        categories: [{ name: "giver" }, { name: "receiver" }],
        data: [...received].map(([no, points]) => ({
          id: no,
          name: nameOf(no),
          value: points,
          category: givers.has(no) ? 0 : 1,
          symbolSize: 10 + (26 * points) / largest,
        })),
        links: items.map(({ giver, receiver, points }) => ({
          source: giver,
          target: receiver,
          value: points,
          lineStyle: { width: 1 + (WIDEST * points) / most },
        })),
      },
    ],
  };
}
