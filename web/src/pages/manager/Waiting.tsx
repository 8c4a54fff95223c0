/** What waits for me: one list, decided with a tap, a swipe or a key. */
import { Button, Empty, Segmented } from "antd";
import { useEffect, useRef, useState } from "react";

import { Problem } from "../../api/problem";
import { Failed } from "../../components/Failed";
import { Loading } from "../../components/Loading";
import { Titled } from "../../components/Titled";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { DecisionSheet } from "./DecisionSheet";
import { InWhoseName } from "./InWhoseName";
import { KeyHelp } from "./KeyHelp";
import { WaitingRow } from "./WaitingRow";
import { DECISIONS, type Decision, useApprove } from "./decisions";
import { useStandIns } from "./stand-ins";
import { type WaitingItem, useWaitingItems } from "./waiting-items";
import { useKeys } from "./waiting-keys";
import "../../components/listing.css";
import "./waiting.css";

const both = texts({
  en: { title: "Waiting for me", none: "Nothing is waiting for you.", label: "To decide", mine: "For me", others: "On an approver’s behalf", longer: "There is more than is listed here.", more: "Show more" },
  zh: { title: "待我处理", none: "没有待处理的事项。", label: "待处理事项", mine: "待我处理", others: "代审批人处理", longer: "还有更多事项未列出。", more: "加载更多" },
});

export default function Waiting() {
  const t = useTexts(both);
  const me = useMe();
  const own = holds(me, ["manager", "hr"]);
  const principals = useStandIns("claims", "redemptions");
  const [chosen, setChosen] = useState<string | null>(null);
  const onBehalfOf = chosen ?? (own ? null : (principals[0] ?? null));
  const { items, isPending, error, retry, hasMore, isLoadingMore, more } = useWaitingItems(onBehalfOf);
  const approve = useApprove(onBehalfOf);
  /** Decided here, and not yet gone from what the service tells. */
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [problems, setProblems] = useState<ReadonlyMap<string, Problem>>(new Map());
  const [ofOthers, setOfOthers] = useState(false);
  const [current, setCurrent] = useState<string | null>(null);
  const [sheet, setSheet] = useState<{ item: WaitingItem; decision: Decision } | null>(null);
  const list = useRef<HTMLUListElement>(null);

  const left = items.filter(({ key }) => !gone.has(key));
  const shown = left.filter(({ others = false }) => others === ofOthers);
  const elsewhere = left.filter(({ others = false }) => others).length;
  const place = shown.findIndex(({ key }) => key === current);

  // What the service does not tell any more is forgotten here: a returned claim may come again.
  useEffect(() => {
    const told = new Set(items.map(({ key }) => key));
    setGone((was) => ([...was].every((key) => told.has(key)) ? was : new Set([...was].filter((key) => told.has(key)))));
  }, [items]);

  const focusOn = (key: string) => list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  const closed = sheet === null;
  useEffect(() => {
    if (closed && current !== null) focusOn(current);
    // When the sheet closes, and not whenever another one is current.
  }, [closed]);
  const goTo = (at: number) => {
    const item = shown[Math.max(0, Math.min(at, shown.length - 1))];
    if (item === undefined) return;
    setCurrent(item.key);
    focusOn(item.key);
  };
  const leave = (item: WaitingItem) => {
    const at = shown.findIndex(({ key }) => key === item.key);
    setGone((was) => new Set(was).add(item.key));
    const next = shown[at + 1] ?? shown[at - 1];
    setCurrent(next?.key ?? null);
    if (next) requestAnimationFrame(() => focusOn(next.key));
  };
  const comeBack = (key: string, problem: Problem) => {
    setGone((was) => new Set([...was].filter((one) => one !== key)));
    setProblems((was) => new Map(was).set(key, problem));
  };
  const decide = (item: WaitingItem, decision: Decision) => {
    if (!DECISIONS[item.kind].includes(decision)) return;
    if (decision !== "approve") {
      setSheet({ item, decision });
      return;
    }
    setProblems((was) => new Map([...was].filter(([key]) => key !== item.key)));
    leave(item);
    approve(item).catch((problem: unknown) => {
      if (!(problem instanceof Problem)) throw problem;
      comeBack(item.key, problem);
    });
  };
  useKeys(sheet === null, {
    j: () => goTo(place + 1),
    k: () => goTo(place - 1),
    a: () => shown[place] && decide(shown[place], "approve"),
    r: () => shown[place] && decide(shown[place], "return"),
    x: () => shown[place] && decide(shown[place], "reject"),
  });

  return (
    <Titled title={t.title}>
      <div className="stack">
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
        {isPending && <Loading lines={8} />}
        {error && <Failed error={error} onRetry={retry} />}
        {!isPending && !error && shown.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.none} />}
        {shown.length > 0 && <KeyHelp />}
        <ul className="waiting" ref={list} aria-label={t.label}>
          {shown.map((item) => (
            <WaitingRow
              key={item.key}
              item={item}
              current={item.key === current}
              problem={problems.get(item.key) ?? null}
              onDecide={(decision) => decide(item, decision)}
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
        onBehalfOf={onBehalfOf}
        onClose={() => setSheet(null)}
        onDone={(item) => {
          setSheet(null);
          leave(item);
        }}
      />
    </Titled>
  );
}
