/** What is wrong with a request in itself, and what the service says about itself. */
import { type ProblemTexts, say } from "./said";

export const requests: ProblemTexts = {
  "malformed-json": say("The request could not be read", "Load the page again and try once more.", "请求格式有误", "请刷新页面后重试。"),
  "malformed-request": say("The request could not be read", "Load the page again and try once more.", "请求格式有误", "请刷新页面后重试。"),
  "method-not-allowed": say("This can’t be done here", "The page and the service may be different versions. Load the page again.", "此处不支持该操作", "页面与服务版本可能不一致，请刷新页面。"),
  "too-slow": say("The connection is too slow", "Nothing was changed. Try again, with a better connection.", "连接过慢", "内容未更改，请在网络较好时重试。"),
  "too-large": say("It is too large", "At most 1 MB, a batch 5 MB. Shorten the texts, or split it.", "内容过大", "最多 1 MB（批量 5 MB），请缩短文字或分批提交。"),
  "media-type": say("This kind of file is not accepted", "Choose a file of the required kind.", "不支持的文件类型", "请选择要求的文件类型。"),
  "cursor": say("The list has changed", "Load the page again.", "列表已变化", "请刷新页面。"),
  "idempotency-key": say("The request could not be read", "Load the page again and try once more.", "请求标识有误", "请刷新页面后重试。"),
  "idempotency-key-reused": say("This was sent before with other content", "Load the page again: the first one counted.", "该请求已以其他内容提交", "请刷新页面，第一次提交已生效。"),
  "invalid-fields": say("Some of what you entered is not valid", "Check the fields marked.", "填写内容有误", "请检查标出的字段：必填项不能为空，数字最多 18 位、小数最多 6 位，文字最多 10,000 字。"),
  "period": say("The period is not valid", "It has to start before it ends, and a report covers at most 36 months.", "时间范围有误", "开始不能晚于结束；报表最多 36 个月。"),
  "report-too-large": say("The report is too large", "Ask for fewer months, or one tag or department.", "报表过大", "超过 10,000 行，请缩短时间范围，或选择单个标签或部门。"),
  "unknown-scope": say("There is no such leaderboard", "Choose the organisation, a department or a tag.", "没有这样的排行榜", "请选择全公司、部门或价值标签。"),
  "too-many-streams": say("The page is open too many times", "Close some of the windows; at most 8 can be open at once.", "打开的页面过多", "请关闭部分窗口，最多同时 8 个。"),
  "head-too-large": say("The address is too long", "Choose fewer filters.", "地址过长", "请减少筛选条件。"),
  "internal": say("Something went wrong in the service", "It has been logged. Try again later; nothing was left half done.", "服务出现故障", "已记录故障，请稍后再试，不会只更改一半。"),
  "metrics-closed": say("Metrics are for the operator", "Ask whoever runs the service.", "指标仅供运维查看", "请联系系统管理员。"),
  "too-many-requests": say("Too much was asked at once", "Wait a moment and try again.", "请求过于频繁", "请稍候再试。"),
  "streams-full": say("Too many pages are open everywhere", "Try again in a moment.", "当前打开的页面总数过多", "请稍后重试。"),
  "unknown-position": say("The ledger was restored to an earlier state", "Load the page again and check your last entries.", "账本已恢复到较早的状态", "请刷新页面，并核对最近的记录。"),
  "behind": say("This is still being worked out", "Try again in a moment.", "数据正在更新", "请稍等片刻后重试。"),
  "clock-in-doubt": say("The ledger’s clock is wrong", "Nothing can be recorded until the operator has put it right; reading goes on.", "账本时钟异常", "系统管理员校正时钟之前不能提交，查询不受影响。"),
  "too-old": say("The ledger is being updated", "Try again in a moment; nothing happens twice.", "账本正在升级", "请稍后重试，不会重复处理。"),
  "unavailable": say("The ledger can’t answer right now", "Try again in a moment; nothing happens twice.", "账本暂时无法响应", "请稍后重试，不会重复处理。"),
}; // prettier-ignore
