import { CheckSquareOutlined, FileDoneOutlined, GiftOutlined, SwapOutlined, TeamOutlined } from "@ant-design/icons";

import { texts } from "../../texts";
import type { PageRoute } from "../page";

export const manager: PageRoute[] = [
  {
    path: "/grant",
    label: texts({ en: "Grant", zh: "授予" }),
    group: "team",
    roles: ["manager", "hr"],
    matters: ["grants"],
    icon: GiftOutlined,
    atHand: { manager: 1.2 },
    load: () => import("./Grant"),
  },
  {
    path: "/waiting",
    label: texts({ en: "Waiting", zh: "待我处理" }),
    group: "team",
    roles: ["manager", "hr"],
    matters: ["claims", "redemptions"],
    icon: CheckSquareOutlined,
    atHand: { manager: 1.4, hr: 1.4 },
    load: () => import("./Waiting"),
  },
  {
    path: "/decided",
    label: texts({ en: "Decided", zh: "我已处理" }),
    group: "team",
    icon: FileDoneOutlined,
    roles: ["manager", "hr"],
    matters: ["claims", "redemptions"],
    load: () => import("./Decided"),
  },
  {
    path: "/team",
    label: texts({ en: "My team", zh: "我的团队" }),
    group: "team",
    roles: ["manager"],
    icon: TeamOutlined,
    atHand: { manager: 1.6 },
    load: () => import("./Team"),
  },
  {
    path: "/delegations",
    label: texts({ en: "Delegations", zh: "授权代理" }),
    group: "team",
    roles: ["manager", "hr"],
    matters: ["grants", "claims", "redemptions"],
    icon: SwapOutlined,
    load: () => import("./Delegations"),
  },
];
