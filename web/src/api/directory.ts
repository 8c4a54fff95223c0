/** Names of people, departments and tags, which most pages show: read once and kept for minutes. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { apart, useInWords } from "../components/tag-in-words";
import { passed } from "../moments";
import { type Schemas, client, got } from "./client";
import { keyOf, useGet } from "./queries";

export type Person = Schemas["PersonView"];
export type Tag = Schemas["TagView"];

const MINUTES = 5 * 60_000;
/** An organisation of this size is known whole; of a larger one, a search finds the others. */
export const KNOWN = 1000;

export function usePeople(): { people: Person[]; whole: boolean; of: (no: string) => Person | undefined } {
  const { data } = useGet("/v1/employees", { query: { limit: KNOWN } }, { staleTime: MINUTES });
  return useMemo(() => {
    const people = data?.items ?? [];
    const byNo = new Map(people.map((person) => [person.employee_no, person]));
    return { people, whole: data !== undefined && data.next_cursor === null, of: (no: string) => byNo.get(no) };
  }, [data]);
}

/** Somebody whom those that are known leave out, if they are a person; those who are shown at once are asked for together. */
export function usePerson(no: string): Person | undefined {
  const { of, whole, people } = usePeople();
  const known = of(no);
  const asks = known === undefined && !whole && people.length > 0 && no !== "" && !no.includes(":") && no !== "system";
  const { data } = useQuery({ queryKey: keyOf("/v1/employees/{employee_no}", { path: { employee_no: no } }), queryFn: () => together(no), enabled: asks, staleTime: Infinity });
  return known ?? data ?? undefined;
}

const AT_ONCE = 100;
interface Asked {
  numbers: Set<string>;
  answer: Promise<Map<string, Person>>;
}
let asked: Asked | null = null;

async function together(no: string): Promise<Person | null> {
  if (asked === null || asked.numbers.size === AT_ONCE) {
    const numbers = new Set<string>();
    asked = { numbers, answer: passed(0).then(() => named(numbers)) };
  }
  asked.numbers.add(no);
  return (await asked.answer).get(no) ?? null;
}

async function named(numbers: Set<string>): Promise<Map<string, Person>> {
  if (asked?.numbers === numbers) asked = null;
  const { items } = await got(client.GET("/v1/employees", { params: { query: { number: [...numbers], limit: AT_ONCE } } }));
  return new Map(items.map((person) => [person.employee_no, person]));
}

/** As the reader calls them; two of the same name with their codes. */
export function useTags(): { tags: Tag[]; of: (code: string) => Tag | undefined; isPending: boolean } {
  const { data, isPending } = useGet("/v1/tags", { query: { limit: 1000 } }, { staleTime: MINUTES });
  const inWords = useInWords();
  return useMemo(() => {
    const tags = apart((data?.items ?? []).map(inWords));
    const byCode = new Map(tags.map((tag) => [tag.code, tag]));
    return { tags, of: (code: string) => byCode.get(code), isPending };
  }, [data, isPending, inWords]);
}

export function useDepartments(): { departments: Schemas["DepartmentView"][]; nameOf: (code: string | null) => string } {
  const { data } = useGet("/v1/departments", undefined, { staleTime: MINUTES });
  return useMemo(() => {
    const departments = data?.items ?? [];
    const names = new Map(departments.map(({ code, name }) => [code, name]));
    return { departments, nameOf: (code: string | null) => (code === null ? "" : (names.get(code) ?? code)) };
  }, [data]);
}
