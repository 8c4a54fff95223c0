/** The numbers that a tag's rule asks for, in its own units. */
import { Form } from "antd";

import { texts, useTexts } from "../../texts";
import type { Asks } from "../../components/rule-text";
import { ExactInput } from "../../components/NumberInput";

const both = texts({
  en: {
    quantity: (unit: string) => `How much (${unit})`,
    value: (unit: string) => (unit ? `Value quantity (${unit})` : "Value quantity"),
    valueWhy: "Used to work out the value in money; it does not affect the points.",
    needed: "The rule needs a number; enter 0 if there is none",
  },
  zh: {
    quantity: (unit: string) => `数量（${unit}）`,
    value: (unit: string) => (unit ? `价值数量（${unit}）` : "价值数量"),
    valueWhy: "用于计算创造的价值，不影响积分。",
    needed: "规则需要填写数量，没有请填 0",
  },
});

const shared = { size: "large" as const, style: { width: "100%" } };

export function Quantities({ asks: { unit, valueUnit } }: { asks: Asks }) {
  const t = useTexts(both);
  return (
    <>
      {unit !== null && (
        <Form.Item name="quantity" label={t.quantity(unit)} rules={[{ required: true, message: t.needed }]}>
          <ExactInput {...shared} suffix={unit} />
        </Form.Item>
      )}
      {valueUnit !== null && (
        <Form.Item name="value_quantity" label={t.value(valueUnit)} extra={t.valueWhy}>
          <ExactInput {...shared} suffix={valueUnit} />
        </Form.Item>
      )}
    </>
  );
}
