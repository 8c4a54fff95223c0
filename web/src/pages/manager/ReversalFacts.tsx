import type { Schemas } from "../../api/client";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { Said } from "../../components/Said";
import { texts, useTexts } from "../../texts";
import "./facts.css";

const both = texts({
  en: { asked: "Requested by", subject: "Takes back", below: "The balance goes below zero; future credits repay it." },
  zh: { asked: "申请人", subject: "撤销对象", below: "余额将低于零，由之后的积分抵扣。" },
});

/** What another hr wants to take back by force. */
export function ReversalFacts({ reversal }: { reversal: Schemas["ReversalView"] }) {
  const t = useTexts(both);
  return (
    <>
      <p className="waiting-lead">
        <strong>
          <Points points={-reversal.points} change />
        </strong>{" "}
        <span className="quiet">{t.below}</span>
      </p>
      {reversal.reason && <Said>{reversal.reason}</Said>}
      <dl className="manager-facts">
        <div>
          <dt>{t.asked}</dt>
          <dd>
            <PersonName no={reversal.requested_by} />
          </dd>
        </div>
        <div>
          <dt>{t.subject}</dt>
          <dd>{reversal.subject}</dd>
        </div>
      </dl>
    </>
  );
}
