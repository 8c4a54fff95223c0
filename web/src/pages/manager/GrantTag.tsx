import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";

import { useTags } from "../../api/directory";
import { told } from "../../api/problem";
import { Choices } from "../../components/Choices";
import { NothingYet } from "../../components/NothingYet";
import { holds } from "../../components/searching";
import { useFormats } from "../../formats";
import { said, useSaid } from "../../problems";
import { texts, useTexts } from "../../texts";
import type { Grantable } from "./grantable";

const both = texts({
  en: {
    what: "For what", none: "No tag can be granted to this person. Tags with fixed points are defined by HR.", find: "Find a tag by name or code",
    found: "No tag matches.", all: (n: number) => `All ${n} tags`,
    noneYet: "There are no tags yet. Until there is one, nothing can be granted.", ask: "HR defines them; you can propose one.", fresh: "New tag",
  },
  zh: {
    what: "因为什么", none: "没有可授予此人的标签，固定分值的标签由 HR 定义。", find: "按名称或编码查找标签",
    found: "没有匹配的标签。", all: (n: number) => `全部 ${n} 个标签`,
    noneYet: "还没有标签。有了标签，才能授予积分。", ask: "标签由 HR 设置，您可以提议。", fresh: "新建标签",
  },
}); // prettier-ignore

/** More than these are searched; these stand there, the last used first. */
const MANY = 8;

interface Props {
  tags: Grantable[];
  recent: string[];
  value: string | null;
  onChange: (code: string) => void;
  children?: ReactNode;
}

/** What it is for. A tag of which nothing can be granted now is there and off, with its reason. */
export function GrantTag({ tags, recent, value, onChange, children }: Props) {
  const t = useTexts(both);
  const f = useFormats();
  const language = useSaid();
  const [typed, setTyped] = useState("");
  const [all, setAll] = useState(false);
  const place = ({ tag }: Grantable) => (recent.includes(tag) ? recent.indexOf(tag) : recent.length);
  const ordered = tags.toSorted((one, other) => place(one) - place(other));
  const found = typed === "" ? ordered : ordered.filter(({ name, second_name, tag }) => holds(`${name} ${second_name ?? ""} ${tag}`, typed));
  const first = typed !== "" || all || tags.length <= MANY ? found : found.filter(({ tag }, index) => index < MANY || tag === value);
  const twice = (name: string) => tags.filter((one) => one.name === name).length > 1;
  const hint = ({ problem, points, choice, range, would_credit }: Grantable) => {
    if (problem) return said(told(problem), language).title;
    const within = choice ?? (would_credit === null ? range : null);
    return within && within.min < within.max ? `${f.points(within.min)}–${f.points(within.max)}` : f.points(within?.min ?? would_credit ?? points);
  };
  return (
    <section className="card">
      <h2>{t.what}</h2>
      <div className="stack grant-part">
        {tags.length === 0 && <NoTag />}
        {tags.length > MANY && (
          <Input.Search size="large" allowClear aria-label={t.find} placeholder={t.find} value={typed} onChange={({ target }) => setTyped(target.value)} />
        )}
        {tags.length > 0 && first.length === 0 && <p className="quiet">{t.found}</p>}
        <Choices
          label={t.what}
          value={value}
          onChange={onChange}
          choices={first.map((one) => ({
            value: one.tag,
            label: twice(one.name) ? `${one.name} · ${one.tag}` : one.name,
            hint: hint(one),
            off: one.problem !== null,
          }))}
        />
        {first.length < found.length && (
          <Button type="link" className="grant-all" onClick={() => setAll(true)}>
            {t.all(tags.length)}
          </Button>
        )}
        {children}
      </div>
    </section>
  );
}

/** Nothing can be granted: to this person, or to anybody, since there is no tag at all. */
function NoTag() {
  const t = useTexts(both);
  const { tags, isPending } = useTags();
  if (isPending || tags.length > 0) return <p className="quiet">{t.none}</p>;
  return <NothingYet why={t.noneYet} ask={t.ask} step={{ label: t.fresh, to: "/tags/new", roles: ["hr"] }} />;
}
