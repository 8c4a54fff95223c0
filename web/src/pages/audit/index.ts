import { AuditOutlined, FileSearchOutlined, SafetyCertificateOutlined } from "@ant-design/icons";

import { texts } from "../../texts";
import type { PageRoute } from "../page";

const READERS = ["auditor", "hr"] as const;

export const audit: PageRoute[] = [
  {
    path: "/audit/events",
    label: texts({ en: "Events", zh: "事件" }),
    group: "audit",
    roles: READERS,
    icon: FileSearchOutlined,
    atHand: { auditor: 2 },
    load: () => import("./Events"),
  },
  { path: "/audit/subjects/:subject", group: "audit", roles: READERS, load: () => import("./Subject") },
  {
    path: "/audit/chain",
    label: texts({ en: "Chain", zh: "哈希链" }),
    group: "audit",
    roles: READERS,
    icon: SafetyCertificateOutlined,
    atHand: { auditor: 3 },
    load: () => import("./Chain"),
  },
  {
    path: "/audit/trial-balance",
    label: texts({ en: "Trial balance", zh: "试算平衡" }),
    group: "audit",
    roles: READERS,
    icon: AuditOutlined,
    atHand: { auditor: 4 },
    load: () => import("./TrialBalance"),
  },
];
