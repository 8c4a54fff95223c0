import { NavLink } from "react-router";

import { texts, useTexts } from "../../texts";

const both = texts({
  en: { label: "Decisions", waiting: "Waiting", decided: "Decided" },
  zh: { label: "审批", waiting: "待我处理", decided: "我已处理" },
});

/** Between what waits for me and what I decided. */
export function WaitingTabs() {
  const t = useTexts(both);
  return (
    <nav className="waiting-tabs" aria-label={t.label}>
      <NavLink to="/waiting">{t.waiting}</NavLink>
      <NavLink to="/decided">{t.decided}</NavLink>
    </nav>
  );
}
