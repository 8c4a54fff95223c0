/** The shapes of charts that several reports have. */
import type { EChartsCoreOption } from "echarts/core";

export interface Series {
  name: string;
  values: number[];
  /** Where it says more than the next of the usual ones. */
  color?: string;
}

const GRID = { left: 8, right: 16, top: 16, bottom: 40, containLabel: true };
const LINES = { splitLine: { lineStyle: { color: "rgba(128,140,138,.25)" } } };

/** Bars side by side in time; `stacked`, on one another. */
export function columns(categories: string[], series: Series[], format: (value: number) => string): EChartsCoreOption {
  return {
    grid: GRID,
    legend: series.length > 1 ? { bottom: 0 } : { show: false },
    tooltip: { renderMode: "richText", confine: true, trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value: unknown) => format(Number(value)) },
    xAxis: { type: "category", data: categories },
    yAxis: { type: "value", axisLabel: { formatter: (value: number) => format(value) }, ...LINES },
    series: series.map(({ name, values }) => ({ type: "bar", name, data: values, stack: "all", barMaxWidth: 48 })),
  };
}

/** Bars from left to right, the longest on top: names have room. */
export function bars(categories: string[], series: Series[], format: (value: number) => string, stacked = true): EChartsCoreOption {
  return {
    grid: { ...GRID, bottom: series.length > 1 ? 40 : 16 },
    legend: series.length > 1 ? { bottom: 0 } : { show: false },
    tooltip: { renderMode: "richText", confine: true, trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value: unknown) => format(Number(value)) },
    // A few points less than nothing take the room that they need, and not that of a whole step.
    xAxis: { type: "value", min: ({ min }: { min: number }) => Math.min(0, min), axisLabel: { formatter: (value: number) => format(value), hideOverlap: true }, ...LINES },
    yAxis: { type: "category", data: categories, inverse: true, axisLabel: { width: 96, overflow: "truncate" } },
    series: series.map(({ name, values, color }) => ({
      type: "bar",
      name,
      data: values,
      barMaxWidth: 28,
      ...(stacked ? { stack: "all" } : {}),
      ...(color ? { itemStyle: { color } } : {}),
    })),
  };
}

/** As tall as its bars need. */
export const heightOf = (rows: number): number => Math.max(180, 64 + rows * 36);
