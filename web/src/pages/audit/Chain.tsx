import { useGet } from "../../api/queries";
import { Titled } from "../../components/Titled";
import { texts, useTexts } from "../../texts";
import { ChainStatus } from "./ChainStatus";

const both = texts({
  en: {
    title: "Chain",
    lead: "Proof that history has not been altered.",
    how: "How it works",
    text: (format: string) => `Format ${format}. At each position, SHA-256 over the previous hash and the stored bytes of the event. If an event is changed, missing, added or swapped, every later hash differs.`,
    own: "Anyone with the database can verify it without this page: ledger verify.",
  },
  zh: {
    title: "哈希链",
    lead: "证明历史未被改动。",
    how: "工作原理",
    text: (format: string) => `格式 ${format}。逐个位置对前一哈希与事件的存储字节做 SHA-256。任何事件被修改、删除、插入或调换，其后的所有哈希都会不同。`,
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
