import { usePerson } from "../api/directory";
import { texts, useTexts } from "../texts";
import { PersonLink } from "./PersonLink";

const both = texts({ en: { system: "The ledger", key: "Outside system" }, zh: { system: "系统", key: "外部系统" } });

/** Somebody by their number: the name, where one is known, which leads to a look at them; and the number. */
export function PersonName({ no, quiet = true }: { no: string; quiet?: boolean }) {
  const t = useTexts(both);
  const name = usePerson(no)?.name;
  if (no === "system") return <span>{t.system}</span>;
  if (no.startsWith("key:") || no.startsWith("api-key:")) return <span>{t.key}</span>;
  if (!name) return <span>{no}</span>;
  return (
    <span>
      <PersonLink no={no}>
        <bdi>{name}</bdi>
      </PersonLink>{" "}
      {quiet && <span className="quiet number">{no}</span>}
    </span>
  );
}
