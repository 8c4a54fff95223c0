/** The columns of what is booked for redemptions: lines that wait, and lines of an export. */
import type { Schemas } from "../../api/client";
import type { Column } from "../../components/Listing";
import { PersonName } from "../../components/PersonName";
import { State } from "../../components/State";
import { When } from "../../components/When";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { Benefit } from "../employee/Benefit";

export type Line = Schemas["LineView"];

const both = texts({
  en: { who: "Employee", reward: "Reward", what: "Benefit", pieces: "Pieces", on: "Fulfilled on", item: "Pay item", tax: "Tax class", note: "Note", reverses: "Taken back", leaver: "Points of a leaver" },
  zh: { who: "员工", reward: "兑换项", what: "内容", pieces: "份数", on: "兑现日期", item: "工资项目", tax: "计税类别", note: "备注", reverses: "冲回", leaver: "离职积分结算" },
});

export function useLineColumns(kind: string): Column<Line>[] {
  const t = useTexts(both);
  const f = useFormats();
  return [
    { title: t.who, lead: true, show: ({ employee_no }) => <PersonName no={employee_no} /> },
    { title: t.reward, show: ({ name }) => (name === null ? t.leaver : <span className="said">{name}</span>) },
    { title: t.what, show: (line) => <Benefit of={line} /> },
    { title: t.pieces, number: true, show: ({ quantity }) => f.points(quantity) },
    ...(kind === "bonus"
      ? [
          { title: t.item, show: ({ pay_item }: Line) => pay_item },
          { title: t.tax, show: ({ tax_class }: Line) => tax_class },
        ]
      : []),
    { title: t.on, show: ({ fulfilled_on }) => <When at={fulfilled_on} /> },
    { title: t.note, show: ({ reverses }) => reverses && <State tone="bad">{t.reverses}</State> },
  ];
}
