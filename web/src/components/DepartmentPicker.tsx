import { Select, type SelectProps } from "antd";

import { useDepartments } from "../api/directory";
import { SEARCHED } from "./searching";
import { SEVERAL } from "./several";

type Props = Pick<SelectProps, "value" | "onChange" | "id" | "disabled" | "size" | "allowClear" | "mode" | "placeholder" | "style"> & {
  /** Only these may be chosen. */
  among?: (code: string) => boolean;
  "aria-label"?: string;
};

/** Choose a department, or several, by name or code. */
export function DepartmentPicker({ among, style, ...rest }: Props) {
  const { departments } = useDepartments();
  const offered = departments.filter(({ code }) => among?.(code) ?? true);
  return (
    <Select
      showSearch={SEARCHED}
      style={{ width: "100%", ...style }}
      options={offered.map(({ code, name }) => ({ value: code, label: name, search: `${name} ${code}` }))}
      {...rest}
      {...(rest.mode === "multiple" && SEVERAL)}
    />
  );
}
