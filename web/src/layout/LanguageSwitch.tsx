import { Button } from "antd";

import { useLanguage } from "../texts";
import { useChooseLanguage } from "../language";

/** Each language is named in itself, so that who cannot read the present one finds theirs. */
export function LanguageSwitch() {
  const language = useLanguage();
  const choose = useChooseLanguage();
  const other = language === "zh" ? "en" : "zh";
  return (
    <Button type="text" lang={other} onClick={() => choose(other)}>
      {other === "zh" ? "中文" : "English"}
    </Button>
  );
}
