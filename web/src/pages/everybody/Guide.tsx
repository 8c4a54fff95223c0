/** The short guide for what the reader's roles do here. */
import { Link } from "react-router";

import { Titled } from "../../components/Titled";
import { mayOpen } from "../../layout/menu-pages";
import { type Role, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { guide } from "./guide-texts";

const both = texts({
  en: { title: "Guide", lead: "What you can do here, and where to find it.", open: "Open" },
  zh: { title: "使用指南", lead: "常用功能与位置。", open: "前往" },
});

/** What a reader does most often comes first. */
const ORDER: Role[] = ["manager", "hr", "auditor", "payroll", "admin", "employee"];

export default function Guide() {
  const t = useTexts(both);
  const sections = useTexts(guide);
  const me = useMe();
  return (
    <Titled title={t.title} lead={t.lead}>
      <div className="stack">
        {ORDER.filter((role) => me.roles.includes(role)).map((role) => (
          <section key={role} className="card">
            <h2>{sections[role].title}</h2>
            <div className="columns">
              {sections[role].advice.map(({ title, text, to }) => (
                <div key={title}>
                  <h3 style={{ margin: "0 0 4px", fontSize: 15 }}>{title}</h3>
                  <p style={{ margin: 0 }}>{text}</p>
                  {to !== undefined && mayOpen(to, me) && (
                    <Link to={to} aria-label={`${t.open}: ${title}`}>
                      {t.open}
                    </Link>
                  )}
                </div>
              ))}
            </div>
          </section>
        ))}
      </div>
    </Titled>
  );
}
