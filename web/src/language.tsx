/** The language of the page and of Ant Design's own texts. */
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import { type ReactNode, createContext, use, useCallback, useEffect, useState } from "react";

import { type Language, firstLanguage, keepLanguage, markLanguage } from "./device";
import { LanguageContext } from "./texts";

export const LOCALES = { en, zh };

const ChooseContext = createContext<(language: Language) => void>(() => undefined);

export const useChooseLanguage = (): ((language: Language) => void) => use(ChooseContext);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => markLanguage(language), [language]);
  const choose = useCallback((chosen: Language) => {
    keepLanguage(chosen);
    setLanguage(chosen);
  }, []);
  return (
    <LanguageContext value={language}>
      <ChooseContext value={choose}>{children}</ChooseContext>
    </LanguageContext>
  );
}
