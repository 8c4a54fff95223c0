import { AuditOutlined, CarryOutOutlined, ExportOutlined, FallOutlined, ShopOutlined, TagsOutlined, UndoOutlined, WalletOutlined } from "@ant-design/icons";

import { texts } from "../../texts";
import type { PageRoute } from "../page";

export const economy: PageRoute[] = [
  {
    path: "/tags",
    label: texts({ en: "Value tags", zh: "价值标签" }),
    group: "economy",
    icon: TagsOutlined,
    atHand: { hr: 1.8 },
    load: () => import("./Tags"),
  },
  { path: "/tags/new", group: "economy", roles: ["hr", "manager"], load: () => import("./NewTag") },
  { path: "/tags/:code", group: "economy", load: () => import("./TagPage") },
  { path: "/tags/:code/revise", group: "economy", roles: ["hr"], load: () => import("./ReviseTag") },
  { path: "/tags/:code/revisions/:number", group: "economy", roles: ["hr"], load: () => import("./ReviseTag") },
  {
    path: "/budgets",
    label: texts({ en: "Budgets", zh: "积分预算" }),
    group: "economy",
    roles: ["hr", "auditor"],
    icon: WalletOutlined,
    load: () => import("./Budgets"),
  },
  {
    path: "/catalogue",
    label: texts({ en: "Reward catalogue", zh: "兑换项管理" }),
    group: "economy",
    roles: ["hr"],
    icon: ShopOutlined,
    load: () => import("./Catalogue"),
  },
  {
    path: "/fulfilment",
    label: texts({ en: "Redemptions", zh: "兑换办理" }),
    group: "economy",
    roles: ["hr", "auditor"],
    icon: CarryOutOutlined,
    atHand: { hr: 1.6 },
    load: () => import("./Fulfilment"),
  },
  {
    path: "/exports",
    label: texts({ en: "Exports", zh: "导出单" }),
    group: "economy",
    roles: ["hr", "payroll", "auditor"],
    icon: ExportOutlined,
    atHand: { payroll: 2 },
    load: () => import("./Exports"),
  },
  { path: "/exports/:id", group: "economy", roles: ["hr", "payroll", "auditor"], load: () => import("./ExportPage") },
  {
    path: "/deductions",
    label: texts({ en: "Deductions", zh: "扣分" }),
    group: "economy",
    roles: ["manager", "hr", "auditor"],
    icon: FallOutlined,
    load: () => import("./Deductions"),
  },
  { path: "/deductions/mine", group: "me", roles: ["employee"], load: () => import("./MyDeductions") },
  {
    path: "/reversals",
    label: texts({ en: "Reversals", zh: "积分撤销" }),
    group: "economy",
    roles: ["hr", "auditor"],
    icon: UndoOutlined,
    load: () => import("./Reversals"),
  },
  {
    path: "/countersignatures",
    label: texts({ en: "Second HR", zh: "HR 复核" }),
    group: "economy",
    roles: ["hr", "auditor", "admin"],
    icon: AuditOutlined,
    load: () => import("./Countersignatures"),
  },
];
