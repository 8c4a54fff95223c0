import { App } from "antd";
import type { ReactNode } from "react";

import type { Schemas } from "../../../api/client";
import type { BodyOf } from "../../../api/commands";
import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { texts, useTexts } from "../../../texts";

export type Settings = Schemas["OrganisationView"];

const both = texts({
  en: { change: "Change", save: "Save", done: "Setting changed", nothing: "Nothing was changed", admin: "Administrators can change this.", hr: "HR can change this." },
  zh: { change: "修改", save: "保存", done: "设置已修改", nothing: "没有修改任何内容", admin: "由系统管理员修改。", hr: "由 HR 修改。" },
});

interface Props<V extends object> {
  name: string;
  title: string;
  /** As it is now, in words. */
  now: ReactNode;
  means: string;
  mayChange: boolean;
  /** Whose it is, where it is not the reader's. */
  whose: "admin" | "hr";
  initial: V;
  toBody: (typed: V) => BodyOf<"patch", "/v1/organisation">;
  children: ReactNode;
}

/** One setting: what it is now, what it means, and a form of its own, so that only this one is sent. */
export function SettingCard<V extends object>({ name, title, now, means, mayChange, whose, initial, toBody, children }: Props<V>) {
  const t = useTexts(both);
  const { message } = App.useApp();
  return (
    <section className="card stack">
      <div>
        <h2 style={{ margin: "0 0 4px", fontSize: 16 }}>{title}</h2>
        <div className="said">{now}</div>
      </div>
      <p className="quiet" style={{ margin: 0 }}>
        {means}
      </p>
      {!mayChange && (
        <p className="quiet" style={{ margin: 0 }}>
          {t[whose]}
        </p>
      )}
      {mayChange && (
        <div>
          <FormDialog label={t.change} title={title} about={title}>
            {(close) => (
              <CommandForm
                name={`organisation:${name}`}
                method="patch"
                path="/v1/organisation"
                initial={initial as Partial<V>}
                toBody={toBody}
                onDone={({ unchanged }) => {
                  close();
                  void message.success(unchanged ? t.nothing : t.done);
                }}
                submit={t.save}
              >
                <p className="quiet">{means}</p>
                {children}
              </CommandForm>
            )}
          </FormDialog>
        </div>
      )}
    </section>
  );
}
