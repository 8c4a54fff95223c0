import type { Schemas } from "../../api/client";
import { Points } from "../../components/Points";
import { PersonName } from "../../components/PersonName";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { Standing } from "./Standing";
import "./facts.css";

const both = texts({
  en: { bonus: "Bonus", leave: "Leave", training: "Training", custom: "Other", cost: "Points held", pieces: (n: string) => `× ${n}`, approved: "Approved by" },
  zh: { bonus: "奖金", leave: "休假", training: "培训", custom: "其他", cost: "冻结积分", pieces: (n: string) => `× ${n}`, approved: "审批人" },
}); // prettier-ignore

/** What somebody redeems, and for how many points. */
export function RedemptionFacts({ redemption }: { redemption: Schemas["RedemptionView"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const { name, kind, quantity, points, approval, decided_by, decided_on_behalf_of } = redemption;
  return (
    <>
      <p className="waiting-lead">
        <strong className="said">{name}</strong> {quantity > 1 && t.pieces(f.number(quantity))} <span className="quiet">{t[kind]}</span>
      </p>
      <dl className="manager-facts">
        <div>
          <dt>{t.cost}</dt>
          <dd>
            <Points points={points} />
          </dd>
        </div>
        {decided_by && approval !== "none" && (
          <div>
            <dt>{t.approved}</dt>
            <dd>
              <PersonName no={decided_on_behalf_of ?? decided_by} />
            </dd>
          </div>
        )}
      </dl>
      <Standing standing={redemption.standing} />
    </>
  );
}
