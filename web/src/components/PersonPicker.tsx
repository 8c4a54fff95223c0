import { Select, type SelectProps } from "antd";
import { useState } from "react";

import { KNOWN, usePeople, useDepartments } from "../api/directory";
import { useGet } from "../api/queries";
import { texts, useTexts } from "../texts";
import { holds } from "./searching";
import { SEVERAL } from "./several";

const both = texts({
  en: { who: "Name, pinyin or number", none: "Nobody found. Try a part of the name, its pinyin or the number.", asking: "Looking…" },
  zh: { who: "姓名、拼音或工号", none: "没有找到。可尝试姓名、拼音或工号的一部分。", asking: "正在查找…" },
});

type Props<V> = Pick<SelectProps<V>, "value" | "onChange" | "id" | "disabled" | "autoFocus" | "size" | "allowClear"> & {
  /** Only these may be chosen. */
  among?: (no: string) => boolean;
  "aria-label"?: string;
};

/** Letters of a search that the service takes. */
const LONGEST = 100;

function usePersonSelect(among?: (no: string) => boolean) {
  const t = useTexts(both);
  const { people, whole } = usePeople();
  const { nameOf } = useDepartments();
  const [search, setSearch] = useState("");
  const asked = search.trim().slice(0, LONGEST);
  const found = useGet("/v1/employees", { query: { search: asked, limit: whole ? KNOWN : 50 } }, { enabled: asked !== "", keep: true });
  // Until the service has answered only what holds the letters themselves is offered: Enter takes the first.
  const here = () => people.filter(({ name, employee_no }) => holds(`${employee_no} ${name ?? ""}`, asked));
  const offered = asked === "" ? people : found.data !== undefined && !found.isPlaceholderData ? found.data.items : here();
  return {
    // The service finds by pinyin, too; and what an input method is still composing are letters of it.
    showSearch: { filterOption: false as const, onSearch: setSearch },
    placeholder: t.who,
    notFoundContent: <span className="quiet">{found.isFetching ? t.asking : t.none}</span>,
    style: { width: "100%" },
    virtual: offered.length > 100,
    options: offered.filter(({ employee_no }) => among?.(employee_no) ?? true).map(({ employee_no, name, department }) => ({
      value: employee_no,
      label: `${name ?? employee_no} · ${employee_no} · ${nameOf(department)}`,
    })),
  };
}

/** Choose somebody by name or number. */
export function PersonPicker({ among, ...rest }: Props<string>) {
  return <Select<string> {...usePersonSelect(among)} {...rest} />;
}

/** Choose some people. */
export function PeoplePicker({ among, ...rest }: Props<string[]>) {
  return <Select<string[]> {...SEVERAL} {...usePersonSelect(among)} {...rest} />;
}
