import { texts, useTexts } from "../texts";
import { Said } from "./Said";
import "./facts.css";

const both = texts({ en: { none: "No evidence", erased: "No longer readable" }, zh: { none: "未附证据", erased: "内容已不可读" } });

/** Only what a browser opens as a page is a link; everything else somebody wrote is text. */
function isLink(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

/** What shows that a claim is true: links and texts. */
export function EvidenceList({ evidence }: { evidence: (string | null)[] }) {
  const t = useTexts(both);
  if (evidence.length === 0) return <p className="quiet">{t.none}</p>;
  return (
    <ul className="evidence">
      {evidence.map((text, index) => (
        <li key={index} className="said">
          {text === null && <span className="quiet">{t.erased}</span>}
          {text !== null && isLink(text) && (
            <a href={text} target="_blank" rel="noopener noreferrer nofollow">
              {text}
            </a>
          )}
          {text !== null && !isLink(text) && <Said>{text}</Said>}
        </li>
      ))}
    </ul>
  );
}
