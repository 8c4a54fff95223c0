/**
 * Ant Design's styles as one sheet, made when the page is built: made in the browser, as it does by itself, they cost a
 * slow phone a good part of the time to the first picture. Colours and sizes are variables in it, which theme.ts sets.
 */
import { StyleProvider, createCache, extractStyle } from "@ant-design/cssinjs";
import antd from "antd";
import { type ComponentType, Fragment, type ReactNode, createElement as h } from "react";
import { renderToString } from "react-dom/server";
import type { Plugin } from "vite";

/** What opens over the page is drawn by a part that Ant Design keeps for such sheets. */
const opened = (of: object, props: object = {}): ReactNode =>
  h((of as { _InternalPanelDoNotUseOrYouWillBeFired: ComponentType })._InternalPanelDoNotUseOrYouWillBeFired, props);

/** Everything that the page takes from Ant Design, drawn once. */
const DRAWN: Record<string, ReactNode[]> = {
  Alert: [h(antd.Alert)],
  App: [h(antd.App)],
  Button: [h(antd.Button)],
  Checkbox: [h(antd.Checkbox), h(antd.Checkbox.Group)],
  ConfigProvider: [],
  DatePicker: [h(antd.DatePicker), h(antd.DatePicker.RangePicker)],
  Drawer: [h(antd.Drawer)],
  Dropdown: [h(antd.Dropdown, { menu: { items: [] } }, h("i"))],
  Empty: [h(antd.Empty)],
  Form: [h(antd.Form, null, h(antd.Form.Item, { label: " ", tooltip: " " }))],
  Input: [h(antd.Input), h(antd.Input.Password), h(antd.Input.Search), h(antd.Input.TextArea)],
  InputNumber: [h(antd.InputNumber, { addonAfter: " " })],
  Modal: [h(antd.Modal), opened(antd.Modal)],
  Progress: [h(antd.Progress)],
  QRCode: [h(antd.QRCode, { value: " ", type: "svg" })],
  Radio: [h(antd.Radio.Group, { options: [" "], optionType: "button" })],
  Segmented: [h(antd.Segmented, { options: [" "] })],
  Select: [h(antd.Select)],
  Slider: [h(antd.Slider), opened(antd.Tooltip)],
  Typography: [h(antd.Typography.Text, { copyable: true }, " ")],
  message: [opened(antd.message)],
  notification: [opened(antd.notification)],
  theme: [],
};

function sheet(): string {
  const cache = createCache();
  const drawn = Object.values(DRAWN).map((each, key) => h(Fragment, { key }, ...each));
  renderToString(h(StyleProvider, { cache }, h(antd.ConfigProvider, { theme: { hashed: false } }, drawn)));
  return extractStyle(cache, { plain: true, types: ["style"] });
}

const ID = "virtual:antd.css";
const IMPORTED = /^import \{([^}]*)\} from "antd"/m;

export const antdCss = (): Plugin => ({
  name: "antd-css",
  enforce: "pre",
  resolveId: (id) => (id === ID ? `\0${ID}` : null),
  load: (id) => (id === `\0${ID}` ? sheet() : null),
  transform(code, id) {
    if (!id.includes("/web/src/")) return;
    const named = IMPORTED.exec(code)?.[1]?.split(",") ?? [];
    const missing = named.map((each) => each.trim().split(" ")[0] ?? "").filter((name) => name !== "" && name !== "type" && !(name in DRAWN));
    if (missing.length > 0) this.error(`${missing.join(", ")}: without styles until antd-css.ts draws it`);
  },
});
