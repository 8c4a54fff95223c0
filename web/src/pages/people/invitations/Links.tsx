/** Links that were just given: for one person or many to be copied, shared, printed or kept as a file. */
import { Alert, Button, QRCode, Typography } from "antd";
import { useCallback, useState } from "react";

import { Files } from "../../../components/Files";
import { useFormats } from "../../../formats";
import { said, useSaid } from "../../../problems";
import { Problem } from "../../../api/problem";
import { useMe } from "../../../session/session";
import { plural, texts, useTexts } from "../../../texts";
import { Slips } from "./Slips";
import { type Given, type GivenLink, type Result, addressOf } from "./given";
import { letter } from "./words";
import "./links.css";

const both = texts({
  en: {
    once: (n: number) => `${plural(n, "link")} created, shown only here`,
    keep: "Hand them out before you close this. Each works once and only for that person; if one is lost, give a new one.",
    until: "valid until",
    copy: "Copy",
    copied: "Copied",
    share: "Share…",
    mail: "Write a mail",
    print: "Print slips",
    passed: (n: number) => `${n === 1 ? "One person gets" : `${n.toLocaleString("en")} people get`} no link`,
    nobody: "Everybody there has a password already.",
  },
  zh: {
    once: (n: number) => `已生成 ${n.toLocaleString("zh-CN")} 个链接，仅在此显示`,
    keep: "请在关闭前发给本人。每个链接只能由本人使用一次；如有遗失，请重新生成。",
    until: "有效期至",
    copy: "复制",
    copied: "已复制",
    share: "分享…",
    mail: "写邮件",
    print: "打印通知单",
    passed: (n: number) => `${n.toLocaleString("zh-CN")} 人未能生成链接`,
    nobody: "名单中的人员都已有密码。",
  },
});

export default function Links({ given }: { given: Given }) {
  const t = useTexts(both);
  const [printing, setPrinting] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  const { links, refused } = given;
  const [only] = links;
  return (
    <div className="stack">
      {links.length > 0 && <Alert type="success" showIcon role="status" title={t.once(links.length)} description={t.keep} />}
      {links.length === 0 && refused.length === 0 && <p>{t.nobody}</p>}
      {links.length === 1 && only && <One one={only} />}
      {links.length > 1 && (
        <ul className="links">
          {links.map((one) => (
            <li key={one.employee_no}>
              <span>
                <bdi>{one.name ?? one.employee_no}</bdi> <span className="quiet number">{one.employee_no}</span>
              </span>
              <Typography.Text copyable={{ text: addressOf(one.link), tooltips: [t.copy, t.copied] }} />
            </li>
          ))}
        </ul>
      )}
      {links.length > 0 && (
        <div className="row">
          <Button type={links.length > 1 ? "primary" : "default"} onClick={() => setPrinting(true)}>
            {t.print}
          </Button>
          <Files path="/v1/invitations/links" query={{ id: given.ids }} formats={["xlsx", "csv"]} />
        </div>
      )}
      {refused.length > 0 && <Alert type="warning" showIcon title={t.passed(refused.length)} description={<Refused refused={refused} />} />}
      {printing && <Slips links={links} onPrinted={printed} />}
    </div>
  );
}

function One({ one }: { one: GivenLink }) {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const written = letter[me.language === "en" ? "en" : "zh"];
  const address = addressOf(one.link);
  const subject = written.subject(me.organisation_name);
  const text = written[one.purpose ?? "join"](one.name ?? one.employee_no, me.organisation_name, address, f.time(one.expires_at));
  return (
    <div className="links-one">
      {/* Says no more than the link beside it, which can be read. */}
      <div aria-hidden>
        <QRCode type="svg" value={address} size={140} bordered={false} color="#000" bgColor="#fff" />
      </div>
      <div className="stack">
        <Typography.Text code copyable={{ text: address, tooltips: [t.copy, t.copied] }} data-testid="link" style={{ overflowWrap: "anywhere" }}>
          {address}
        </Typography.Text>
        <span className="quiet">
          {t.until} {f.time(one.expires_at)}
        </span>
        <div className="row">
          {"share" in navigator && (
            // Who closes the sheet of the device has shared with nobody: nothing is to be said.
            <Button onClick={() => void navigator.share({ title: subject, text }).catch(() => undefined)}>{t.share}</Button>
          )}
          <Button href={`mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`}>{t.mail}</Button>
        </div>
      </div>
    </div>
  );
}

function Refused({ refused }: { refused: Result[] }) {
  const language = useSaid();
  return (
    <ul className="links-refused">
      {refused.map(({ employee_no, status, problem }) => {
        const code = problem?.type.split("/").pop() ?? "";
        const { title } = said(new Problem(status, code, problem?.title ?? "", problem?.detail ?? "", [], null), language);
        return (
          <li key={employee_no}>
            <span className="number">{employee_no}</span> {title}
          </li>
        );
      })}
    </ul>
  );
}
