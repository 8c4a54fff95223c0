/** What each projection (ledger/contexts) works out. */
import { texts } from "../../../texts";

export const projectionNames = texts<Record<string, string>>({
  en: {
    api_keys: "API keys",
    audit: "Events for the audit",
    balances: "Balances and entries",
    budgets: "Budgets",
    claims: "Claims",
    deductions: "Deductions",
    directory: "People and departments",
    exports: "Exports",
    leaderboards: "Leaderboards",
    notifications: "Notifications",
    redemptions: "Redemptions",
    reports: "Reports",
    reversals: "Reversals",
    rewards: "Rewards",
    tags: "Value tags",
  },
  zh: {
    api_keys: "接口密钥",
    audit: "审计事件",
    balances: "余额与明细",
    budgets: "积分预算",
    claims: "申报",
    deductions: "扣分",
    directory: "人员与部门",
    exports: "导出单",
    leaderboards: "排行榜",
    notifications: "通知",
    redemptions: "兑换",
    reports: "报表",
    reversals: "撤销",
    rewards: "兑换项",
    tags: "价值标签",
  },
});
