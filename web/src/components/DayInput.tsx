import { Input, type InputProps } from "antd";
import { useId } from "react";

import { useFormats } from "../formats";

/**
 * A day, or a month, by the device's own picker, which a thumb knows and which loads nothing. Its field is in the
 * browser's language and order: below stands what was chosen in words of the page's language.
 */
export function DayInput({ type = "date", ...props }: Omit<InputProps, "type"> & { type?: "date" | "month" }) {
  const f = useFormats();
  const id = useId();
  const value = String(props.value ?? "");
  const isWhole = type === "date" ? /^\d{4}-\d\d-\d\d$/.test(value) : /^\d{4}-\d\d$/.test(value);
  return (
    <>
      <Input type={type} style={{ maxWidth: 240 }} {...props} aria-describedby={[props["aria-describedby"], id].filter(Boolean).join(" ")} />
      <div id={id} className="quiet">
        {isWhole && (type === "date" ? f.date(value) : f.month(value))}
      </div>
    </>
  );
}
