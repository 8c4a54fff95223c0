import { Button, Input } from "antd";
import { useNavigate } from "react-router";

import type { Schemas } from "../../../api/client";
import { useFormats } from "../../../formats";
import { plural, texts, useTexts } from "../../../texts";
import { Line } from "./Line";
import { Verified } from "./Verified";
import { useSeen } from "./useHome";

const both = texts({
  en: {
    title: "Search the history", placeholder: "Somebody’s name or number, or claim:…", find: "Search", new: (n: number) => `${plural(n, "event")} since you last looked`, looked: "Nothing was recorded since you last looked.",
    all: "All events", mark: "I have looked at these", proof: "Proof", after: (n: number) => `${plural(n, "event")} recorded since, not verified yet`,
    unusual: "Out of the ordinary", since: (day: string) => `since ${day}`, none: "Nothing taken back, forced or backdated.",
    reversals: (n: number) => `${plural(n, "credit")} taken back`, forced: (n: number) => `${plural(n, "forced reversal")}`, backdated: (n: number) => `${plural(n, "credit")} for what happened more than 7 days before`,
  },
  zh: {
    title: "查找历史", placeholder: "姓名、工号，或 claim:…", find: "查找", new: (n: number) => `您上次查看之后有 ${n} 个新事件`, looked: "您上次查看之后没有新的记录。",
    all: "全部事件", mark: "标记为已查看", proof: "完整性证明", after: (n: number) => `此后又有 ${n} 个事件，尚未验证`,
    unusual: "异常情况", since: (day: string) => `自 ${day} 起`, none: "没有撤销、强制撤销或补记。",
    reversals: (n: number) => `${n} 笔积分被撤销`, forced: (n: number) => `${n} 笔强制撤销`, backdated: (n: number) => `${n} 笔入账补记了 7 天以前的事`,
  },
}); // prettier-ignore

/** An auditor's desk: look for something, what is new, whether it is proven, what is out of the ordinary. */
export default function AuditHome({ audit }: { audit: Schemas["AuditHome"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const navigate = useNavigate();
  const [, keepSeen] = useSeen();
  const unusual = (["reversals", "forced", "backdated"] as const).filter((kind) => audit[kind] > 0);
  return (
    <div className="columns">
      <section className="card">
        <h2>{t.title}</h2>
        <search>
          <Input.Search
            size="large"
            aria-label={t.placeholder}
            placeholder={t.placeholder}
            enterButton={t.find}
            onSearch={(subject) => void navigate(`/audit/events${subject.trim() ? `?subject=${encodeURIComponent(subject.trim())}` : ""}`)}
          />
        </search>
        <ul className="home-lines">
          <Line to="/audit/events">{audit.new === null ? t.all : audit.new > 0 ? t.new(audit.new) : t.looked}</Line>
        </ul>
        {audit.new !== 0 && <Button onClick={() => keepSeen(() => audit.head)}>{t.mark}</Button>}
      </section>
      <section className="card">
        <h2>{t.proof}</h2>
        <ul className="home-lines">
          <Verified verification={audit.verification} more={audit.verification && audit.unverified > 0 ? t.after(audit.unverified) : null} />
        </ul>
        <h3>
          {t.unusual} {audit.since && <span className="quiet">{t.since(f.date(audit.since))}</span>}
        </h3>
        {unusual.length === 0 && <p className="quiet">{t.none}</p>}
        <ul className="home-lines">
          {unusual.map((kind) => (
            <Line key={kind} to={kind === "backdated" ? "/audit/events" : "/reversals"}>
              {t[kind](audit[kind])}
            </Line>
          ))}
        </ul>
      </section>
    </div>
  );
}
