/**
 * The language of the page and of Ant Design's own texts. Before somebody signs in it is the device's, afterwards the one
 * that they chose, on whichever device.
 */
import { useQueryClient } from "@tanstack/react-query";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import { type ReactNode, createContext, use, useCallback, useEffect, useState, useSyncExternalStore } from "react";

import { type Language, firstLanguage, keepLanguage, markLanguage } from "./device";
import { keepPreferences } from "./session/preferences";
import type { Me } from "./session/session";
import { who } from "./session/who";
import { LanguageContext } from "./texts";

export const LOCALES = { en, zh };

const ChooseContext = createContext<(language: Language) => void>(() => undefined);

export const useChooseLanguage = (): ((language: Language) => void) => use(ChooseContext);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const me = useSyncExternalStore(
    (changed) => queries.getQueryCache().subscribe(changed),
    () => queries.getQueryData<Me>(who.queryKey),
  );
  const [device, setDevice] = useState(firstLanguage);
  const language = me?.preferences.language ?? device;
  useEffect(() => markLanguage(language), [language]);
  const isInside = me !== undefined && !me.change_password;
  const choose = useCallback(
    (chosen: Language) => {
      if (isInside) return void keepPreferences(queries, { language: chosen });
      keepLanguage(chosen);
      setDevice(chosen);
    },
    [queries, isInside],
  );
  return (
    <LanguageContext value={language}>
      <ChooseContext value={choose}>{children}</ChooseContext>
    </LanguageContext>
  );
}
