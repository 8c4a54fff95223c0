import { texts } from "../../../texts";

/** What is written to who gets a link, in the organisation's language, and what stands on a slip, in both. */
export const letter = texts({
  en: {
    subject: (organisation: string) => `Your access to points at ${organisation}`,
    join: (name: string, organisation: string, link: string, until: string) =>
      `Hello ${name},\n\nplease open this link and choose your own password. You can then see and use your points at ${organisation}.\n\n${link}\n\nIt works once, until ${until}, and is for you alone.`,
    reset: (name: string, organisation: string, link: string, until: string) =>
      `Hello ${name},\n\nwith this link you choose a new password for your points at ${organisation}:\n\n${link}\n\nIt works once, until ${until}, and is for you alone. If you did not ask for it, tell HR.`,
    scan: "Scan it, or open the address, and choose a password.",
    number: "Number",
    code: "Code",
    until: "Valid until",
    once: "Works once, for you alone. Please don’t pass it on.",
  },
  zh: {
    subject: (organisation: string) => `${organisation}积分账本的开通链接`,
    join: (name: string, organisation: string, link: string, until: string) =>
      `${name}，您好：\n\n请打开以下链接，设置您自己的密码，之后即可查看和使用您在${organisation}的积分。\n\n${link}\n\n链接仅可使用一次，有效期至 ${until}，请勿转发。`,
    reset: (name: string, organisation: string, link: string, until: string) =>
      `${name}，您好：\n\n请打开以下链接，重新设置您在${organisation}积分账本的密码：\n\n${link}\n\n链接仅可使用一次，有效期至 ${until}，请勿转发。若并非您本人申请，请告知 HR。`,
    scan: "扫码或打开下方网址，设置您自己的密码。",
    number: "工号",
    code: "加入码",
    until: "有效期至",
    once: "仅限本人使用一次，请勿转交他人。",
  },
});
