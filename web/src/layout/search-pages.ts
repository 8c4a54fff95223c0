/** Finding a page by what it is called in either language, by other words for what is on it, and by pinyin. */
import { pages } from "../pages";
import type { PageRoute } from "../pages/page";
import { holds } from "../components/searching";
import type { Me } from "../session/session";
import { type Both, texts } from "../texts";
import { opens } from "./menu-pages";

type Findable = PageRoute & { label: Both<string> };

/** Other words for a page: what people call what is on it, the pinyin of its name and the initials of that. */
const WORDS: Record<string, string> = {
  "/": "home start overview dashboard 首页 主页 工作台 概览 shouye sy",
  "/leaderboard": "leaderboard ranking rank top board 排行榜 排名 名次 榜单 paihangbang phb paiming",
  "/notifications": "notifications messages news bell 通知 消息 提醒 tongzhi tz xiaoxi",
  "/guide": "guide help manual how 使用指南 帮助 说明 怎么用 zhinan zn bangzhu",
  "/password": "password sign-in security 修改密码 密码 口令 登录 安全 mima mm xiugaimima",
  "/claims/new": "claim apply submit new 申报 申请 提交 新建 shenbao sb shenbaojiazhi sbjz",
  "/claims": "claims mine applications 我的申报 申请记录 进度 wodeshenbao wdsb",
  "/claims/all": "claims all applications list approved 申报 全部申报 审批记录 shenbao sb quanbushenbao",
  "/rewards": "rewards shop mall redeem gift bonus leave training 积分商城 兑换 奖品 礼品 奖金 假期 培训 jifenshangcheng jfsc duihuan",
  "/redemptions": "redemptions orders redeemed 我的兑换 兑换记录 订单 wodeduihuan wddh",
  "/history": "history points balance entries statement ledger 积分明细 明细 流水 余额 记录 jifenmingxi jfmx mingxi yue",
  "/deductions/mine": "deductions minus 扣分 我的扣分 wodekoufen wdkf",
  "/grant": "grant give thank reward praise award 授予 发放 奖励 感谢 表扬 发积分 奖分 加分 shouyu sy fafang",
  "/waiting": "waiting approve approval decide pending inbox todo 待我处理 待办 审批 审核 批准 daiwochuli dwcl daiban shenpi",
  "/decided": "decided decisions done approved undo take back 我已处理 已处理 已审批 审批记录 处理记录 woyichuli wycl yichuli ycl",
  "/team": "team people members reports 我的团队 团队 下属 成员 wodetuandui wdtd tuandui",
  "/delegations": "delegations stand-in deputy absence 授权代理 代理 委托 代批 休假 shouquandaili sqdl daili",
  "/tags": "tags values rules 价值标签 标签 规则 价值 jiazhibiaoqian jzbq biaoqian",
  "/tags/new": "new tag propose 新建标签 提议标签 xinjianbiaoqian xjbq",
  "/budgets": "budgets allowance quota limit 积分预算 预算 额度 配额 jifenyusuan jfys yusuan ys edu",
  "/catalogue": "catalogue rewards stock price 兑换项管理 兑换项 奖品 库存 商城管理 上架 duihuanxiang dhxgl dhx",
  "/fulfilment": "redemptions fulfil deliver handle orders 兑换办理 兑换 发放 交付 办理 duihuanbanli dhbl",
  "/exports": "exports payroll files pay 导出单 导出 薪酬 工资 发放 文件 daochudan dcd daochu",
  "/deductions": "deductions minus conduct penalty 扣分 违纪 处分 koufen kf",
  "/reversals": "reversals take back undo correct cancel 积分撤销 撤销 冲正 更正 退回 jifenchexiao jfcx chexiao",
  "/countersignatures": "second hr countersign confirm four eyes HR 复核 复核 双人 会签 fuhe fh hrfh",
  "/people": "people employees staff directory persons 人员 员工 花名册 通讯录 renyuan ry yuangong",
  "/invitations": "invitations invite links join 邀请 链接 入职 开通 yaoqing yq",
  "/departments": "departments organisation units structure 部门 组织架构 架构 bumen bm",
  "/imports": "import upload excel csv file 导入 上传 表格 批量 daoru dr",
  "/parallel-months": "parallel months compare differences migration 双轨校验 双轨 并行 对账 差异 切换 shuangguijiaoyan sgjy duizhang",
  "/reports/points": "points report statistics chart 积分报表 积分 统计 图表 分析 jifen jf baobiao bb tongji",
  "/reports/value": "value created savings money worth 创造的价值 价值 节约 金额 chuangzaodejiazhi czdjz",
  "/reports/liability": "liability outstanding unredeemed balance 未兑换积分负债 负债 未兑换 计提 fuzhai wdhjffz fz",
  "/reports/budgets": "budgets used burn allowance 预算使用 预算 额度 消耗 执行 yusuanshiyong yssy",
  "/reports/low-departments": "low departments red list 偏低部门 红黑榜 预警 落后 pianidibumen piandibumen pdbm",
  "/reports/grants": "who grants whom favours circles fairness 授予关系 互授 人情分 公平 关系 shouyuguanxi sygx",
  "/reports/credibility": "credibility verified claimed trust 可信度 核实 复核 真实 kexindu kxd",
  "/reports/lines": "who decides for whom approvers changes lines 审批关系变更 审批人 变更 shenpiguanxibiangeng spgxbg",
  "/audit/events": "events audit log journal trail 事件 审计 日志 记录 shijian sj shenji rizhi",
  "/audit/chain": "chain hash verify proof tamper 哈希链 验证 防篡改 校验 haxilian hxl yanzheng",
  "/audit/trial-balance": "trial balance accounts sum 试算平衡 科目 余额 平衡 shisuanpingheng ssph",
  "/roles": "roles rights permissions access 角色 权限 授权 juese js quanxian",
  "/organisation": "organisation settings company time zone expiry leavers limits 组织设置 设置 公司 有效期 离职 上限 zuzhishezhi zzsz shezhi",
  "/api-keys": "api keys integration secret token interface 接口密钥 密钥 对接 集成 接口 jiekoumiyao jkmy miyao",
  "/projections": "health status projections running 运行状况 状态 健康 监控 yunxingzhuangkuang yxzk",
};

