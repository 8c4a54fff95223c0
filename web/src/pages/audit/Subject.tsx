/** One subject's history, step by step from its beginning: who, when, what, why. */
import { Button } from "antd";
import { Link, useParams } from "react-router";

import { useList } from "../../api/queries";
import { ClaimTitle } from "../../components/ClaimTitle";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { PersonName } from "../../components/PersonName";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { texts, useTexts } from "../../texts";
import { ChainStatus } from "./ChainStatus";
import { EventContent } from "./EventContent";
import { useEventName } from "./event-names";
import "./audit.css";

const both = texts({
  en: {
    title: "History, step by step",
    none: "No events about this subject.",
    earlier: "Show earlier steps",
    behalf: "on behalf of",
    position: (n: number) => `position ${n}`,
    all: "All events",
  },
  zh: {
    title: "逐步历史",
    none: "没有关于此对象的事件。",
    earlier: "加载更早的步骤",
    behalf: "代表",
    position: (n: number) => `位置 ${n}`,
    all: "全部事件",
  },
});

export default function Subject() {
  const t = useTexts(both);
  const nameOf = useEventName();
  const { subject = "" } = useParams();
  const { items, isPending, error, retry, hasMore, more } = useList("/v1/audit/events", { query: { subject, limit: 200 } });
  return (
    <Titled title={t.title} lead={<span className="said">{subject.startsWith("claim:") ? <ClaimTitle id={subject.slice("claim:".length)} /> : subject}</span>} actions={<Link to="/audit/events">{t.all}</Link>}>
      <div className="stack">
        <ChainStatus />
        {isPending && <Loading lines={8} />}
        {error && <Failed error={error} onRetry={retry} />}
        {!isPending && !error && items.length === 0 && <p className="quiet">{t.none}</p>}
        {hasMore && (
          <div>
            <Button onClick={more}>{t.earlier}</Button>
          </div>
        )}
        <ol className="steps">
          {items.toReversed().map((event) => (
            <li key={event.position}>
              <h2>{nameOf(event.type)}</h2>
              <p className="quiet" style={{ margin: 0 }}>
                <PersonName no={event.actor} />
                {event.on_behalf_of && (
                  <>
                    {" "}
                    {t.behalf} <PersonName no={event.on_behalf_of} />
                  </>
                )}{" "}
                · <When at={event.recorded_at} exact /> · {t.position(event.position)}
              </p>
              <EventContent event={event} />
            </li>
          ))}
        </ol>
      </div>
    </Titled>
  );
}
