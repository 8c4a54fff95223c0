import { Alert, Button, Typography } from "antd";

import { texts, useTexts } from "../../../texts";

const both = texts({
  en: {
    once: "Shown only once",
    keep: "Copy it into the outside system, which sends it as “Authorization: Bearer …”. If you lose it, revoke this key and create another.",
    copy: "Copy",
    copied: "Copied",
    label: "Secret",
    kept: "I have saved it",
  },
  zh: {
    once: "仅在此显示一次",
    keep: "请复制到外部系统，由其以“Authorization: Bearer …”发送。如果遗失，请吊销此密钥并新建一个。",
    copy: "复制",
    copied: "已复制",
    label: "密钥",
    kept: "我已保存",
  },
});

export function Secret({ secret, onKept }: { secret: string; onKept: () => void }) {
  const t = useTexts(both);
  return (
    <div className="stack">
      <Alert type="warning" showIcon title={t.once} description={t.keep} />
      <Typography.Text code copyable={{ text: secret, tooltips: [t.copy, t.copied] }} aria-label={t.label} data-testid="secret" style={{ overflowWrap: "anywhere" }}>
        {secret}
      </Typography.Text>
      <div>
        <Button type="primary" size="large" onClick={onKept}>
          {t.kept}
        </Button>
      </div>
    </div>
  );
}
