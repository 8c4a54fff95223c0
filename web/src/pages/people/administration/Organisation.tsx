/** The organisation's settings, each with what it means; who may not change one reads it. */
import { useGet } from "../../../api/queries";
import { Failed } from "../../../components/Failed";
import { Loading } from "../../../components/Loading";
import { Titled } from "../../../components/Titled";
import { holds, useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";
import { Fact } from "../people/Fact";
import { Backdating } from "./Backdating";
import { LeaverPolicy } from "./LeaverPolicy";
import { Limits } from "./Limits";
import { LotTerm } from "./LotTerm";
import { NameAndLanguage } from "./NameAndLanguage";
import "../../../components/facts.css";

const both = texts({
  en: { title: "Organisation", fixed: "Can’t be changed", zone: "Time zone", currency: "Currency", id: "Identifier" },
  zh: { title: "组织设置", fixed: "创建后不可修改", zone: "时区", currency: "币种", id: "标识" },
});

export default function Organisation() {
  const t = useTexts(both);
  const me = useMe();
  const { data, error, refetch } = useGet("/v1/organisation");
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={8} />;
  const admin = holds(me, ["admin"]);
  const hr = holds(me, ["hr"]);
  return (
    <Titled title={t.title}>
      <div className="columns">
        <NameAndLanguage settings={data} mayChange={admin} />
        <Backdating settings={data} mayChange={hr} />
        <LotTerm settings={data} mayChange={admin} />
        <LeaverPolicy settings={data} mayChange={admin || hr} />
        <Limits settings={data} mayChange={hr} />
        <section className="card">
          <h2>{t.fixed}</h2>
          <dl className="facts">
            <Fact title={t.id}>{data.id}</Fact>
            <Fact title={t.zone}>{data.time_zone}</Fact>
            <Fact title={t.currency}>{data.currency}</Fact>
          </dl>
        </section>
      </div>
    </Titled>
  );
}
