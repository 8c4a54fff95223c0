import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { Button } from "antd";

import { useGet } from "../../api/queries";
import { Failed } from "../../components/Failed";
import { useFormats } from "../../formats";
import { texts, useAbout, useTexts } from "../../texts";
import "./audit.css";

const both = texts({
  en: {
    verify: "Verify now",
    again: "Verify again",
    ask: "Every event’s hash includes the one before it. Verification checks the whole chain.",
    sound: (n: string) => `Intact: ${n} events, none altered`,
    broken: (n: string) => `Broken: position ${n} is wrong`,
    hash: "Hash at the end",
    at: "Verified",
    since: "Since",
  },
  zh: {
    verify: "立即验证",
    again: "重新验证",
    ask: "每个事件的哈希都包含前一个事件的哈希，验证会检查整条链。",
    sound: (n: string) => `完好：共 ${n} 个事件，均未被改动`,
    broken: (n: string) => `断裂：位置 ${n} 有误`,
    hash: "链尾哈希",
    at: "验证时间",
    since: "始于",
  },
});

/** Whether the chain is sound: asked for, since it walks all of it; the last answer stays. */
export function ChainStatus() {
  const t = useTexts(both);
  const about = useAbout();
  const f = useFormats();
  const { data, error, isFetching, refetch, dataUpdatedAt } = useGet("/v1/audit/verification", undefined, { enabled: false, staleTime: Infinity });
  return (
    <section className="card chain" aria-live="polite" aria-busy={isFetching}>
      {data && (
        <>
          <div className={`chain-sound ${data.sound ? "up" : "down"}`}>
            {data.sound ? <CheckCircleFilled /> : <CloseCircleFilled />}
            <span>{data.sound ? t.sound(f.points(data.verified)) : t.broken(String(data.wrong_at))}</span>
          </div>
          {data.wrong && <p className="said">{data.wrong}</p>}
          {data.wrong_since && <p className="quiet">{about(t.since, f.time(data.wrong_since))}</p>}
          <div>
            <span className="quiet">{t.hash}</span>
            <div className="hash">{data.hash}</div>
          </div>
          <p className="quiet" style={{ margin: 0 }}>
            {about(t.at, f.time(new Date(dataUpdatedAt).toISOString()))}
          </p>
        </>
      )}
      {!data && <p style={{ margin: 0 }}>{t.ask}</p>}
      {error && <Failed error={error} />}
      <div>
        <Button type={data ? "default" : "primary"} loading={isFetching} onClick={() => void refetch()}>
          {data ? t.again : t.verify}
        </Button>
      </div>
    </section>
  );
}
