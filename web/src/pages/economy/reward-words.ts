import { texts } from "../../texts";

export const rewardKinds = texts<Record<string, string>>({
  en: { bonus: "Bonus", leave: "Leave", training: "Training", custom: "Other" },
  zh: { bonus: "奖金", leave: "休假", training: "培训", custom: "其他" },
});

export const approvers = texts<Record<string, string>>({
  en: { manager: "The manager", hr: "HR", none: "Nobody" },
  zh: { manager: "直接上级", hr: "HR", none: "无需审批" },
});
