import { GiftOutlined } from "@ant-design/icons";

import { texts } from "../../texts";
import type { PageRoute } from "../page";

export const manager: PageRoute[] = [
  {
    path: "/grant",
    label: texts({ en: "Grant", zh: "授予" }),
    group: "team",
    roles: ["manager", "hr"],
    icon: GiftOutlined,
    atHand: { manager: 2 },
    load: () => import("./Grant"),
  },
];
