import { ApartmentOutlined, BarChartOutlined, FundOutlined, HourglassOutlined, NodeIndexOutlined, RiseOutlined, SearchOutlined, WalletOutlined } from "@ant-design/icons";

import { texts } from "../../texts";
import type { PageRoute } from "../page";

const READERS = ["hr", "auditor"] as const;

export const insight: PageRoute[] = [
  {
    path: "/reports/points",
    label: texts({ en: "Points", zh: "积分" }),
    group: "insight",
    roles: READERS,
    icon: BarChartOutlined,
    load: () => import("./PointsReport"),
  },
  {
    path: "/reports/value",
    label: texts({ en: "Value created", zh: "创造的价值" }),
    group: "insight",
    roles: READERS,
    icon: RiseOutlined,
    load: () => import("./ValueReport"),
  },
  {
    path: "/reports/liability",
    label: texts({ en: "Liability", zh: "未兑换积分负债" }),
    group: "insight",
    roles: READERS,
    icon: HourglassOutlined,
    load: () => import("./LiabilityReport"),
  },
  {
    path: "/reports/budgets",
    label: texts({ en: "Budgets used", zh: "预算使用" }),
    group: "insight",
    roles: READERS,
    icon: WalletOutlined,
    load: () => import("./BudgetsReport"),
  },
  {
    path: "/reports/low-departments",
    label: texts({ en: "Low departments", zh: "偏低部门" }),
    group: "insight",
    roles: READERS,
    icon: SearchOutlined,
    load: () => import("./LowDepartmentsReport"),
  },
  {
    path: "/reports/grants",
    label: texts({ en: "Who grants whom", zh: "授予关系" }),
    group: "insight",
    roles: READERS,
    icon: NodeIndexOutlined,
    load: () => import("./GrantsReport"),
  },
  {
    path: "/reports/credibility",
    label: texts({ en: "Credibility", zh: "可信度" }),
    group: "insight",
    roles: READERS,
    icon: FundOutlined,
    load: () => import("./CredibilityReport"),
  },
  {
    path: "/reports/lines",
    label: texts({ en: "Who decides for whom", zh: "审批关系变更" }),
    group: "insight",
    roles: READERS,
    icon: ApartmentOutlined,
    load: () => import("./LinesReport"),
  },
];
