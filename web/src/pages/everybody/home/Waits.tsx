import { Link } from "react-router";

import type { Schemas } from "../../../api/client";
import { isInOneList } from "../../../api/waiting";
import { TagName } from "../../../components/TagName";
import { useFormats } from "../../../formats";
import { useMe } from "../../../session/session";
import { plural, texts, useTexts } from "../../../texts";
import { Line } from "./Line";
import type { Home } from "./useHome";

type Waiting = Schemas["WaitingHome"];

const both = texts({
  en: {
    title: "Waiting for you", decided: "Decided", nothing: "Nothing is waiting for you.", returned: "Your claim came back with a question", oldest: (ago: string) => `oldest: ${ago}`,
    approved: (n: number) => `${plural(n, "redemption")} approved: HR will fulfil ${n === 1 ? "it" : "them"}`,
    claims: (n: number) => plural(n, "claim"), redemptions: (n: number) => plural(n, "redemption"), fulfilments: (n: number) => `${plural(n, "redemption")} to fulfil`,
    proposals: (n: number) => plural(n, "proposed tag"), reversals: (n: number) => plural(n, "forced reversal"), countersignatures: (n: number) => `${n} for a second HR`,
    standing_in: (n: number) => `${n} for whom you stand in`,
  },
  zh: {
    title: "待办", decided: "我已处理", nothing: "目前没有需要您处理的事项。", returned: "您的申报被退回，请补充说明", oldest: (ago: string) => `最早：${ago}`,
    approved: (n: number) => `${n} 笔兑换已批准，等待 HR 兑现`,
    claims: (n: number) => `${n} 项申报`, redemptions: (n: number) => `${n} 笔兑换`, fulfilments: (n: number) => `${n} 笔兑换待兑现`,
    proposals: (n: number) => `${n} 个标签提议`, reversals: (n: number) => `${n} 笔强制撤销`, countersignatures: (n: number) => `${n} 项待复核`,
    standing_in: (n: number) => `${n} 项代理事项`,
  },
}); // prettier-ignore

const KINDS = ["claims", "redemptions", "fulfilments", "proposals", "reversals", "countersignatures", "standing_in"] as const;

const countOf = (waiting: Waiting | null): number => KINDS.reduce((sum, kind) => sum + (waiting?.[kind] ?? 0), 0);

/** A claim that came back first, then what I decide, then what I may have soon. */
export function Waits({ home }: { home: Home }) {
  const t = useTexts(both);
  const { waiting, mine } = home;
  const returned = mine?.returned ?? [];
  const approved = mine?.approved ?? 0;
  const inOneList = isInOneList(useMe());
  const nothing = returned.length === 0 && approved === 0 && countOf(waiting) === 0;
  if (nothing && waiting === null) return null;
  return (
    <section className="card">
      <div className="row apart">
        <h2>{t.title}</h2>
        {waiting !== null && inOneList && <Link to="/decided">{t.decided}</Link>}
      </div>
      {nothing && <p className="quiet">{t.nothing}</p>}
      {!nothing && (
        <ul className="home-lines">
          {returned.map((one) => (
            <Returned key={one.claim} returned={one} />
          ))}
          {waiting !== null && countOf(waiting) > 0 && <ToDecide waiting={waiting} />}
          {approved > 0 && <Line to="/redemptions">{t.approved(approved)}</Line>}
        </ul>
      )}
    </section>
  );
}

function Returned({ returned: { claim, tag, question, at } }: { returned: Schemas["Returned"] }) {
  const t = useTexts(both);
  const f = useFormats();
  return (
    <Line to={`/claims/${claim}`} more={question && <q>{question}</q>} beside={f.ago(at)}>
      <strong>{t.returned}</strong> · <TagName code={tag} />
    </Line>
  );
}

function ToDecide({ waiting }: { waiting: Waiting }) {
  const t = useTexts(both);
  const f = useFormats();
  const inOneList = isInOneList(useMe());
  const kinds = KINDS.filter((kind) => waiting[kind] > 0).map((kind) => t[kind](waiting[kind]));
  return (
    <Line to={inOneList ? "/waiting" : "/countersignatures"} beside={waiting.oldest && t.oldest(f.ago(waiting.oldest))}>
      <strong>{f.list(kinds)}</strong>
    </Line>
  );
}
