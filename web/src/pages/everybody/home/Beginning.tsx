/** The first hour of an organisation: what there is of all that it begins with, and what comes next. */
import { CheckCircleFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useId } from "react";
import { Link, useNavigate } from "react-router";

import type { Schemas } from "../../../api/client";
import { mayOpen } from "../../../layout/menu-pages";
import { useMe } from "../../../session/session";
import { plural, texts, useTexts } from "../../../texts";

type Step = Schemas["Step"];
type Name = Step["step"];

const both = texts<Words>({
  en: {
    title: "Set up your organisation", progress: (done, of) => `${done} of ${of} steps done`, away: "Put away", done: "Done: ", next: "Next: ", others: "HR does this.",
    steps: {
      departments: { name: "Departments", there: (n) => plural(n, "department"), why: "Who heads a department decides on its people’s claims.", go: "Add departments" },
      people: { name: "People", there: (n) => plural(n, "person", "people"), why: "Import a list, or add people one by one under People.", go: "Import people" },
      tags: { name: "Value tags", there: (n) => `${plural(n, "tag")} in force`, why: "A tag says what earns points; until there is one, nothing can be granted or claimed.", go: "Define tags" },
      budgets: { name: "Budgets", there: (n, of) => `${n} of ${plural(of, "manager")} with a budget`, why: "Managers grant from the month’s budget.", go: "Set budgets" },
      rewards: { name: "Rewards", there: (n) => `${plural(n, "reward")} on offer`, why: "What points can be redeemed for.", go: "Offer rewards" },
      invitations: { name: "Invitations", there: (n, of) => `${n} of ${plural(of, "person", "people")} can sign in`, why: "Each gets a link of their own and chooses a password.", go: "Invite people" },
    },
  },
  zh: {
    title: "启用准备", progress: (done, of) => `共 ${of} 步，已完成 ${done} 步`, away: "不再显示", done: "已完成：", next: "下一步：", others: "由 HR 完成。",
    steps: {
      departments: { name: "部门", there: (n) => `${n} 个部门`, why: "部门负责人审批本部门人员的申报。", go: "新增部门" },
      people: { name: "人员", there: (n) => `${n} 名员工`, why: "可以导入名单，也可以在“人员”页逐个新增。", go: "导入人员" },
      tags: { name: "价值标签", there: (n) => `${n} 个标签生效中`, why: "标签规定什么行为能得分；有了标签，才能授予和申报积分。", go: "设置标签" },
      budgets: { name: "积分预算", there: (n, of) => `${of} 位管理者中 ${n} 位有预算`, why: "管理者从当月预算中授予积分。", go: "设定预算" },
      rewards: { name: "兑换项", there: (n) => `${n} 个兑换项可兑换`, why: "积分可以兑换的内容。", go: "上架兑换项" },
      invitations: { name: "邀请", there: (n, of) => `${of} 名员工中 ${n} 名可以登录`, why: "每人收到自己的链接，自行设置密码。", go: "邀请员工" },
    },
  },
}); // prettier-ignore

interface Words {
  title: string;
  progress: (done: number, of: number) => string;
  away: string;
  done: string;
  next: string;
  others: string;
  steps: Record<Name, { name: string; there: (n: number, of: number) => string; why: string; go: string }>;
}

const WHERE: Record<Name, string> = {
  departments: "/departments",
  people: "/imports",
  tags: "/tags",
  budgets: "/budgets",
  rewards: "/catalogue",
  invitations: "/invitations",
};

export default function Beginning({ steps, onAway }: { steps: Step[]; onAway: () => void }) {
  const t = useTexts(both);
  const id = useId();
  const done = steps.filter((one) => one.done).length;
  const next = steps.find((one) => !one.done)?.step;
  return (
    <section className="card home-beginning" aria-labelledby={id}>
      <div className="row apart">
        <h2 id={id}>{t.title}</h2>
        <Button type="text" onClick={onAway}>
          {t.away}
        </Button>
      </div>
      <p className="quiet">{t.progress(done, steps.length)}</p>
      <div className="home-bar" aria-hidden="true">
        <span style={{ width: `${(done / steps.length) * 100}%` }} />
      </div>
      <ol>
        {steps.map((one, place) => (
          <Row key={one.step} step={one} place={place + 1} isNext={one.step === next} />
        ))}
      </ol>
    </section>
  );
}

function Row({ step: { step, done, count, of }, place, isNext }: { step: Step; place: number; isNext: boolean }) {
  const t = useTexts(both);
  const go = useNavigate();
  const may = mayOpen(WHERE[step], useMe());
  const { name, there, why, go: label } = t.steps[step];
  return (
    <li data-done={done} aria-current={isNext ? "step" : undefined}>
      <span className="home-step-mark" aria-hidden>
        {done ? <CheckCircleFilled /> : place}
      </span>
      <div className="home-step-says">
        {(done || isNext) && <span className="visually-hidden">{done ? t.done : t.next}</span>}
        {may ? <Link to={WHERE[step]}>{name}</Link> : <strong>{name}</strong>}
        <span className="quiet">{there(count, of ?? 0)}</span>
        {isNext && <p>{why}</p>}
        {isNext && !may && <p>{t.others}</p>}
      </div>
      {isNext && may && (
        <Button type="primary" size="large" onClick={() => void go(WHERE[step])}>
          {label}
        </Button>
      )}
    </li>
  );
}
