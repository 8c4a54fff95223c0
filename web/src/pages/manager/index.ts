import { CheckSquareOutlined, GiftOutlined } from "@ant-design/icons";

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
  {
    path: "/waiting",
    label: texts({ en: "Waiting for me", zh: "待我处理" }),
    group: "team",
    roles: ["manager", "hr"],
    icon: CheckSquareOutlined,
    atHand: { manager: 3, hr: 2 },
    load: () => import("./Waiting"),
  },
];
