/** A claim that was returned: what was asked, what was answered, what the answer changed. */
import type { Schemas } from "../api/client";
import { useFormats } from "../formats";
import { texts, useTexts } from "../texts";
import { EvidenceList } from "./EvidenceList";
import { PersonName } from "./PersonName";
import { Said } from "./Said";
import { When } from "./When";
import "./facts.css";

type Round = Schemas["ClaimRound"];
type Change = Schemas["ClaimChange"];

const both = texts({
  en: {
    asked: "Question", answer: "Answer", noAnswer: "No words: the answer is what was changed.", waits: "Not answered yet", changed: "Changed since", nothing: "The answer changed nothing.",
    earlier: (n: number) => `Earlier questions (${n})`, erased: "No longer readable", none: "none", before: "before", now: "now",
    what: { description: "Description", evidence: "Evidence", points: "Points", value: "Value", quantity: "Quantity", value_quantity: "Value quantity" } as Record<Change["what"], string>,
  },
  zh: {
    asked: "退回时的问题", answer: "答复", noAnswer: "未作文字答复，见下方修改。", waits: "尚未答复", changed: "修改内容", nothing: "未修改申报内容。",
    earlier: (n: number) => `此前的问答（${n}）`, erased: "内容已不可读", none: "无", before: "原", now: "现",
    what: { description: "说明", evidence: "证据", points: "积分", value: "创造价值", quantity: "数量", value_quantity: "价值数量" } as Record<Change["what"], string>,
  },
}); // prettier-ignore

/** The last round in full, the earlier ones folded. */
export function ClaimRounds({ rounds }: { rounds: Round[] }) {
  const t = useTexts(both);
  const last = rounds.at(-1);
  if (last === undefined) return null;
  const earlier = rounds.slice(0, -1);
  return (
    <div className="claim-rounds" data-testid="rounds">
      {earlier.length > 0 && (
        <details>
          <summary>{t.earlier(earlier.length)}</summary>
          {earlier.map((round) => (
            <OneRound key={round.asked_at} round={round} />
          ))}
        </details>
      )}
      <OneRound round={last} />
    </div>
  );
}

function OneRound({ round }: { round: Round }) {
  const t = useTexts(both);
  return (
    <dl className="claim-round">
      <dt>
        {t.asked} <span className="quiet">{<PersonName no={round.asked_by} />} · {<When at={round.asked_at} exact />}</span>
      </dt>
      <dd>{round.asked === null ? t.erased : <Said>{round.asked}</Said>}</dd>
      <dt>
        {t.answer} {round.answered_at !== null && <span className="quiet"><When at={round.answered_at} exact /></span>}
      </dt>
      <dd>{round.answered_at === null ? <span className="quiet">{t.waits}</span> : round.answer === null ? <span className="quiet">{t.noAnswer}</span> : <Said>{round.answer}</Said>}</dd>
      {round.answered_at !== null && (
        <>
          <dt>{t.changed}</dt>
          <dd>
            {round.changes.length === 0 && <span className="quiet">{t.nothing}</span>}
            <ul>
              {round.changes.map((change) => (
                <OneChange key={change.what} change={change} />
              ))}
            </ul>
          </dd>
        </>
      )}
    </dl>
  );
}

function OneChange({ change: { what, before, now } }: { change: Change }) {
  const t = useTexts(both);
  const f = useFormats();
  if (what === "evidence" || what === "description") {
    return (
      <li>
        {t.what[what]}
        <Long label={t.before} text={before} />
        <Long label={t.now} text={now} />
      </li>
    );
  }
  const or = (figure: Change["now"]): string =>
    figure === null ? t.none : what === "points" ? f.points(Number(figure)) : what === "value" ? f.money(String(figure)) : f.number(String(figure));
  return (
    <li>
      {t.what[what]}: <del>{or(before)}</del> → <ins>{or(now)}</ins>
    </li>
  );
}

/** A text or a list of evidence as it was, or as it is. */
function Long({ label, text }: { label: string; text: Change["now"] }) {
  return (
    <div className="claim-long">
      <span className="quiet">{label}</span>
      {Array.isArray(text) ? <EvidenceList evidence={text} /> : <Said>{text === null ? null : String(text)}</Said>}
    </div>
  );
}
