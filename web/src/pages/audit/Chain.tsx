import { useGet } from "../../api/queries";
import { Titled } from "../../components/Titled";
import { texts, useTexts } from "../../texts";
import { ChainStatus } from "./ChainStatus";

const both = texts({
  en: {
    title: "Chain",
    lead: "The proof that nobody touched history.",
    how: "How it is made",
    text: (format: string) => `Format ${format}. Position by position, SHA-256 over the hash before it and the stored bytes of the event. A changed, missing, added or swapped event makes every later hash another one.`,
    own: "Whoever has the database verifies it without this page: ledger verify.",
  },
  zh: {
    title: "哈希链",
    lead: "证明历史未被改动。",
    how: "它如何构成",
    text: (format: string) => `格式 ${format}。逐个位置对前一哈希与事件的存储字节做 SHA-256。任何修改、缺失、插入或调换都会改变其后所有哈希。`,
    own: "持有数据库的人可以不依赖本页面独立验证：ledger verify。",
  },
});

export default function Chain() {
  const t = useTexts(both);
  const { data } = useGet("/v1/audit/verification", undefined, { enabled: false });
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        <ChainStatus />
        <section className="card">
          <h2>{t.how}</h2>
          <p>{t.text(data?.format ?? "points-ledger.journal.1")}</p>
          <p className="quiet">{t.own}</p>
        </section>
      </div>
    </Titled>
  );
}
