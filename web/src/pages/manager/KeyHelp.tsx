import { texts, useTexts } from "../../texts";
import { useWide } from "../../theme";

const both = texts({
  en: { keys: [["j", "next"], ["k", "previous"], ["a", "approve"], ["r", "return"], ["x", "reject"], ["s", "select"], ["u", "undo"]], swipe: "Swipe right to approve, left for more." },
  zh: { keys: [["j", "下一条"], ["k", "上一条"], ["a", "批准"], ["r", "退回"], ["x", "驳回"], ["s", "选择"], ["u", "撤销"]], swipe: "右滑批准，左滑更多操作。" },
}); // prettier-ignore

/** What the keyboard does here; on a phone, what a swipe does. */
export function KeyHelp() {
  const t = useTexts(both);
  const wide = useWide(720);
  if (!wide) return <p className="quiet waiting-help">{t.swipe}</p>;
  return (
    <p className="quiet waiting-help">
      {t.keys.map(([key, does]) => (
        <span key={key}>
          <kbd>{key}</kbd> {does}
        </span>
      ))}
    </p>
  );
}
