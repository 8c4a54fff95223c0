/** What can stand between somebody and the page itself: in the entry, since it must be said before anything else loads. */
import { type ProblemTexts, say } from "./said";

export const session: ProblemTexts = {
  "unreachable": say("The ledger cannot be reached", "Nothing is lost. It keeps retrying, and you can try again too.", "暂时连接不上账本", "内容不会丢失：系统会自动重试，您也可以稍后再试。"),
  "unexpected": say("Something between you and the ledger failed", "Try again. If it keeps happening, tell your administrator.", "请求未能送达", "请重试；如仍失败，请联系系统管理员。"),
  "wrong-login": say("Employee number or password is wrong", "After several wrong attempts you have to wait a while. Forgotten? Ask HR or an administrator for a new one.", "工号或密码不正确", "多次输错后需要稍等片刻。忘记密码请联系 HR 或系统管理员重新设置。"),
  "not-signed-in": say("You are not signed in", "Sign in again. What you typed is kept.", "您尚未登录", "请重新登录，填写的内容会保留。"),
  "no-longer-employed": say("You are not employed here any more", "Your points remain on record. HR can tell you what happens to them.", "您已离职", "您的积分记录会保留，处理方式请咨询 HR。"),
  "organisation-missing": say("Which organisation?", "There are several here; enter the id of yours.", "请填写组织", "此处有多个组织，请填写您所在组织的代码。"),
  "too-many-attempts": say("Too many wrong attempts", "Wait five minutes, then try again.", "尝试次数过多", "请等待五分钟后再试。"),
}; // prettier-ignore
