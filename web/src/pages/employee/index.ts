import { CarryOutOutlined, EditOutlined, GiftOutlined, HistoryOutlined, ProfileOutlined, ShoppingOutlined } from "@ant-design/icons";

import { texts } from "../../texts";
import type { PageRoute } from "../page";

export const employee: PageRoute[] = [
  {
    path: "/claims/new",
    label: texts({ en: "Claim value", zh: "申报价值" }),
    group: "me",
    roles: ["employee"],
    icon: EditOutlined,
    atHand: { employee: 2 },
    load: () => import("./NewClaim"),
  },
  {
    path: "/claims",
    label: texts({ en: "My claims", zh: "我的申报" }),
    group: "me",
    roles: ["employee"],
    icon: CarryOutOutlined,
    load: () => import("./Claims"),
  },
  {
    path: "/claims/all",
    label: texts({ en: "Claims", zh: "申报" }),
    group: "economy",
    roles: ["manager", "hr", "auditor"],
    icon: ProfileOutlined,
    load: () => import("../economy/AllClaims"),
  },
  { path: "/claims/:claim", group: "me", load: () => import("./Claim") },
  {
    path: "/rewards",
    label: texts({ en: "Rewards", zh: "积分商城" }),
    group: "me",
    roles: ["employee"],
    icon: GiftOutlined,
    atHand: { employee: 4 },
    load: () => import("./Rewards"),
  },
  {
    path: "/redemptions",
    label: texts({ en: "My redemptions", zh: "我的兑换" }),
    group: "me",
    roles: ["employee"],
    icon: ShoppingOutlined,
    load: () => import("./Redemptions"),
  },
  {
    path: "/history",
    label: texts({ en: "Points history", zh: "积分明细" }),
    group: "me",
    roles: ["employee"],
    icon: HistoryOutlined,
    load: () => import("./History"),
  },
];
