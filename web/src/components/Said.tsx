import { Button } from "antd";
import { useEffect, useRef, useState } from "react";

import { texts, useTexts } from "../texts";
import "./said.css";

const both = texts({ en: { more: "Read on", less: "Show less" }, zh: { more: "展开全文", less: "收起" } });

/** Shorter than this it is a few lines anywhere: nothing to measure. */
const SHORT = 50;

/** What somebody wrote, in a list: its first lines, and the rest for who reads on. Who listens to it hears all. */
export function Said({ children: text, className = "" }: { children: string | null; className?: string }) {
  const t = useTexts(both);
  const said = useRef<HTMLParagraphElement>(null);
  const [open, setOpen] = useState(false);
  const [cut, setCut] = useState(false);
  const measured = text !== null && (text.length > SHORT || text.includes("\n"));
  useEffect(() => {
    if (!measured || open || !said.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setCut(entry.target.scrollHeight > entry.target.clientHeight + 1));
    observer.observe(said.current);
    return () => observer.disconnect();
  }, [measured, open, text]);
  if (text === null) return null;
  return (
    <div className={`at-length ${className}`} data-cut={cut}>
      <p ref={said} className={`said ${open ? "" : "first-lines"}`}>
        {text}
      </p>
      {cut && (
        <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t.less : t.more}
        </Button>
      )}
    </div>
  );
}
