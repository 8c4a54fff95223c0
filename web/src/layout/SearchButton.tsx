/** What opens the search from wherever one is: a field in sight, an icon on a phone, or the keys. */
import { SearchOutlined } from "@ant-design/icons";
import { Suspense, useEffect, useState } from "react";

import { texts, useTexts } from "../texts";
import { later } from "./quiet";

const both = texts({ en: { search: "Search" }, zh: { search: "搜索" } });

const KEYS = navigator.platform.startsWith("Mac") || navigator.platform.startsWith("iP") ? "⌘K" : "Ctrl K";

const Search = later(() => import("./Search"));

export function SearchButton() {
  const t = useTexts(both);
  /** Null until it was opened once. */
  const [open, setOpen] = useState<boolean | null>(null);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  return (
    <>
      <button type="button" className="search-button" aria-keyshortcuts="Meta+K Control+K" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <SearchOutlined aria-hidden />
        <span className="search-button-word">{t.search}</span>
        <kbd>{KEYS}</kbd>
      </button>
      {open && (
        <Suspense>
          <Search label={t.search} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
