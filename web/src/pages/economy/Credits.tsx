import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { type Column, Listing } from "../../components/Listing";
import { Points } from "../../components/Points";
import { Said } from "../../components/Said";
import { TagName } from "../../components/TagName";
import { CREDITS, TakeBackEntry } from "../../components/TakeBackEntry";
import { When } from "../../components/When";
import { texts, useTexts } from "../../texts";
import { EntryTitle } from "../everybody/EntryTitle";

type Entry = Schemas["Entry"];

const both = texts({
  en: { label: "Credits", none: "Nothing has been credited yet.", what: "Entry", tag: "Tag", points: "Points", reason: "Reason", when: "When" },
  zh: { label: "入账积分", none: "还没有入账积分。", what: "内容", tag: "价值标签", points: "积分", reason: "理由", when: "时间" },
});

/** What somebody was credited with by somebody, the newest first, each to be taken back where it was not. */
export function Credits({ employee }: { employee: string }) {
  const t = useTexts(both);
  const query = useList("/v1/accounts/{employee_no}/entries", { path: { employee_no: employee }, query: { limit: 100 } });
  const columns: Column<Entry>[] = [
    { title: t.what, lead: true, show: (entry) => <EntryTitle entry={entry} /> },
    { title: t.tag, show: ({ tag }) => tag && <TagName code={tag} /> },
    { title: t.points, number: true, show: ({ points }) => <Points points={points} change /> },
    { title: t.reason, show: ({ reason }) => <Said>{reason}</Said> },
    { title: t.when, show: ({ occurred_at }) => <When at={occurred_at} /> },
  ];
  return (
    <Listing
      query={{ ...query, items: query.items.filter(({ kind }) => CREDITS.includes(kind)) }}
      columns={columns}
      idOf={({ position }) => String(position)}
      empty={t.none}
      label={t.label}
      actions={(entry) => <TakeBackEntry entry={entry} />}
    />
  );
}
