/**
 * The search over everything: pages are found here, people, tags, rewards and claims by the service, which answers what
 * the reader may see. The keys stay in the field; arrows go through what was found.
 */
import { CheckSquareOutlined, FileTextOutlined, GiftOutlined, SearchOutlined, TagOutlined, UserOutlined } from "@ant-design/icons";
import { type ComponentType, type KeyboardEvent, type ReactNode, useDeferredValue, useId, useLayoutEffect, useRef, useState } from "react";
import { type NavigateOptions, type To, useNavigate } from "react-router";

import type { Schemas } from "../api/client";
import { useDepartments } from "../api/directory";
import { useGet } from "../api/queries";
import { ClaimState } from "../components/ClaimState";
import { useLookAt } from "../components/look";
import { PlainNames } from "../components/PersonLink";
import { PersonName } from "../components/PersonName";
import { TagName } from "../components/TagName";
import { useInWords } from "../components/tag-in-words";
import { useFormats } from "../formats";
import { useMe } from "../session/session";
import { useSettled } from "../settled";
import { texts, useLanguage, useTexts } from "../texts";
import { GROUPS, mayOpen } from "./menu-pages";
import { pagesFound } from "./search-pages";
import "./search.css";

const both = texts({
  en: {
    hint: "Name, number, pinyin, tag, claim, page",
    close: "Close",
    pages: "Pages",
    people: "People",
    tags: "Value tags",
    rewards: "Rewards",
    claims: "Claims",
    points: (n: string) => `${n} points`,
    erased: "No longer readable",
    none: "Nothing found. Try a part of the name, its pinyin or the number.",
    failed: "People and claims can’t be searched at the moment; pages can.",
    asking: "Looking…",
    found: (n: number) => `${n} found`,
    keys: "↑↓ choose · Enter open · Esc close",
  },
  zh: {
    hint: "姓名、工号、拼音、标签、申报或页面",
    close: "关闭",
    pages: "页面",
    people: "人员",
    tags: "价值标签",
    rewards: "兑换项",
    claims: "申报",
    points: (n: string) => `${n} 积分`,
    erased: "内容已不可读",
    none: "没有找到。可尝试姓名、拼音或工号的一部分。",
    failed: "暂时无法搜索人员与申报，页面仍可查找。",
    asking: "正在查找…",
    found: (n: number) => `找到 ${n} 项`,
    keys: "↑↓ 选择 · Enter 打开 · Esc 关闭",
  },
});

interface Option {
  key: string;
  icon: ComponentType<{ "aria-hidden"?: boolean }>;
  label: ReactNode;
  hint?: ReactNode;
  to: To;
  how?: NavigateOptions;
}
interface Group {
  title: string;
  options: Option[];
}

/** Letters that the service takes. */
const LONGEST = 100;
const WAIT_MS = 120;

