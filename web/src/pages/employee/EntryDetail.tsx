/** Why an entry is as it is: its reason, what a cap or a debt took, which lots were spent, where to read more. */
import { Link } from "react-router";

import type { Schemas } from "../../api/client";
import { Said } from "../../components/Said";
import { dayOf, useFormats } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { entryKinds, isKind } from "./entry-kinds";
import "./history.css";

type Entry = Schemas["Entry"];

const both = texts({
  en: {
    asked: (points: string) => `${points} by the rule; the monthly cap left less.`,
    repays: (points: string) => `${points} of it repaid a balance below zero.`,
    recorded: (day: string) => `Recorded on ${day}; the balances follow this order.`,
    from: (lots: string) => `Taken from: ${lots}`,
    claim: "See the claim",
    redemption: "See the redemption",
  },
  zh: {
    asked: (points: string) => `按规则为 ${points} 分，受当月上限限制。`,
    repays: (points: string) => `其中 ${points} 分用于抵扣欠分。`,
    recorded: (day: string) => `${day} 入账，余额按入账顺序计算。`,
    from: (lots: string) => `扣自：${lots}`,
    claim: "查看申报",
    redemption: "查看兑换",
  },
});

export function EntryDetail({ entry }: { entry: Entry }) {
  const t = useTexts(both);
  const kinds = useTexts(entryKinds);
  const f = useFormats();
  const { time_zone } = useMe();
  const day = (at: string) => dayOf(at, time_zone);
  const [about, id] = entry.subject.split(/:(.*)/);
  const lots = entry.lots.map(({ lot, points }) => {
    const kind = lot.split(":")[0] ?? "";
    return `${isKind(kind) ? kinds[kind] : kind} ${f.points(points)}`;
  });
  return (
    <div className="entry-detail">
      {entry.reason && <Said>{entry.reason}</Said>}
      {entry.asked !== null && entry.asked !== entry.points && <p className="quiet">{t.asked(f.points(entry.asked))}</p>}
      {entry.repays > 0 && <p className="quiet">{t.repays(f.points(entry.repays))}</p>}
      {day(entry.recorded_at) !== day(entry.occurred_at) && <p className="quiet">{t.recorded(f.date(entry.recorded_at))}</p>}
      {lots.length > 0 && <p className="quiet">{t.from(lots.join(" · "))}</p>}
      {about === "claim" && id && <Link to={`/claims/${id}`}>{t.claim}</Link>}
      {about === "redemption" && <Link to="/redemptions">{t.redemption}</Link>}
    </div>
  );
}
