import { Input, InputNumber, type InputNumberProps, type InputProps } from "antd";

import { plainNumber } from "./numbers";

/** A whole number. */
export function NumberInput(props: Omit<InputNumberProps<number>, "parser">) {
  return <InputNumber<number> precision={0} inputMode="numeric" {...props} parser={(typed) => plainNumber(typed ?? "") as unknown as number} />;
}

/** A number that is sent as it is written: with all its places. */
export function ExactInput(props: Omit<InputNumberProps<string>, "parser" | "stringMode">) {
  return <InputNumber<string> stringMode inputMode="decimal" controls={false} {...props} parser={(typed) => plainNumber(typed ?? "")} />;
}

type Props = Omit<InputProps, "value" | "onChange"> & { value?: string; onChange?: (typed: string) => void };

/** An amount as text, which its form judges. What an input method is still composing is left alone. */
export function AmountInput({ onChange, ...rest }: Props) {
  return (
    <Input
      inputMode="decimal"
      autoComplete="off"
      {...rest}
      onChange={({ target, nativeEvent }) => onChange?.((nativeEvent as InputEvent).isComposing ? target.value : plainNumber(target.value))}
      onCompositionEnd={({ currentTarget }) => onChange?.(plainNumber(currentTarget.value))}
    />
  );
}