export default function Search({ label, onClose }: { label: string; onClose: () => void }) {
  const t = useTexts(both);
  const id = useId();
  const go = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { groups, state } = useFound(useDeferredValue(typed));
  const options = groups.flatMap((group) => group.options);
  const current = options[Math.min(at, options.length - 1)];

  // Its own way to be over everything: the page under it is out of reach, and the focus goes back where it was.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  useLayoutEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current?.key]);

  const open = ({ to, how }: Option) => {
    onClose();
    void go(to, how);
  };
  const pressed = (event: KeyboardEvent) => {
    // What an input method is composing is its own: Enter there ends a word.
    if (event.nativeEvent.isComposing) return;
    const last = options.length - 1;
    if (event.key === "ArrowDown") setAt(at >= last ? 0 : at + 1);
    else if (event.key === "ArrowUp") setAt(at <= 0 ? last : Math.min(at, last) - 1);
    else if (event.key === "Enter" && current !== undefined) open(current);
    // The first would only empty the field.
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="search" aria-label={label} onClose={onClose} onClick={(event) => event.target === dialog.current && onClose()}>
      <div className="search-field">
        <SearchOutlined aria-hidden />
        <input
          type="search"
          role="combobox"
          aria-label={label}
          aria-expanded={options.length > 0}
          aria-controls={`${id}-found`}
          aria-activedescendant={current && `${id}-${current.key}`}
          aria-autocomplete="list"
          aria-describedby={`${id}-keys`}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={LONGEST}
          placeholder={t.hint}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={pressed}
        />
        <button type="button" className="search-close" onClick={onClose}>
          {t.close}
        </button>
      </div>
      <div className="search-found" id={`${id}-found`} {...(options.length > 0 && { role: "listbox", "aria-label": label })} ref={list}>
        {groups.map(({ title, options: some }) => (
          <div key={title} role="group" aria-label={title}>
            <div className="search-group quiet" aria-hidden="true">
              {title}
            </div>
            {some.map((option) => (
              <div key={option.key} id={`${id}-${option.key}`} role="option" aria-selected={option === current} className="search-option" onClick={() => open(option)}>
                <option.icon aria-hidden />
                <span className="search-label">
                  <PlainNames>{option.label}</PlainNames>
                </span>
                {option.hint && (
                  <span className="search-hint quiet">
                    <PlainNames>{option.hint}</PlainNames>
                  </span>
                )}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p className="search-says quiet" role="status">
        {state === "found" ? <span className="visually-hidden">{t.found(options.length)}</span> : state && t[state]}
      </p>
      <p className="search-keys quiet" id={`${id}-keys`}>
        {t.keys}
      </p>
    </dialog>
  );
}

type Said = "none" | "failed" | "asking" | "found" | null;

/** What is found for what was typed, by kind; and what is to be said about it. */
function useFound(typed: string): { groups: Group[]; state: Said } {
  const asked = typed.trim();
  const settled = useSettled(asked, WAIT_MS);
  const { data, error, isFetching, isPlaceholderData } = useGet("/v1/search", { query: { q: settled } }, { enabled: settled !== "", keep: true });
  const kinds = useKinds();
  const pages = usePages(asked);
  const found = asked === "" || data === undefined ? [] : kinds(data);
  const groups = [pages.surely, ...found, pages.perhaps].filter(({ options }) => options.length > 0);
  const waits = settled !== asked || isFetching || isPlaceholderData;
  const nothing = error ? "failed" : waits ? "asking" : "none";
  return { groups, state: asked === "" ? null : error ? "failed" : groups.length > 0 ? "found" : nothing };
}

/** Pages by their names and other words for them; which is called just so stands before all else. */
function usePages(asked: string): { surely: Group; perhaps: Group } {
  const t = useTexts(both);
  const me = useMe();
  const language = useLanguage();
  const group = (pages: ReturnType<typeof pagesFound>["surely"]): Group => ({
    title: t.pages,
    options: pages.map(({ path, label, icon, group: of }) => ({
      key: path,
      icon: icon ?? FileTextOutlined,
      label: label[language],
      hint: GROUPS[of][language],
      to: path,
    })),
  });
  const { surely, perhaps } = pagesFound(asked, me);
  return { surely: group(surely), perhaps: group(perhaps) };
}

function useKinds(): (found: Schemas["Found"]) => Group[] {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const lookAt = useLookAt();
  const { nameOf } = useDepartments();
  const inWords = useInWords();
  const shop = ["/catalogue", "/rewards"].find((path) => mayOpen(path, me));
  return ({ people, tags, rewards, claims }) => [
    {
      title: t.people,
      options: people.map(({ employee_no: no, name, department }) => {
        const { to, ...how } = lookAt(no);
        const label = (
          <>
            <bdi>{name ?? t.erased}</bdi> <span className="quiet number">{no}</span>
          </>
        );
        return { key: `person:${no}`, icon: UserOutlined, label, hint: nameOf(department), to, how };
      }),
    },
    {
      title: t.tags,
      options: tags.map(inWords).map(({ code, name }) => ({ key: `tag:${code}`, icon: TagOutlined, label: name, hint: code, to: `/tags/${encodeURIComponent(code)}` })),
    },
    {
      title: t.rewards,
      options: (shop === undefined ? [] : rewards).map(({ code, name, cost }) => ({
        key: `reward:${code}`,
        icon: GiftOutlined,
        label: name,
        hint: t.points(f.points(cost)),
        to: shop ?? "/",
      })),
    },
    {
      title: t.claims,
      options: claims.map(({ id, description, tag, employee, state, reversed }) => ({
        key: `claim:${id}`,
        icon: CheckSquareOutlined,
        label: description ?? t.erased,
        hint: (
          <>
            <TagName code={tag} /> · <PersonName no={employee} quiet={false} /> <ClaimState state={state} reversed={reversed} />
          </>
        ),
        to: `/claims/${id}`,
      })),
    },
  ];
}
