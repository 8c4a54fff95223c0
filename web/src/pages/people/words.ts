/** Words that several pages about people share. */
import { texts } from "../../texts";

export const GIVEN_ROLES = ["hr", "auditor", "payroll", "admin"] as const;

export const roleNames = texts<Record<string, string>>({
  en: { employee: "Employee", manager: "Manager", hr: "HR", auditor: "Auditor", payroll: "Payroll", admin: "Administrator" },
  zh: { employee: "员工", manager: "管理者", hr: "HR", auditor: "审计员", payroll: "薪酬", admin: "系统管理员" },
});

export const roleMeanings = texts<Record<string, string>>({
  en: {
    hr: "Manages tags, budgets, rewards, people and imports; sees everybody.",
    auditor: "Reads and verifies everything; can’t hold other roles and has no points account.",
    payroll: "Takes over finished exports.",
    admin: "Manages roles, API keys and settings; sees no points.",
  },
  zh: {
    hr: "管理价值标签、预算、兑换项、人员和导入，可查看全员。",
    auditor: "查看并验证全部记录；不能兼任其他角色，也没有积分账户。",
    payroll: "接收已完成的导出单。",
    admin: "管理角色、接口密钥和设置，看不到积分。",
  },
});
