import type { Person } from "../../../api/directory";
import { State } from "../../../components/State";
import { texts, useTexts } from "../../../texts";

const both = texts({ en: { left: "Left", coming: "Not started yet" }, zh: { left: "已离职", coming: "尚未入职" } });

/** Said only of who is not employed today. */
export function EmployeeState({ person, day }: { person: Pick<Person, "hired_on" | "left_on">; day: string }) {
  const t = useTexts(both);
  if (person.left_on && person.left_on < day) return <State tone="over">{t.left}</State>;
  if (person.hired_on && person.hired_on > day) return <State tone="waiting">{t.coming}</State>;
  return null;
}
