/** Who decides for somebody, as far as the reader's directory shows it: the manager, else the head above, else an hr. */
import { useDepartments, usePeople } from "../../api/directory";

/** `null`: an hr; `undefined`: not known here, so the service says. */
export function useApproverOf(): (no: string) => string | null | undefined {
  const { of } = usePeople();
  const { departments } = useDepartments();
  const byCode = new Map(departments.map((one) => [one.code, one]));
  const acts = (no: string) => of(no) !== undefined && !of(no)?.left_on;
  return (no) => {
    const person = of(no);
    if (person === undefined || !("manager" in person)) return undefined;
    if (person.manager && acts(person.manager)) return person.manager;
    const passed = new Set<string>();
    for (let code = person.department; code !== null && !passed.has(code); code = byCode.get(code)?.parent ?? null) {
      passed.add(code);
      const head = byCode.get(code)?.head;
      if (head && head !== no && acts(head)) return head;
    }
    return null;
  };
}
