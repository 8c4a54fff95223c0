/** What somebody's number on a leaderboard is the sum of, beside the page or over the lower part of a phone. */
import { Button, Drawer } from "antd";

import { useList } from "../../api/queries";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { Points } from "../../components/Points";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { useWide } from "../../theme";
import { EntryRow } from "./EntryRow";
import "../../layout/look.css";

const both = texts({
  en: {
    title: (who: string, points: string, n: number) => `${who}: ${points} ${n === 1 ? "point" : "points"}`,
    lead: "What counts in this rank. Awards, redemptions and expiry never do.",
    close: "Close",
    sum: "Sum",
    none: "Nothing counts here.",
    more: "Show more",
  },
  zh: {
    title: (who: string, points: string) => `${who}：${points} 分`,
    lead: "以下是计入本排名的积分。即时奖励、兑换与到期不计入。",
    close: "关闭",
    sum: "合计",
    none: "这里没有计入的积分。",
    more: "显示更多",
  },
});

interface Props {
  no: string;
  who: string;
  points: number;
  scope: string;
  period: string;
  open: boolean;
  onClose: () => void;
}

export default function PlaceEntries({ who, points, open, onClose, ...of }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  const wide = useWide(720);
  return (
    <Drawer
      open={open}
      onClose={onClose}
      placement={wide ? "right" : "bottom"}
      size={wide ? 420 : "90%"}
      title={t.title(who, f.points(points), points)}
      closable={{ "aria-label": t.close }}
      className="look"
      destroyOnHidden
    >
      <Entries {...of} />
    </Drawer>
  );
}

function Entries({ no, scope, period }: Pick<Props, "no" | "scope" | "period">) {
  const t = useTexts(both);
  const query = useList("/v1/leaderboards/{employee_no}/entries", { path: { employee_no: no }, query: { scope, period } }, { keep: false, staleTime: 0 });
  if (query.error && query.items.length === 0) return <Failed error={query.error} onRetry={query.retry} />;
  if (!query.first) return <Loading lines={6} />;
  return (
    <div className="stack">
      <p className="quiet">{t.lead}</p>
      <div className="row apart">
        <strong>{t.sum}</strong>
        <strong>
          <Points points={query.first.sum} />
        </strong>
      </div>
      {query.items.length === 0 && <p className="quiet">{t.none}</p>}
      <ul className="look-list">
        {query.items.map((entry) => (
          <EntryRow key={entry.position} entry={entry} />
        ))}
      </ul>
      {query.hasMore && (
        <Button loading={query.isLoadingMore} onClick={query.more}>
          {t.more}
        </Button>
      )}
    </div>
  );
}
