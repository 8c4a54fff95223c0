import { HomeOutlined, TrophyOutlined } from "@ant-design/icons";

import { texts } from "../../texts";
import type { PageRoute } from "../page";

export const everybody: PageRoute[] = [
  {
    path: "/",
    label: texts({ en: "Home", zh: "首页" }),
    group: "me",
    icon: HomeOutlined,
    atHand: { employee: 1, hr: 1, auditor: 1, payroll: 1, admin: 1 },
    load: () => import("./Home"),
  },
  {
    path: "/leaderboard",
    label: texts({ en: "Leaderboard", zh: "排行榜" }),
    group: "me",
    icon: TrophyOutlined,
    atHand: { employee: 3 },
    load: () => import("./Leaderboard"),
  },
  { path: "/notifications", group: "me", load: () => import("./Notifications") },
  { path: "/guide", group: "me", load: () => import("./Guide") },
  { path: "/password", group: "me", load: () => import("./Password") },
];
