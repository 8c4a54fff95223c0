import { Choices } from "../../components/Choices";
import { PersonName } from "../../components/PersonName";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: { whose: "Acting as", own: "Myself", for: "On behalf of" },
  zh: { whose: "以谁的名义", own: "以本人名义", for: "代理" },
});

interface Props {
  /** Who delegated to the reader; nothing is asked where nobody did. */
  principals: string[];
  value: string | null;
  onChange: (principal: string | null) => void;
  /** Whether the reader may do it in their own name. */
  own?: boolean;
}

export function InWhoseName({ principals, value, onChange, own = true }: Props) {
  const t = useTexts(both);
  if (principals.length === 0) return null;
  return (
    <Choices
      label={t.whose}
      value={value ?? ""}
      onChange={(chosen) => onChange(chosen || null)}
      choices={[
        ...(own ? [{ value: "", label: t.own }] : []),
        ...principals.map((no) => ({
          value: no,
          label: (
            <>
              {t.for} <PersonName no={no} />
            </>
          ),
        })),
      ]}
    />
  );
}
