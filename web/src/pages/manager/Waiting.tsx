/** What waits for me: one list, decided with a tap, a swipe or a key, one by one or several at once. */
import { Alert, Button, Empty, Segmented } from "antd";
import { useEffect, useRef, useState } from "react";

import { type Refused, dismiss, useHeld } from "../../api/held";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { Titled } from "../../components/Titled";
import { beginGesture, isSameGesture } from "../../components/gesture";
import { isTyping, useKeys } from "../../components/keys";
import { said, useSaid } from "../../problems";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { type Asked, DecisionSheet } from "./DecisionSheet";
import { InWhoseName } from "./InWhoseName";
import { KeyHelp } from "./KeyHelp";
import { Selected, isSelectable } from "./Selected";
import { WaitingRow } from "./WaitingRow";
import { WaitingTabs } from "./WaitingTabs";
import { type Body, DECISIONS, type Decision, useDecide } from "./decisions";
import { useStandIns } from "./stand-ins";
import { type WaitingItem, useWaitingItems } from "./waiting-items";
import "../../components/listing.css";
import "./waiting.css";

const both = texts({
  en: { title: "Waiting for me", none: "Nothing is waiting for you.", label: "To decide", mine: "For me", others: "On an approver’s behalf", longer: "There is more than is listed here.", more: "Show more", refused: (what: string) => `Not done: ${what}` },
  zh: { title: "待我处理", none: "没有待处理的事项。", label: "待处理事项", mine: "待我处理", others: "代审批人处理", longer: "还有更多事项未列出。", more: "加载更多", refused: (what: string) => `未完成：${what}` },
}); // prettier-ignore

