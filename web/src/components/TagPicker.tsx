import { Select, type SelectProps } from "antd";

import { type Tag, useTags } from "../api/directory";
import { useRuleText } from "./rule-text";
import { SEARCHED } from "./searching";

type Props = Pick<SelectProps<string>, "value" | "onChange" | "onSelect" | "id" | "disabled" | "size" | "allowClear" | "placeholder"> & {
  among?: (tag: Tag) => boolean;
  "aria-label"?: string;
};

/** Choose a value tag by name or code; its rule stands under it in words. */
export function TagPicker({ among, ...rest }: Props) {
  const { tags, isPending } = useTags();
  const ruleText = useRuleText();
  const offered = tags.filter((tag) => tag.state === "active" && (among?.(tag) ?? true));
  return (
    <Select<string>
      showSearch={SEARCHED}
      style={{ width: "100%" }}
      loading={isPending}
      options={offered.map((tag) => ({ value: tag.code, label: tag.name, rule: ruleText(tag), search: `${tag.name} ${tag.second_name ?? ""} ${tag.code} ${tag.goal ?? ""}` }))}
      optionRender={({ label, data }) => (
        <div>
          <div>{label}</div>
          <div className="quiet" style={{ whiteSpace: "normal", fontSize: 13 }}>
            {(data as { rule: string }).rule}
          </div>
        </div>
      )}
      {...rest}
    />
  );
}
