import { Fragment } from "react";

import type { Schemas } from "../../../api/client";
import { useDepartments, useTags } from "../../../api/directory";
import { useList } from "../../../api/queries";
import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { type Column, Listing } from "../../../components/Listing";
import { PersonName } from "../../../components/PersonName";
import { State } from "../../../components/State";
import { Titled } from "../../../components/Titled";
import { When } from "../../../components/When";
import { today, useFormats } from "../../../formats";
import { useMe } from "../../../session/session";
import { texts, useTexts } from "../../../texts";
import { NewApiKey } from "./NewApiKey";

const both = texts({
  en: {
    title: "API keys",
    lead: "A key lets an outside system record actions, only for the tags and people you choose.",
    none: "No API keys yet.",
    name: "System",
    state: "State",
    valid: "Valid",
    revoked: "Revoked",
    ended: "Expired",
    scope: "People",
    tags: "Value tags",
    used: "Last used",
    never: "Never",
    recorded: "Actions",
    until: "Expires",
    revoke: "Revoke",
    ends: (name: string) => `“${name}” loses access immediately and for good. What it recorded stays. The system will need a new key.`,
  },
  zh: {
    title: "接口密钥",
    lead: "外部系统凭密钥记录行为：只限指定的价值标签和人员，不能做其他任何事。",
    none: "还没有外部系统的密钥。",
    name: "系统",
    state: "状态",
    valid: "有效",
    revoked: "已吊销",
    ended: "已到期",
    scope: "人员范围",
    tags: "价值标签",
    used: "最近使用",
    never: "从未使用",
    recorded: "记录数",
    until: "截止日期",
    revoke: "吊销",
    ends: (name: string) => `“${name}”将立即并永久失效。已记录的内容保留，系统需要新的密钥。`,
  },
});

type Key = Schemas["ApiKeyView"];

export default function ApiKeys() {
  const t = useTexts(both);
  const f = useFormats();
  const me = useMe();
  const { nameOf } = useDepartments();
  const { of: tagOf } = useTags();
  const query = useList("/v1/api-keys", { query: { limit: 100 } });
  const day = today(me.time_zone);
  const stateOf = ({ revoked_at, ends_on }: Key) => (revoked_at ? t.revoked : ends_on && ends_on < day ? t.ended : t.valid);
  const columns: Column<Key>[] = [
    { title: t.name, lead: true, show: ({ name }) => <span className="said">{name}</span> },
    { title: t.state, show: (key) => <State tone={stateOf(key) === t.valid ? "good" : "over"}>{stateOf(key)}</State> },
    {
      title: t.tags,
      show: ({ tags }) => f.list(tags.map((code) => tagOf(code)?.name ?? code)),
    },
    {
      title: t.scope,
      show: ({ departments, employees }) => (
        <>
          {f.list(departments.map(nameOf))}
          {employees.map((no, place) => (
            <Fragment key={no}>
              {(place > 0 || departments.length > 0) && " · "}
              <PersonName no={no} />
            </Fragment>
          ))}
        </>
      ),
    },
    { title: t.until, show: ({ ends_on }) => (ends_on ? <When at={ends_on} /> : "–") },
    { title: t.used, show: ({ last_used_at }) => (last_used_at ? <When at={last_used_at} /> : <span className="quiet">{t.never}</span>) },
    { title: t.recorded, number: true, show: ({ recorded }) => f.number(recorded) },
  ];
  return (
    <Titled title={t.title} lead={t.lead} actions={<NewApiKey />}>
      <Listing
        query={query}
        columns={columns}
        idOf={({ id }) => id}
        empty={t.none}
        label={t.title}
        filters={[]}
        actions={(key) =>
          key.revoked_at === null && (
            <FormDialog label={t.revoke} about={key.name} danger>
              {(close) => (
                <CommandForm
                  name={null}
                  method="post"
                  path="/v1/api-keys/{key}/revocation"
                  at={{ key: key.id }}
                  toBody={() => undefined}
                  onDone={close}
                  submit={t.revoke}
                  danger
                >
                  <p className="said">{t.ends(key.name)}</p>
                </CommandForm>
              )}
            </FormDialog>
          )
        }
      />
    </Titled>
  );
}
