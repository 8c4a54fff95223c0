import { DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { Link } from "react-router";

import type { Schemas } from "../../api/client";
import { useList } from "../../api/queries";
import { type Column, Listing } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { Titled } from "../../components/Titled";
import { When } from "../../components/When";
import { useFilters } from "../../components/search-params";
import { texts, useTexts } from "../../texts";
import { EventContent } from "./EventContent";
import { useEventName, useEventTypes } from "./event-names";

type Event = Schemas["EventView"];

const both = texts({
  en: {
    title: "Events",
    lead: "Everything that happened, newest first. Nothing is ever changed or deleted.",
    subject: "Subject, such as claim:…, or a name or number",
    actor: "Done by (name or number)",
    type: "What happened",
    days: "Recorded between",
    position: "Position",
    what: "Event",
    about: "About",
    who: "Done by",
    recorded: "Recorded",
    content: "Content",
    none: "No events match.",
  },
  zh: {
    title: "事件",
    lead: "发生过的一切，最新的在前。任何事件都不会被修改或删除。",
    subject: "对象，例如 claim:…，或姓名、工号",
    actor: "操作人（姓名或工号）",
    type: "事件类型",
    days: "记录时间",
    position: "位置",
    what: "事件",
    about: "对象",
    who: "操作人",
    recorded: "记录时间",
    content: "内容",
    none: "没有符合条件的事件。",
  },
});

const NAMES = ["subject", "actor", "type", "from", "to"] as const;

export default function Events() {
  const t = useTexts(both);
  const nameOf = useEventName();
  const types = useEventTypes();
  const [filters, change] = useFilters(NAMES);
  const query = useList("/v1/audit/events", { query: { ...given(filters), limit: 50 } });
  const columns: Column<Event>[] = [
    { title: t.position, number: true, show: ({ position }) => position },
    { title: t.what, lead: true, show: ({ type }) => nameOf(type) },
    { title: t.about, show: ({ stream }) => <Link to={`/audit/subjects/${encodeURIComponent(stream)}`}>{stream}</Link> },
    { title: t.who, show: ({ actor }) => <PersonName no={actor} /> },
    { title: t.recorded, show: ({ recorded_at }) => <When at={recorded_at} exact /> },
    { title: t.content, wideOnly: true, tall: true, show: (event) => <EventContent event={event} folded /> },
  ];
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        <search className="columns">
          <Typed label={t.subject} value={filters.subject} onChange={(subject) => change({ subject })} />
          <Typed label={t.actor} value={filters.actor} onChange={(actor) => change({ actor })} />
          <Select
            aria-label={t.type}
            placeholder={t.type}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            style={{ width: "100%" }}
            options={types}
            value={filters.type.replace(/\.\d+$/, "") || undefined}
            onChange={(type?: string) => change({ type: type ?? null })}
          />
          <DatePicker.RangePicker
            aria-label={t.days}
            style={{ width: "100%" }}
            value={filters.from && filters.to ? [dayjs(filters.from), dayjs(filters.to)] : null}
            onChange={(days) => change({ from: days?.[0]?.format("YYYY-MM-DD"), to: days?.[1]?.format("YYYY-MM-DD") })}
          />
        </search>
        <Listing query={query} columns={columns} idOf={({ position }) => String(position)} empty={t.none} label={t.title} filters={[]} />
      </div>
    </Titled>
  );
}

function given({ subject, actor, type, from, to }: Record<(typeof NAMES)[number], string>) {
  return {
    ...(subject && { subject }),
    ...(actor && { actor }),
    ...(type && { type }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

/** Asked when Enter is pressed or the field is left: not at each letter. */
function Typed({ label, value, onChange }: { label: string; value: string; onChange: (typed: string) => void }) {
  const [typed, setTyped] = useState(value);
  return (
    <Input
      aria-label={label}
      placeholder={label}
      allowClear
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value === "") onChange("");
      }}
      onPressEnter={() => onChange(typed.trim())}
      onBlur={() => onChange(typed.trim())}
    />
  );
}
