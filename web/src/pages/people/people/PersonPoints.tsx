import type { Person } from "../../../api/directory";
import { type ItemOf, useGet, useList } from "../../../api/queries";
import { Files } from "../../../components/Files";
import { type Column, Listing } from "../../../components/Listing";
import { Points } from "../../../components/Points";
import { TakeBackEntry } from "../../../components/TakeBackEntry";
import { TagName } from "../../../components/TagName";
import { When } from "../../../components/When";
import { useFormats } from "../../../formats";
import { holds, useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";
import { EntryTitle } from "../../everybody/EntryTitle";
import { LeaversPoints } from "./LeaversPoints";

const both = texts({
  en: {
    title: "Entries",
    balance: (n: string) => `Balance ${n}`,
    held: (n: string) => `, ${n} held`,
    none: "No entries yet.",
    what: "Entry",
    tag: "Tag",
    points: "Points",
    after: "Balance",
    when: "When",
  },
  zh: {
    title: "积分明细",
    balance: (n: string) => `余额 ${n}`,
    held: (n: string) => `，冻结 ${n}`,
    none: "账户还没有明细。",
    what: "内容",
    tag: "价值标签",
    points: "积分",
    after: "余额",
    when: "时间",
  },
});

type Entry = ItemOf<"/v1/accounts/{employee_no}/entries">;

/** The balance and its entries, the newest first. */
export function PersonPoints({ person }: { person: Person }) {
  const t = useTexts(both);
  const f = useFormats();
  const no = person.employee_no;
  const path = { employee_no: no };
  const { data: account } = useGet("/v1/accounts/{employee_no}", { path });
  const query = useList("/v1/accounts/{employee_no}/entries", { path, query: { limit: 10 } });
  const mayTakeBack = holds(useMe(), ["hr", "manager"]);
  const columns: Column<Entry>[] = [
    { title: t.what, lead: true, show: (entry) => <EntryTitle entry={entry} /> },
    { title: t.tag, show: ({ tag }) => tag && <TagName code={tag} /> },
    { title: t.points, number: true, show: ({ points, rank_only }) => <Points points={rank_only ?? points} change /> },
    { title: t.after, number: true, show: ({ balance }) => <Points points={balance} /> },
    { title: t.when, show: ({ occurred_at }) => <When at={occurred_at} /> },
  ];
  return (
    <section className="stack">
      <div className="row apart">
        <h2 style={{ margin: 0, fontSize: 18 }}>
          {t.title}
        </h2>
        <span className="number">
          {account && t.balance(f.points(account.balance))}
          {account && account.held > 0 && t.held(f.points(account.held))}
        </span>
      </div>
      {account && <LeaversPoints person={person} balance={account.balance} />}
      <Listing
        query={query}
        columns={columns}
        idOf={({ position }) => String(position)}
        empty={t.none}
        label={t.title}
        actions={mayTakeBack ? (entry) => <TakeBackEntry entry={entry} /> : undefined}
      />
      {query.items.length > 0 && (
        <div className="row">
          <Files path={`/v1/accounts/${no}/entries`} />
        </div>
      )}
    </section>
  );
}
