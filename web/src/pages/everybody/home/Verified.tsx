import type { Schemas } from "../../../api/client";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { Line } from "./Line";

const both = texts({
  en: { never: "The chain was never verified", sound: (n: string) => `Chain intact: ${n} events verified`, broken: (n: string) => `Chain broken at position ${n}` },
  zh: { never: "哈希链尚未验证过", sound: (n: string) => `哈希链完好：已验证 ${n} 个事件`, broken: (n: string) => `哈希链在位置 ${n} 处断裂` },
}); // prettier-ignore

/** What the last walk over the chain found, and when. */
export function Verified({ verification, more, to = "/audit/chain" }: { verification: Schemas["Verified"] | null; more?: string | null; to?: string }) {
  const t = useTexts(both);
  const f = useFormats();
  if (verification === null) {
    return (
      <Line to={to} wrong>
        {t.never}
      </Line>
    );
  }
  const { sound, verified, wrong_at, at } = verification;
  return (
    <Line to={to} wrong={!sound} more={more} beside={f.ago(at)}>
      {sound ? t.sound(f.points(verified)) : t.broken(String(wrong_at))}
    </Line>
  );
}
