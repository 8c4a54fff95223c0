/** Light or dark, as the person or the device says; the colours that our own styles share with Ant Design's. */
import { type ThemeConfig, theme as antd } from "antd";
import { useEffect, useState, useSyncExternalStore } from "react";

import { type Look, WIDE, darkDevice, isDark, keepLook, markLook } from "./device";

const looks = new EventTarget();

export function chooseLook(look: Look): void {
  keepLook(look);
  looks.dispatchEvent(new Event("change"));
}

function subscribe(changed: () => void): () => void {
  darkDevice.addEventListener("change", changed);
  looks.addEventListener("change", changed);
  return () => {
    darkDevice.removeEventListener("change", changed);
    looks.removeEventListener("change", changed);
  };
}

export function useDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}

export function useTheme(): ThemeConfig {
  const inDark = useDark();
  useEffect(() => markLook(inDark), [inDark]);
  return {
    // Its styles are made when the page is built (antd-css.tsx); only the variables in them are set here.
    zeroRuntime: true,
    hashed: false,
    cssVar: { key: "ledger" },
    algorithm: inDark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: inDark ? "#2dd4bf" : "#0f766e",
      colorLink: inDark ? "#5eead4" : "#0f766e",
      colorError: inDark ? "#ff8f85" : "#b42318",
      colorTextSecondary: inDark ? "#a8b3b1" : "#55605e",
      colorTextTertiary: inDark ? "#97a3a1" : "#5f6a68",
      colorTextPlaceholder: inDark ? "#8b9795" : "#6b7674",
      colorTextDescription: inDark ? "#a8b3b1" : "#55605e",
      ...(inDark ? { colorTextLightSolid: "#04211e", colorBgContainer: "#141c1b", colorBgElevated: "#1b2524", colorBgLayout: "#0b1110" } : {}),
      borderRadius: 10,
      // What a thumb hits without looking.
      controlHeightLG: 44,
      fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
    },
    components: { Button: { primaryShadow: "none", defaultShadow: "none" } },
  };
}

/** Whether the window is at least this wide. */
export function useWide(width = WIDE): boolean {
  const [query] = useState(() => matchMedia(`(min-width: ${width}px)`));
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => query.matches,
  );
}
