import { Select, type SelectProps } from "antd";
import { useState } from "react";

import { usePeople, useDepartments } from "../api/directory";
import { useGet } from "../api/queries";
import { texts, useTexts } from "../texts";
import { SEVERAL } from "./several";

const both = texts({ en: { who: "Name or number" }, zh: { who: "姓名或工号" } });

type Props<V> = Pick<SelectProps<V>, "value" | "onChange" | "id" | "disabled" | "autoFocus" | "size" | "allowClear"> & {
  /** Only these may be chosen. */
  among?: (no: string) => boolean;
  "aria-label"?: string;
};

function usePersonSelect(among?: (no: string) => boolean) {
  const t = useTexts(both);
  const { people, whole } = usePeople();
  const { nameOf } = useDepartments();
  const [search, setSearch] = useState("");
  const found = useGet("/v1/employees", { query: { search, limit: 50 } }, { enabled: !whole && search.trim().length > 0, keep: true });
  const offered = (found.data?.items ?? people).filter(({ employee_no }) => among?.(employee_no) ?? true);
  return {
    showSearch: { optionFilterProp: "search", ...(whole ? {} : { filterOption: false }), onSearch: setSearch },
    placeholder: t.who,
    style: { width: "100%" },
    virtual: offered.length > 100,
    options: offered.map(({ employee_no, name, department }) => ({
      value: employee_no,
      label: `${name ?? employee_no} · ${employee_no} · ${nameOf(department)}`,
      search: `${name ?? ""} ${employee_no}`,
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