export default function Waiting() {
  const t = useTexts(both);
  const me = useMe();
  const own = holds(me, ["manager", "hr"]);
  const principals = useStandIns("claims", "redemptions");
  const [chosen, setChosen] = useState<string | null>(null);
  const onBehalfOf = chosen ?? (own ? null : (principals[0] ?? null));
  const { items, isPending, error, retry, hasMore, isLoadingMore, more } = useWaitingItems(onBehalfOf);
  const { away, refused, back } = useHeld();
  const send = useDecide(onBehalfOf);
  const [ofOthers, setOfOthers] = useState(false);
  const [current, setCurrent] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [sheet, setSheet] = useState<Asked | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const none = useRef<HTMLDivElement>(null);

  const left = items.filter(({ key }) => !away.has(key));
  const shown = left.filter(({ others = false }) => others === ofOthers);
  const elsewhere = left.filter(({ others = false }) => others).length;
  const place = shown.findIndex(({ key }) => key === current);
  const selectable = shown.filter(isSelectable);
  const marked = selectable.filter(({ key }) => selected.has(key));

  const focusOn = (key: string) => list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  const closed = sheet === null;
  useEffect(() => {
    if (closed && current !== null) focusOn(current);
    // When the sheet closes, and not whenever another one is current.
  }, [closed]);
  useEffect(() => {
    const found = back && left.find(({ key }) => key === back.key);
    if (!found || isTyping(document.activeElement)) return;
    setOfOthers(found.others ?? false);
    setCurrent(found.key);
    requestAnimationFrame(() => focusOn(found.key));
    // When something comes back, and not whenever the list is another one.
  }, [back]);
  const goTo = (at: number) => {
    const item = shown[Math.max(0, Math.min(at, shown.length - 1))];
    if (item === undefined) return;
    setCurrent(item.key);
    focusOn(item.key);
  };
  /** Where the keyboard goes on once these have gone: what follows, else what was before. */
  const leave = (gone: readonly WaitingItem[]) => {
    const keys = new Set(gone.map(({ key }) => key));
    const last = shown.findLastIndex(({ key }) => keys.has(key));
    const next = shown.slice(last + 1).concat(shown.slice(0, last + 1).toReversed()).find(({ key }) => !keys.has(key)); // prettier-ignore
    setCurrent(next?.key ?? null);
    requestAnimationFrame(() => (next ? focusOn(next.key) : none.current?.focus()));
  };
  const done = (gone: readonly WaitingItem[], decision: Decision, body?: Body, taken?: () => void) => {
    beginGesture();
    send(gone, decision, body, taken);
    setSelected(new Set());
    leave(gone);
  };
  const decide = (asked: readonly WaitingItem[], decision: Decision) => {
    const [first, ...rest] = asked;
    if (isSameGesture() || first === undefined || !DECISIONS[first.kind].includes(decision)) return;
    if (decision === "approve") done(asked, decision);
    else setSheet({ items: [first, ...rest], decision });
  };
  const mark = (key: string, is: boolean) => setSelected((was) => new Set(is ? [...was, key] : [...was].filter((one) => one !== key)));
  const at = shown[place];
  useKeys(
    sheet === null,
    {
      a: () => at && decide([at], "approve"),
      r: () => at && decide([at], "return"),
      x: () => at && decide([at], "reject"),
      s: () => at && isSelectable(at) && mark(at.key, !selected.has(at.key)),
    },
    { j: () => goTo(place + 1), k: () => goTo(place - 1) },
  );
  const problemOf = (key: string) => refused.find((one) => one.key === key)?.problem ?? null;
  const lost = isPending ? [] : refused.filter(({ key }) => !left.some((item) => item.key === key));

  return (
    <Titled title={t.title}>
      <div className="stack">
        <WaitingTabs />
        <InWhoseName principals={principals} value={onBehalfOf} onChange={setChosen} own={own} />
        {(elsewhere > 0 || ofOthers) && (
          <Segmented<string>
            size="large"
            value={ofOthers ? "others" : "mine"}
            onChange={(whose) => setOfOthers(whose === "others")}
            options={[
              { value: "mine", label: `${t.mine} (${left.length - elsewhere})` },
              { value: "others", label: `${t.others} (${elsewhere})` },
            ]}
          />
        )}
        {lost.map((one) => (
          <Lost key={one.key} title={t.refused(one.said)} refused={one} />
        ))}
        {isPending && <Loading lines={8} />}
        {error && <Failed error={error} onRetry={retry} />}
        {!isPending && !error && shown.length === 0 && (
          <div ref={none} tabIndex={-1}>
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.none} />
          </div>
        )}
        {shown.length > 0 && <KeyHelp />}
        {selectable.length > 1 && (
          <Selected
            selected={marked}
            selectable={selectable.length}
            onAll={(all) => setSelected(new Set(all ? selectable.map(({ key }) => key) : []))}
            onDecide={(decision) => decide(marked, decision)}
          />
        )}
        <ul className="waiting" ref={list} aria-label={t.label}>
          {shown.map((item, at) => (
            <WaitingRow
              key={item.key}
              item={item}
              place={at + 1}
              of={`${shown.length}${hasMore ? "+" : ""}`}
              onBehalfOf={onBehalfOf}
              current={item.key === current}
              problem={problemOf(item.key)}
              selected={isSelectable(item) && selectable.length > 1 ? selected.has(item.key) : null}
              onSelect={(is) => mark(item.key, is)}
              onDecide={(decision) => decide([item], decision)}
              onFocus={() => setCurrent(item.key)}
            />
          ))}
        </ul>
        {hasMore && (
          <div className="listing-more">
            <p className="quiet">{t.longer}</p>
            <Button onClick={more} loading={isLoadingMore}>
              {t.more}
            </Button>
          </div>
        )}
      </div>
      <DecisionSheet
        asked={sheet}
        onClose={() => setSheet(null)}
        onDecide={(decision, body, taken) => {
          if (sheet === null) return;
          setSheet(null);
          done(sheet.items, decision, body, taken);
        }}
      />
    </Titled>
  );
}

/** Refused, and nothing that waits any more: somebody else was there first. */
function Lost({ title, refused }: { title: string; refused: Refused }) {
  const why = said(refused.problem, useSaid()).title;
  return <Alert type="warning" showIcon role="alert" title={title} description={why} closable={{ onClose: () => dismiss(refused.key) }} />;
}
