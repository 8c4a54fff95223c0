/** The one pattern of a report: months in the address, a chart, the same numbers as a list, files. */
import type { UseQueryResult } from "@tanstack/react-query";
import { Empty } from "antd";
import type { ReactNode } from "react";

import { Failed } from "../../components/Failed";
import { Files } from "../../components/Files";
import { Loading } from "../../components/Loading";
import { MonthRange } from "../../components/MonthRange";
import { Titled } from "../../components/Titled";
import { useFilters } from "../../components/search-params";
import { today } from "../../formats";
import { useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";

const both = texts({
  en: { none: "No data for these months." },
  zh: { none: "所选月份没有数据。" },
});

/** The months of the address; half a year up to now where it says none. */
export function useMonths(): { from: string; to: string; change: (range: { from: string; to: string }) => void } {
  const me = useMe();
  const [filters, change] = useFilters(["from", "to"]);
  const now = today(me.time_zone).slice(0, 7);
  const to = filters.to || now;
  const from = filters.from || (to < now ? to : monthsBefore(now, 5));
  return { from, to, change };
}

function monthsBefore(month: string, n: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - n);
  return date.toISOString().slice(0, 7);
}

/** Every month from one to another. */
export function monthsBetween(from: string, to: string): string[] {
  const found: string[] = [];
  for (let month = from; month <= to && found.length < 36; month = monthsBefore(month, -1)) found.push(month);
  return found;
}

interface Props<A> {
  title: string;
  lead: string;
  /** Of the files, without their format. */
  path: string;
  query?: Record<string, string | undefined>;
  months?: ReturnType<typeof useMonths>;
  filters?: ReactNode;
  answer: UseQueryResult<A>;
  isEmpty: (answer: A) => boolean;
  empty?: string;
  children: (answer: A) => ReactNode;
}

export function ReportFrame<A>({ title, lead, path, query, months, filters, answer, isEmpty, empty, children }: Props<A>) {
  const t = useTexts(both);
  const { data, error, refetch } = answer;
  return (
    <Titled title={title} lead={lead} actions={<Files path={path} query={query} />}>
      <div className="stack">
        {(months || filters) && (
          <div className="row">
            {months && <MonthRange from={months.from} to={months.to} onChange={months.change} />}
            {filters}
          </div>
        )}
        {error && <Failed error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Loading lines={10} />}
        {data && (isEmpty(data) ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? t.none} /> : children(data))}
      </div>
    </Titled>
  );
}
