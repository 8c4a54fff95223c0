import { Form, Input, Radio } from "antd";

import { texts, useTexts } from "../../../texts";
import { SettingCard, type Settings } from "./SettingCard";

const both = texts({
  en: {
    title: "Name and language",
    means: "The name is shown at the top of every page. The language is used for files, and for people who have not chosen one.",
    name: "Name",
    language: "Language",
    needed: "Required",
  },
  zh: {
    title: "名称与语言",
    means: "名称显示在每个页面顶部。语言用于导出文件，以及尚未自行选择语言的人员。",
    name: "名称",
    language: "语言",
    needed: "必填",
  },
});

const LANGUAGES: Record<string, string> = { zh: "中文", en: "English" };

interface Typed {
  name: string;
  language: string;
}

export function NameAndLanguage({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const t = useTexts(both);
  const { name, language } = settings;
  return (
    <SettingCard<Typed>
      name="name"
      title={t.title}
      now={
        <strong>
          {name} · {LANGUAGES[language] ?? language}
        </strong>
      }
      means={t.means}
      mayChange={mayChange}
      whose="admin"
      initial={{ name, language }}
      toBody={(typed) => ({ name: typed.name.trim(), language: typed.language })}
    >
      <Form.Item name="name" label={t.name} rules={[{ required: true, whitespace: true, message: t.needed }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="language" label={t.language}>
        <Radio.Group options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
    </SettingCard>
  );
}
