import { useEffect, useState } from "react";

import { after } from "./moments";

/** What is typed, once nobody has typed for so long. */
export function useSettled(typed: string, ms: number): string {
  const [settled, settle] = useState(typed);
  useEffect(() => after(ms, () => settle(typed)), [typed, ms]);
  return settled;
}
