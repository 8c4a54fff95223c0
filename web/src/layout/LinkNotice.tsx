import { Alert } from "antd";

import { useLive } from "../api/stream";
import { texts, useTexts } from "../texts";

const both = texts({
  en: { broken: "The connection is lost. What you see may be out of date. Connecting again…" },
  zh: { broken: "连接已断开，当前内容可能不是最新的，正在重新连接…" },
});

export function LinkNotice() {
  const t = useTexts(both);
  const { link } = useLive();
  if (link !== "broken") return null;
  return <Alert type="warning" showIcon banner role="status" title={t.broken} style={{ position: "sticky", top: 64, zIndex: 10, marginBottom: 16 }} />;
}
