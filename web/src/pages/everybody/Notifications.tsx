import { Button, Empty } from "antd";
import { useEffect, useMemo } from "react";
import { Link } from "react-router";

import { useNotifications } from "../../api/notifications";
import { useGet } from "../../api/queries";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { Said } from "../../components/Said";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { useNotificationText } from "../../components/notification-text";
import { useMarkSeen } from "../../layout/unread";
import { texts, useTexts } from "../../texts";
import "./home.css";

const both = texts({
  en: { title: "Notifications", none: "Nothing has happened yet.", more: "Show more" },
  zh: { title: "通知", none: "暂无通知。", more: "加载更多" },
});

export default function Notifications() {
  const t = useTexts(both);
  const markSeen = useMarkSeen();
  const { items, newest, isPending, error, retry, hasMore, more, isLoadingMore } = useNotifications();
  const named = useGet("/v1/rewards", { query: { limit: 1000 } }, { enabled: items.some(({ kind }) => kind.startsWith("redemption-")) }).data;
  const rewards = useMemo(() => new Map(named?.items.map(({ code, name }) => [code, name])), [named]);
  const textOf = useNotificationText(rewards);

  useEffect(() => markSeen(newest), [newest, markSeen]);

  return (
    <Titled title={t.title}>
      {isPending && <Loading lines={8} />}
      {error && <Failed error={error} onRetry={retry} />}
      {!isPending && !error && items.length === 0 && <Empty description={t.none} image={Empty.PRESENTED_IMAGE_SIMPLE} />}
      {items.length > 0 && (
        <ul className="lately card">
          {items.map((item) => {
            const { title, detail, to } = textOf(item);
            return (
              <li key={`${item.position} ${item.kind}`}>
                <div className="row apart">
                  <strong>{to ? <Link to={to}>{title}</Link> : title}</strong>
                  <span className="quiet">
                    <When at={item.recorded_at} />
                  </span>
                </div>
                {detail && <Said>{detail}</Said>}
              </li>
            );
          })}
        </ul>
      )}
      {hasMore && (
        <Button onClick={more} loading={isLoadingMore} style={{ marginTop: 16 }}>
          {t.more}
        </Button>
      )}
    </Titled>
  );
}
