import type { Schemas } from "../../api/client";
import { useTags } from "../../api/directory";
import { useGet } from "../../api/queries";
import { ChangedSettings } from "../../components/ChangedSettings";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { PersonName } from "../../components/PersonName";
import { Points } from "../../components/Points";
import { Said } from "../../components/Said";
import { SYSTEM, aboves, countersigned } from "../../components/countersigning-words";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { ClaimToDecide } from "./ClaimToDecide";
import "./facts.css";

type Countersignature = Schemas["CountersignatureView"];

const both = texts({
  en: { asked: "Requested by", first: "First approved by", system: "The ledger", why: "Above the limit", tag: "Value tag", subject: "About", policy: (amount: string) => `Leavers: ${amount} per point` },
  zh: { asked: "申请人", first: "首位审批人", system: "系统", why: "超过限额", tag: "价值标签", subject: "对象", policy: (amount: string) => `离职员工积分：每分 ${amount}` },
});

/** What another hr wants done that is above what one does alone, or a claim that was approved once. */
export function CountersignatureFacts({ of, onBehalfOf }: { of: Countersignature; onBehalfOf: string | null }) {
  const t = useTexts(both);
  const f = useFormats();
  const why = useTexts(aboves);
  const what = useTexts(countersigned);
  const tags = useTags();
  const { claim, tag, reason, terms, change } = of.asked as { claim?: string; tag?: string; reason?: string; terms?: { name: string }; change?: { leaver_policy?: { amount_per_point?: string } } };
  const perPoint = change?.leaver_policy?.amount_per_point;
  return (
    <>
      <p className="waiting-lead">
        {what[of.kind]} {of.points !== null && <Points points={of.points} change />} {of.money !== null && <strong>{f.money(of.money)}</strong>}
      </p>
      {reason && <Said>{reason}</Said>}
      <dl className="manager-facts">
        <div>
          <dt>{t.why}</dt>
          <dd>{why[of.above]}</dd>
        </div>
        <div>
          <dt>{of.above === "points-a-claim" ? t.first : t.asked}</dt>
          <dd>{of.asked_by === SYSTEM ? t.system : <PersonName no={of.asked_by} />}</dd>
        </div>
        {tag && !claim && (
          <div>
            <dt>{t.tag}</dt>
            <dd>{tags.of(tag)?.name ?? tag}</dd>
          </div>
        )}
        {!claim && <div>
          <dt>{t.subject}</dt>
          <dd>{terms?.name ?? (perPoint ? t.policy(f.money(perPoint)) : of.subject)}</dd>
        </div>}
      </dl>
      <ChangedSettings of={of} />
      {claim && <ItsClaim id={claim} onBehalfOf={onBehalfOf} />}
    </>
  );
}

function ItsClaim({ id, onBehalfOf }: { id: string; onBehalfOf: string | null }) {
  const header = onBehalfOf === null ? {} : { header: { "On-Behalf-Of": onBehalfOf } };
  const { data, error, refetch } = useGet("/v1/claims/{claim}", { path: { claim: id }, ...header });
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  return data ? <ClaimToDecide claim={data} second /> : <Loading lines={3} />;
}
