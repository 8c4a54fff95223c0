/** The links on paper, one slip for each person to be cut out: only there while it is printed. */
import { QRCode } from "antd";
import { useEffect } from "react";
import { createPortal } from "react-dom";

import { formats } from "../../../formats";
import { WELCOME_PATH } from "../../../session/link";
import { useMe } from "../../../session/session";
import { type GivenLink, addressOf, codeOf } from "./given";
import { letter } from "./words";
import "./slips.css";

const QR_PX = 116;

export function Slips({ links, onPrinted }: { links: GivenLink[]; onPrinted: () => void }) {
  useEffect(() => {
    addEventListener("afterprint", onPrinted, { once: true });
    // After the browser has drawn the codes.
    const frame = requestAnimationFrame(() => window.print());
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("afterprint", onPrinted);
    };
  }, [onPrinted]);
  return createPortal(
    <div className="slips">
      {links.map((one) => (
        <Slip key={one.employee_no} one={one} />
      ))}
    </div>,
    document.body,
  );
}

function Slip({ one }: { one: GivenLink }) {
  const me = useMe();
  const { zh, en } = letter;
  const until = (language: "en" | "zh") => formats(language, me.time_zone, me.currency).time(one.expires_at);
  const named = ({ zh: chinese, en: english }: { zh: string; en: string }) => (
    <dt>
      {chinese} <small>{english}</small>
    </dt>
  );
  return (
    <section className="slip">
      <header>
        <h2>
          <bdi>{one.name ?? one.employee_no}</bdi>
        </h2>
        <small>{me.organisation_name}</small>
      </header>
      <p>
        {zh.scan}
        <br />
        <small>{en.scan}</small>
      </p>
      <div className="slip-how">
        <QRCode type="svg" value={addressOf(one.link)} size={QR_PX} bordered={false} color="#000" bgColor="#fff" />
        <dl>
          <dd className="slip-address">{addressOf(WELCOME_PATH)}</dd>
          <div>
            {named({ zh: zh.number, en: en.number })}
            <dd>
              <strong>{one.employee_no}</strong> <small>({me.organisation})</small>
            </dd>
          </div>
          {named({ zh: zh.code, en: en.code })}
          <dd className="slip-code">{codeOf(one.link)}</dd>
        </dl>
      </div>
      <footer>
        {zh.until} {until("zh")} · {en.until} {until("en")}
        <br />
        {zh.once} {en.once}
      </footer>
    </section>
  );
}
