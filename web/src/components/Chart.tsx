/**
 * A chart, drawn by ECharts on a canvas; loaded only by pages that have one. It is a picture beside the same numbers in
 * a list, so it needs a name for who does not see it, and can be saved as an image.
 */
import { BarChart, GraphChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, type EChartsType, init, use as register } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { Button } from "antd";
import { useEffect, useRef } from "react";

import { texts, useTexts } from "../texts";
import { useDark } from "../theme";

register([BarChart, GraphChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const both = texts({ en: { save: "Save as image" }, zh: { save: "保存为图片" } });

const LIGHT = ["#0f766e", "#d97706", "#4f46e5", "#be185d", "#65a30d", "#0284c7", "#9333ea", "#b45309"];
const DARK = ["#2dd4bf", "#fbbf24", "#a5b4fc", "#f9a8d4", "#bef264", "#7dd3fc", "#d8b4fe", "#fdba74"];

/** An axis does not take the chart's own text colour, and would be dark on dark. */
const inked = (axis: unknown, color: string): unknown => axis && { ...axis, axisLabel: { ...(axis as { axisLabel?: object }).axisLabel, color } };

interface Props {
  option: EChartsCoreOption;
  /** What the picture shows, in a sentence. */
  label: string;
  /** The file's name without its ending. */
  name: string;
  height?: number;
}

export function Chart({ option, label, name, height = 320 }: Props) {
  const t = useTexts(both);
  const dark = useDark();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);

  useEffect(() => {
    if (place.current === null) return undefined;
    const made = init(place.current);
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const ink = dark ? "#c6d2d0" : "#45514f";
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    chart.current?.setOption(
      {
        color: dark ? DARK : LIGHT,
        textStyle: { color: ink, fontFamily: getComputedStyle(document.body).fontFamily },
        animation: !still,
        // Drawn as text on the canvas: a tooltip of HTML would carry inline styles, which the page's policy forbids.
        tooltip: { renderMode: "richText", confine: true },
        ...option,
        xAxis: inked(option.xAxis, ink),
        yAxis: inked(option.yAxis, ink),
        legend: { type: "scroll", textStyle: { color: ink }, pageTextStyle: { color: ink }, ...(option.legend as object) },
      },
      { notMerge: true },
    );
  }, [option, dark]);

  const save = () => {
    const url = chart.current?.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: dark ? "#141c1b" : "#ffffff" });
    if (url === undefined) return;
    const link = document.createElement("a");
    link.href = url;
    link.download = `${name}.png`;
    link.click();
  };
  return (
    <figure style={{ margin: 0 }}>
      <div ref={place} role="img" aria-label={label} style={{ height, width: "100%" }} />
      <figcaption>
        <Button size="small" onClick={save}>
          {t.save}
        </Button>
      </figcaption>
    </figure>
  );
}
