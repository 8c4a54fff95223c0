import { Button } from "antd";

import { Problem } from "../api/problem";
import { said, useSaid } from "../problems";
import { texts, useTexts } from "../texts";

const both = texts({ en: { retry: "Try again" }, zh: { retry: "重试" } });

/** Something could not be read: why, and once more. */
export function Failed({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const t = useTexts(both);
  const language = useSaid();
  const { title, advice } = error instanceof Problem ? said(error, language) : { title: error.message, advice: "" };
  return (
    <div className="failed" role="alert">
      <strong>{title}</strong>
      {advice && <p className="quiet">{advice}</p>}
      {onRetry && <Button onClick={onRetry}>{t.retry}</Button>}
    </div>
  );
}
