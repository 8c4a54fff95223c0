/** Whom and why: the last receivers, and the last reasons for each tag, kept in this browser to be one tap away. */
import { useKept } from "../../components/kept";
import { texts, useTexts } from "../../texts";

interface Used {
  people: string[];
  tag: string | null;
  reasons: Record<string, string[]>;
}

const PEOPLE = 4;
const REASONS = 4;
/** A long one is no chip. */
const LONGEST = 80;

const STARTERS = texts({
  en: ["Helped another department in time", "Solved it before anybody had to ask", "Kept a promise under pressure"],
  zh: ["及时支援了其他部门", "主动发现并解决了问题", "在压力下按时完成了承诺"],
});

const latest = (item: string, items: string[], most: number): string[] => [item, ...items.filter((one) => one !== item)].slice(0, most);

export function useUsed(): { people: string[]; tag: string | null; reasonsFor: (tag: string) => string[]; use: (employee: string, tag: string, reason: string) => void } {
  const starters = useTexts(STARTERS);
  const [used, keep] = useKept<Used>("used", { people: [], tag: null, reasons: {} });
  return {
    people: used.people,
    tag: used.tag,
    reasonsFor: (tag) => {
      const own = used.reasons[tag] ?? [];
      return [...own, ...starters.filter((one) => !own.includes(one))].slice(0, REASONS);
    },
    use: (employee, tag, reason) =>
      keep(({ people, reasons }) => ({
        people: latest(employee, people, PEOPLE),
        tag,
        reasons: reason.length > LONGEST ? reasons : { ...reasons, [tag]: latest(reason, reasons[tag] ?? [], REASONS) },
      })),
  };
}
