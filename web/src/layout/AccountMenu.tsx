/** What opens below one's name. */
import { Dropdown } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";

import { type Language, type Look, keptLook } from "../device";
import { useChooseLanguage } from "../language";
import { useSession } from "../session/session";
import { texts, useLanguage, useTexts } from "../texts";
import { chooseLook } from "../theme";

const both = texts({
  en: { guide: "Guide", settings: "Password", out: "Sign out", light: "Light", dark: "Dark", device: "Same as the device" },
  zh: { guide: "使用指南", settings: "修改密码", out: "退出登录", light: "浅色", dark: "深色", device: "跟随设备" },
});

interface Props {
  open: boolean;
  onOpen: (open: boolean) => void;
  children: ReactNode;
}

export default function AccountMenu({ open, onOpen, children }: Props) {
  const t = useTexts(both);
  const { me, signOut } = useSession();
  const go = useNavigate();
  const language = useLanguage();
  const choose = useChooseLanguage();
  const picked = (key: string) => {
    if (key === "out") signOut();
    else if (key.startsWith("/")) void go(key);
    else if (key === "en" || key === "zh") choose(key satisfies Language);
    else chooseLook(key as Look);
  };
  const items = [
    { key: "who", disabled: true, label: `${me.name ?? ""} ${me.employee_no}` },
    { key: "/guide", label: t.guide },
    { key: "/password", label: t.settings },
    { type: "divider" as const },
    { key: language === "zh" ? "en" : "zh", label: language === "zh" ? "English" : "中文" },
    ...(["light", "dark", "device"] as const).map((look) => ({ key: look, label: t[look] })),
    { type: "divider" as const },
    { key: "out", label: t.out },
  ];
  return (
    <Dropdown
      trigger={["click"]}
      open={open}
      onOpenChange={onOpen}
      menu={{ items, selectable: true, selectedKeys: [keptLook()], onClick: ({ key }) => picked(key) }}
    >
      {children}
    </Dropdown>
  );
}