/** Pages beside the menu have a name for it only here. */
const NAMES: Record<string, Both<string>> = {
  "/notifications": texts({ en: "Notifications", zh: "通知" }),
  "/guide": texts({ en: "Guide", zh: "使用指南" }),
  "/password": texts({ en: "Password", zh: "修改密码" }),
  "/deductions/mine": texts({ en: "My deductions", zh: "我的扣分" }),
  "/tags/new": texts({ en: "New tag", zh: "新建标签" }),
};
const MOST = 6;
/** So few Latin letters are rather somebody's initials. */
const FEW = /^[\x20-\x7e]{1,3}$/;

const isSo = (words: string, typed: string): boolean => words.toLowerCase().split(" ").includes(typed.toLowerCase());

/** Letters are looked for where a word begins, characters anywhere. */
const begins = (words: string, typed: string): boolean =>
  /^[\x20-\x7e]+$/.test(typed) ? words.toLowerCase().split(" ").some((word) => word.startsWith(typed.toLowerCase())) : holds(words, typed); // prettier-ignore

function findable(me: Me): Findable[] {
  return pages
    .filter((page) => opens(page, me))
    .map((page) => ({ ...page, label: page.label ?? NAMES[page.path] }))
    .filter((page): page is Findable => page.label !== undefined);
}

/** The pages somebody may open that a text is a word for, and those that it begins one for; by no text, the first. */
export function pagesFound(asked: string, me: Me): { surely: Findable[]; perhaps: Findable[] } {
  const mine = findable(me);
  if (asked === "") return { surely: mine.filter(({ path }) => path !== "/" && !(path in NAMES)).slice(0, MOST), perhaps: [] };
  const typed = asked.normalize("NFKC").trim();
  const wordsOf = ({ path, label }: Findable) => `${label.en} ${label.zh} ${WORDS[path] ?? ""}`;
  const isCalled = (page: Findable) => !FEW.test(typed) && (isSo(wordsOf(page), typed) || [label(page, "en"), label(page, "zh")].includes(typed.toLowerCase()));
  const surely = mine.filter(isCalled);
  const every = typed.split(/\s+/);
  const perhaps = mine.filter((page) => !surely.includes(page) && every.every((word) => begins(wordsOf(page), word)));
  return { surely: surely.slice(0, MOST), perhaps: perhaps.slice(0, MOST) };
}

const label = (page: Findable, language: "en" | "zh"): string => page.label[language].toLowerCase();
