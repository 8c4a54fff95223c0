import { ImportOutlined } from "@ant-design/icons";

import { texts } from "../../texts";
import type { PageRoute } from "../page";

const HR = ["hr"] as const;

export const people: PageRoute[] = [
  { path: "/imports", label: texts({ en: "Import", zh: "导入" }), group: "people", roles: HR, icon: ImportOutlined, load: () => import("./imports/Imports") },
  { path: "/imports/:id", group: "people", roles: HR, load: () => import("./imports/Import") },
];
