/** The first visit of somebody: three steps, which never stand in the way of anything. */
import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import { useKeepPreferences } from "../../session/preferences";
import { type Role, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { guide } from "./guide-texts";

const both = texts({
  en: { welcome: "Welcome", step: (at: number, of: number) => `Step ${at} of ${of}`, close: "Close the introduction", back: "Back", next: "Next", done: "Done", show: "Show me", guide: "The whole guide" },
  zh: { welcome: "欢迎使用", step: (at: number, of: number) => `第 ${at} 步，共 ${of} 步`, close: "关闭引导", back: "上一步", next: "下一步", done: "完成", show: "去看看", guide: "完整指南" },
}); // prettier-ignore

const STEPS = 3;
const ORDER: Role[] = ["manager", "hr", "auditor", "payroll", "admin", "employee"];

export function FirstVisit() {
  const t = useTexts(both);
  const sections = useTexts(guide);
  const me = useMe();
  const keep = useKeepPreferences();
  const [at, setAt] = useState(0);
  const roles = ORDER.filter((role) => me.roles.includes(role));
  const steps = roles.flatMap((role) => sections[role].advice).slice(0, STEPS);
  const step = steps[at];
  if (me.preferences.guide_seen || step === undefined) return null;
  const close = () => keep({ guide_seen: true });
  const last = at === steps.length - 1;
  return (
    <section className="card first-visit" aria-label={t.welcome}>
      <div className="row apart">
        <span className="quiet">
          {t.welcome} · {t.step(at + 1, steps.length)}
        </span>
        <Button type="text" icon={<CloseOutlined />} aria-label={t.close} onClick={close} />
      </div>
      <div aria-live="polite">
        <h2>{step.title}</h2>
        <p>{step.text}</p>
      </div>
      <div className="row">
        {at > 0 && (
          <Button size="large" onClick={() => setAt(at - 1)}>
            {t.back}
          </Button>
        )}
        <Button size="large" type="primary" onClick={() => (last ? close() : setAt(at + 1))}>
          {last ? t.done : t.next}
        </Button>
        {step.to !== undefined && <Link to={step.to}>{t.show}</Link>}
        {last && <Link to="/guide">{t.guide}</Link>}
      </div>
    </section>
  );
}
