/** What can stand between somebody and the page itself: in the entry, since it must be said before anything else loads. */
import { type ProblemTexts, say } from "./said";

export const session: ProblemTexts = {
  "unreachable": say("The ledger cannot be reached", "Nothing is lost. It keeps retrying, and you can try again too.", "暂时连接不上账本", "内容不会丢失：系统会自动重试，您也可以稍后再试。"),
  "unexpected": say("Something between you and the ledger failed", "Try again. If it keeps happening, tell your administrator.", "请求未能送达", "请重试；如仍失败，请联系系统管理员。"),
  "wrong-login": say("Employee number or password is wrong", "After several wrong attempts the answer takes longer. Forgotten? Ask HR or an administrator for a new one.", "工号或密码不正确", "多次输错后响应会变慢。忘记密码请联系 HR 或系统管理员重新设置。"),
  "not-signed-in": say("You are not signed in", "Sign in again. What you typed is kept.", "您尚未登录", "请重新登录，填写的内容会保留。"),
  "another-person": say("Somebody else is signed in by now", "They signed in in another window of this browser. Reload the page.", "当前已由其他人登录", "对方在此浏览器的其他窗口登录了，请重新加载页面。"),
  "password-set-by-another": say("Somebody else set a new password for you", "All your sessions ended. Ask HR or the administrator who did it for the password, then choose your own. If you asked nobody to, tell an administrator at once.", "您的密码已由他人重新设置", "您的所有登录均已失效。请向设置人（HR 或系统管理员）索取新密码，登录后自行修改；若您并未申请，请立即告知系统管理员。"),
  "password-change-needed": say("Choose your own password first", "Somebody else set this one. Until you have chosen another, nothing else is open.", "请先修改密码", "当前密码由他人设置，修改之前不能进行其他操作。"),
  "password-length": say("Too short or too long", "A password has 8 to 128 characters.", "密码长度不符", "密码须为 8 至 128 个字符。"),
  "password-characters": say("This password has a character that can’t be typed everywhere", "Choose letters, digits, signs and blanks.", "密码含有无法在所有设备上输入的字符", "请使用文字、数字、符号和空格。"),
  "password-common": say("This password is guessed first", "Choose one that others do not use: a few words that have nothing to do with each other, say.", "密码过于常见", "请换一个不易猜到的密码，例如几个互不相关的词语。"),
  "password-personal": say("This password is easy to guess", "It is your number or the organisation’s name, or little more. Choose another.", "密码过于简单", "密码不能由工号或组织名称构成，请换一个。"),
  "password-unchanged": say("Choose another password", "Whoever set this one knows it.", "请换一个密码", "设置人知道当前密码，请换一个新的。"),
  "no-longer-employed": say("You are not employed here any more", "Your points remain on record. HR can tell you what happens to them.", "您已离职", "您的积分记录会保留，处理方式请咨询 HR。"),
  "organisation-missing": say("Which organisation?", "There are several here; enter the id of yours.", "请填写组织", "此处有多个组织，请填写您所在组织的代码。"),
  "too-many-attempts": say("Too many are trying to sign in", "Try again in a few seconds. Your account is not locked.", "当前登录尝试过多", "请几秒后重试，您的账号并未被锁定。"),
}; // prettier-ignore
