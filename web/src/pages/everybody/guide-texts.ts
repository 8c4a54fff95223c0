/** The guide: for each role what it does here. It quotes no tag, rule or reward: each organisation has its own. */
import type { Role } from "../../session/session";
import { type Both, texts } from "../../texts";

export interface Advice {
  title: string;
  text: string;
  /** Where it is done. */
  to?: string;
}

export const guide: Both<Record<Role, { title: string; advice: Advice[] }>> = texts<Record<Role, { title: string; advice: Advice[] }>>({
  en: {
    employee: {
      title: "For employees",
      advice: [
        { title: "Claim value that you created", to: "/claims/new", text: "Pick a tag, enter the quantity, and see points and value before you send. Your approver decides; if they ask something, you just answer it." },
        { title: "Points for what you save", to: "/claims", text: "Where a tag counts what you save, its rule turns the amount into points, and you see both before you send. Each reward has its own price, so a point has no fixed worth in money." },
        { title: "Redeem", to: "/rewards", text: "Bonus, leave or training. Your request puts the points on hold. If it is rejected or cancelled, they come back with their original expiry date." },
        { title: "Every number explains itself", to: "/history", text: "Each entry shows who, why, which tag, and the balance after it. Where a tag’s monthly cap is reached, only what is left of it is credited, and the entry says so. The points that expire first are spent first." },
      ],
    },
    manager: {
      title: "For managers",
      advice: [
        { title: "Grant in the moment", to: "/grant", text: "Person, tag, reason: ten seconds between two meetings. Somebody fixed a bug? They see the points while you are still standing next to them. It comes from this month’s budget; what you do not use lapses." },
        { title: "Decide what waits", to: "/waiting", text: "Oldest first. Approve with a tap, a swipe to the right or the key A; return it with a question, reject it with a reason, or approve it with fewer points and the value you verified." },
        { title: "Look at your team", to: "/team", text: "How points are distributed, who stands out, and who has had no grant for 30 days." },
        { title: "While you are away", to: "/delegations", text: "Somebody else acts on your behalf, from your budget; the record shows both of you." },
        { title: "A wrong grant?", to: "/grant", text: "Undo it within 24 hours and give a reason; the employee will see it. The points return to your budget while its month is open." },
      ],
    },
    hr: {
      title: "For HR",
      advice: [
        { title: "Define what earns points", to: "/tags", text: "A tag says what earns points: a fixed number, so many per unit, or steps by how much was reached. Try a rule out before it takes effect; a revision never changes what was already earned." },
        { title: "Set budgets", to: "/budgets", text: "What each manager may grant in a month, all in one table. Your own instant awards come from the organisation’s budget and do not count on leaderboards." },
        { title: "Import your history", to: "/imports", text: "Send the file as you have it. The page shows how it is read, row by row: if a sheet, an encoding or a column is wrong, say so there. Nothing is written before you confirm, and an import can be undone as a whole." },
        { title: "See what is missing out", to: "/reports/low-departments", text: "Which department is low on which tag, compared with the others per head." },
        { title: "Fulfil redemptions", to: "/fulfilment", text: "Fulfil approved redemptions here. Each goes into exactly one export." },
      ],
    },
    auditor: {
      title: "For auditors",
      advice: [
        { title: "Find and follow", to: "/audit/events", text: "Every event shows who did it, on whose behalf, when it happened and when it was recorded. Follow one claim or person step by step." },
        { title: "Prove that nothing was altered", to: "/audit/chain", text: "Each event’s hash is computed from the one before. If anything is wrong, you see the first position that is." },
        { title: "Check the balance", to: "/audit/trial-balance", text: "All accounts; their sum is always zero." },
      ],
    },
    payroll: {
      title: "For payroll",
      advice: [
        { title: "Take over what was redeemed", to: "/exports", text: "HR prepares an export and you confirm it; it is never the same person. An export never changes, byte for byte, and every line is in exactly one." },
      ],
    },
    admin: {
      title: "For admins",
      advice: [
        { title: "Roles", to: "/roles", text: "Managers are derived from the organisation chart; HR, auditor, payroll and admin are given. An auditor holds no other role." },
        { title: "Outside systems", to: "/api-keys", text: "A key records actions under its own tags, and its secret is shown once." },
        { title: "Health", to: "/projections", text: "How far each table behind the answers is, and when the chain was last verified." },
      ],
    },
  },
  zh: {
    employee: {
      title: "员工指南",
      advice: [
        { title: "申报您创造的价值", to: "/claims/new", text: "选择标签，填写数量，提交前即可看到积分和价值。由审批人决定；被退回时回答问题即可，无需重新填写。" },
        { title: "节约就有积分", to: "/claims", text: "按节约金额计分的标签，由规则把金额折算成积分，提交前即可看到。每个兑换项有自己的价格，积分没有固定的金额。" },
        { title: "兑换", to: "/rewards", text: "奖金、休假或培训。申请后积分冻结；被驳回或取消时，按原到期日退回。" },
        { title: "每个数字都有出处", to: "/history", text: "每条明细都写明由谁、因何、在哪个标签下产生，以及之后的余额。超出标签每月上限时只计入剩余部分，明细会注明。先到期的先使用。" },
      ],
    },
    manager: {
      title: "管理者指南",
      advice: [
        { title: "当场授予", to: "/grant", text: "人员、标签、理由：两场会议之间十秒完成。有人修复了故障，立即授予，对方当场就能看到。使用您本月的预算，月底未用完的会归还。" },
        { title: "处理待办", to: "/waiting", text: "最早的在前。点按、右滑或按 A 键即可批准；也可以提问退回、说明理由驳回，或调低积分、填写核实价值后批准。" },
        { title: "了解团队", to: "/team", text: "积分如何分布，谁表现突出，谁已有 30 天未获感谢。" },
        { title: "外出时", to: "/delegations", text: "由他人以您的名义、使用您的预算处理，记录中会标明。" },
        { title: "授予有误？", to: "/grant", text: "24 小时内可以撤销，并说明理由，员工会看到。当月预算未关闭时，积分退回预算。" },
      ],
    },
    hr: {
      title: "HR 指南",
      advice: [
        { title: "定义什么能获得积分", to: "/tags", text: "标签规定什么行为能得分：固定分值、按数量计分，或按达到的程度分档。规则生效前可以试算；新版本不会改变已按旧版本获得的积分。" },
        { title: "设定预算", to: "/budgets", text: "每位管理者每月可授予多少，一张表完成。您的即时奖励使用组织预算，不计入排行榜。" },
        { title: "导入历史数据", to: "/imports", text: "直接上传现有的文件。页面会显示读取结果并逐行检查：工作表、文字编码或某一列不对时，可以当场更改。确认前不会写入，整批导入可以撤销。" },
        { title: "发现不足", to: "/reports/low-departments", text: "哪个部门在哪个标签上偏低，按人均与其他部门比较。" },
        { title: "兑现", to: "/fulfilment", text: "已批准的兑换在这里兑现，每笔只进入一张导出单。" },
      ],
    },
    auditor: {
      title: "审计员指南",
      advice: [
        { title: "查找与追溯", to: "/audit/events", text: "每个事件都记录由谁、代表谁、何时发生、何时入账；可逐步查看一项申报或一个人的全过程。" },
        { title: "证明未被篡改", to: "/audit/chain", text: "每个事件的哈希由前一个推出；第一个出错的位置会被指出。" },
        { title: "试算平衡", to: "/audit/trial-balance", text: "列出所有账户，总和恒为零。" },
      ],
    },
    payroll: {
      title: "薪酬指南",
      advice: [
        { title: "接收兑换结果", to: "/exports", text: "HR 生成导出单，由您接收确认，两者不能是同一人。同一张导出单每次内容完全一致，每一行只出现一次。" },
      ],
    },
    admin: {
      title: "系统管理员指南",
      advice: [
        { title: "角色", to: "/roles", text: "管理者由组织架构推导；HR、审计员、薪酬和系统管理员由您授予。审计员不能兼任其他角色。" },
        { title: "外部系统", to: "/api-keys", text: "密钥只能在其标签范围内记录，内容只显示一次。" },
        { title: "运行状况", to: "/projections", text: "查看各项数据的进度，以及哈希链上次验证的时间。" },
      ],
    },
  },
}); // prettier-ignore
