import { Button } from "antd";

import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import type { ListQuery } from "../../api/queries";
import { texts, useTexts } from "../../texts";
import { GrantedRow } from "./GrantedRow";
import { SendingGrant } from "./SendingGrant";
import type { Outbox, Purse } from "./granted";
import { principalOf } from "./grantable";
import type { Granted } from "./recent";

const both = texts({
  en: { title: "What I granted", none: "What you grant shows here at once, on all your devices, and can be taken back for 24 hours.", more: "Show more" },
  zh: { title: "我授予的积分", none: "授予后会立即显示在这里，各设备一致，24 小时内可以撤销。", more: "显示更多" },
}); // prettier-ignore

/** What is on its way, and below it what the service has on record. One grant stands there once, whichever comes first:
 * the answer, or the news of it. */
export function GrantedList({ outbox, grants, purse }: { outbox: Outbox; grants: ListQuery<Granted>; purse: Purse }) {
  const t = useTexts(both);
  // While one is being recorded, what is newer than it may be that one: it waits for the answer.
  const until = Math.min(...outbox.items.filter(({ state }) => state === "sending").map(({ since }) => since));
  const recorded = grants.items.filter(({ position }) => position <= until);
  const shown = new Set(recorded.map(({ id }) => id));
  const underWay = outbox.items.filter(({ state, id }) => state === "sending" || (state === "recorded" && !shown.has(id ?? "")));
  const nothing = underWay.length === 0 && recorded.length === 0;
  return (
    <section className="card grants granted" data-testid="granted">
      <h2>{t.title}</h2>
      {grants.isPending && <Loading />}
      {grants.error && <Failed error={grants.error} onRetry={grants.retry} />}
      {nothing && !grants.isPending && !grants.error && <p className="quiet">{t.none}</p>}
      <ul>
        {underWay.map((one) => (
          <SendingGrant key={one.key} grant={one} onChange={(changed) => outbox.change(one.key, changed)} />
        ))}
        {recorded.map((one) => (
          <GrantedRow key={one.id} grant={one} onBehalfOf={principalOf(purse)} />
        ))}
      </ul>
      {grants.hasMore && (
        <Button loading={grants.isLoadingMore} onClick={grants.more}>
          {t.more}
        </Button>
      )}
    </section>
  );
}
