import { ApartmentOutlined, DashboardOutlined, ImportOutlined, KeyOutlined, MailOutlined, SafetyOutlined, SettingOutlined, SwapOutlined, UserOutlined } from "@ant-design/icons";

import { texts } from "../../texts";
import type { PageRoute } from "../page";

const HR = ["hr"] as const;
const ADMIN = ["admin"] as const;

export const people: PageRoute[] = [
  {
    path: "/people",
    label: texts({ en: "People", zh: "人员" }),
    group: "people",
    roles: ["hr", "admin"],
    icon: UserOutlined,
    atHand: { admin: 2, hr: 4 },
    load: () => import("./people/People"),
  },
  {
    path: "/invitations",
    label: texts({ en: "Invitations", zh: "邀请" }),
    group: "people",
    roles: ["hr", "admin"],
    icon: MailOutlined,
    load: () => import("./invitations/Invitations"),
  },
  { path: "/people/:no", group: "people", roles: ["hr", "admin"], load: () => import("./people/Person") },
  {
    path: "/departments",
    label: texts({ en: "Departments", zh: "部门" }),
    group: "people",
    roles: HR,
    icon: ApartmentOutlined,
    load: () => import("./departments/Departments"),
  },
  { path: "/imports", label: texts({ en: "Import", zh: "导入" }), group: "people", roles: HR, icon: ImportOutlined, load: () => import("./imports/Imports") },
  { path: "/imports/:id", group: "people", roles: HR, load: () => import("./imports/Import") },
  {
    path: "/parallel-months",
    label: texts({ en: "Parallel months", zh: "双轨校验" }),
    group: "people",
    roles: HR,
    icon: SwapOutlined,
    load: () => import("./parallel/ParallelMonths"),
  },
  { path: "/parallel-months/:period", group: "people", roles: HR, load: () => import("./parallel/ParallelMonth") },
  {
    path: "/roles",
    label: texts({ en: "Roles", zh: "角色" }),
    group: "administration",
    roles: ADMIN,
    icon: SafetyOutlined,
    atHand: { admin: 3 },
    load: () => import("./administration/Roles"),
  },
  {
    path: "/organisation",
    label: texts({ en: "Organisation", zh: "组织设置" }),
    group: "administration",
    roles: ["admin", "hr"],
    icon: SettingOutlined,
    load: () => import("./administration/Organisation"),
  },
  {
    path: "/api-keys",
    label: texts({ en: "API keys", zh: "接口密钥" }),
    group: "administration",
    roles: ADMIN,
    icon: KeyOutlined,
    atHand: { admin: 4 },
    load: () => import("./keys/ApiKeys"),
  },
  {
    path: "/projections",
    label: texts({ en: "Health", zh: "运行状况" }),
    group: "administration",
    roles: ["admin", "hr", "auditor"],
    icon: DashboardOutlined,
    load: () => import("./administration/Projections"),
  },
];
