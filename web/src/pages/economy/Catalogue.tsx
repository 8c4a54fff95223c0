/** The rewards that points are redeemed for: hr offers, changes and retires them. */
import { PlusOutlined } from "@ant-design/icons";
import { App, Form, Input } from "antd";

import { useList } from "../../api/queries";
import { Choices } from "../../components/Choices";
import { CommandForm } from "../../components/CommandForm";
import { ConfirmedCommand } from "../../components/ConfirmedCommand";
import { Files } from "../../components/Files";
import { FormDialog } from "../../components/FormDialog";
import { type Column, Listing } from "../../components/Listing";
import { NothingYet } from "../../components/NothingYet";
import { Points } from "../../components/Points";
import { useFilters } from "../../components/search-params";
import { Titled } from "../../components/Titled";
import { useFormats } from "../../formats";
import { texts, useTexts } from "../../texts";
import { Benefit } from "../employee/Benefit";
import { RewardFields } from "./RewardFields";
import { NEW_REWARD, type Reward, type TypedReward, changeOf, rewardOf, typedReward } from "./reward-form";
import { approvers, rewardKinds } from "./reward-words";
import "./economy.css";

const both = texts({
  en: {
    title: "Reward catalogue", lead: "What points can be redeemed for. Changes do not affect redemptions already requested.", state: "State", active: "Offered", retired: "Retired", none: "No rewards here.", noneYet: "No reward is offered yet. Until one is, points cannot be redeemed.", ask: "HR offers them.",
    name: "Reward", kind: "Kind", what: "Benefit", cost: "Points", left: "Left", unlimited: "Unlimited", of: (left: string, stock: string) => `${left} of ${stock}`, limit: "Yearly limit", approval: "Approved by",
    fresh: "New reward", code: "Code", codeExtra: "A short name for files and systems; it can’t be changed later", codeWrong: "Letters, digits, . _ and -; up to 64 characters", offer: "Offer", offered: "Reward offered",
    change: "Change", save: "Save", saved: "Reward changed", retire: "Retire", retireTitle: "Retire this reward?", retireWhat: "It can no longer be redeemed. Redemptions already requested go ahead.", retiredNow: "Reward retired",
  },
  zh: {
    title: "兑换项管理", lead: "积分可以兑换的内容。已申请的兑换保持原价与原内容。", state: "状态", active: "可兑换", retired: "已下架", none: "没有这样的兑换项。", noneYet: "还没有可兑换的兑换项。上架后，员工才能兑换积分。", ask: "兑换项由 HR 上架。",
    name: "兑换项", kind: "类型", what: "每份内容", cost: "积分", left: "剩余", unlimited: "不限", of: (left: string, stock: string) => `${left} / ${stock}`, limit: "每年限额", approval: "审批人",
    fresh: "新建兑换项", code: "编码", codeExtra: "供文件和系统使用的简短名称，创建后不变", codeWrong: "可用文字、数字、点、下划线和连字符，最多 64 个字符", offer: "上架", offered: "兑换项已上架",
    change: "修改", save: "保存", saved: "兑换项已修改", retire: "下架", retireTitle: "下架这个兑换项？", retireWhat: "已申请的兑换继续办理。", retiredNow: "兑换项已下架",
  },
}); // prettier-ignore

export default function Catalogue() {
  const t = useTexts(both);
  const [filters, filter] = useFilters(["state"]);
  const state = filters.state === "retired" ? "retired" : "active";
  const query = useList("/v1/rewards", { query: { state } });
  const columns = useColumns();
  return (
    <Titled title={t.title} lead={t.lead} actions={<><Files path="/v1/rewards" query={{ state }} /><NewReward /></>}>
      <div className="stack">
        <Choices
          label={t.state}
          value={state}
          onChange={(chosen) => filter({ state: chosen === "retired" ? chosen : null })}
          choices={[
            { value: "active", label: t.active },
            { value: "retired", label: t.retired },
          ]}
        />
        <Listing
          query={query}
          columns={columns}
          idOf={({ code }) => code}
          empty={state === "active" ? <NothingYet why={t.noneYet} ask={t.ask} step={{ button: <NewReward />, roles: ["hr"] }} /> : t.none}
          label={t.title}
          filters={[]}
          actions={state === "active" ? (reward) => <Actions reward={reward} /> : undefined}
        />
      </div>
    </Titled>
  );
}

function useColumns(): Column<Reward>[] {
  const t = useTexts(both);
  const f = useFormats();
  const kinds = useTexts(rewardKinds);
  const who = useTexts(approvers);
  return [
    { title: t.name, lead: true, show: ({ name }) => <span className="said">{name}</span> },
    { title: t.kind, show: ({ kind }) => kinds[kind] },
    { title: t.what, show: (reward) => (reward.kind === "custom" ? "—" : <Benefit of={reward} />) },
    { title: t.cost, number: true, show: ({ cost }) => <Points points={cost} /> },
    { title: t.left, number: true, show: ({ left, stock }) => (stock === null || left === null ? t.unlimited : t.of(f.points(left), f.points(stock))) },
    { title: t.limit, number: true, show: ({ yearly_limit }) => (yearly_limit === null ? t.unlimited : f.points(yearly_limit)) },
    { title: t.approval, show: ({ approval }) => who[approval] },
  ];
}

function NewReward() {
  const t = useTexts(both);
  const { message } = App.useApp();
  return (
    <FormDialog label={t.fresh} type="primary" size="large" icon={<PlusOutlined />} width={640}>
      {(close) => (
        <CommandForm
          name="reward"
          method="post"
          path="/v1/rewards"
          initial={NEW_REWARD}
          toBody={rewardOf}
          onDone={() => {
            close();
            void message.success(t.offered);
          }}
          submit={t.offer}
        >
          <Form.Item name="code" label={t.code} extra={t.codeExtra} rules={[{ required: true, pattern: /^\s*[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}\s*$/u, message: t.codeWrong }]}>
            <Input autoCapitalize="none" autoComplete="off" />
          </Form.Item>
          <RewardFields fresh />
        </CommandForm>
      )}
    </FormDialog>
  );
}

function Actions({ reward }: { reward: Reward }) {
  const t = useTexts(both);
  const { message } = App.useApp();
  const at = { code: reward.code };
  return (
    <>
      <FormDialog label={t.change} title={reward.name} about={reward.name} width={640}>
        {(close) => (
          <CommandForm
            name={`reward:${reward.code}:${reward.revision}`}
            method="patch"
            path="/v1/rewards/{code}"
            at={at}
            initial={typedReward(reward)}
            toBody={(typed: TypedReward) => changeOf({ ...typed, kind: reward.kind })}
            onDone={() => {
              close();
              void message.success(t.saved);
            }}
            submit={t.save}
          >
            <RewardFields />
          </CommandForm>
        )}
      </FormDialog>
      <ConfirmedCommand label={t.retire} about={reward.name} title={t.retireTitle} confirm={t.retire} danger path="/v1/rewards/{code}/retirement" at={at} onDone={() => void message.success(t.retiredNow)}>
        <p className="said">{reward.name}</p>
        <p>{t.retireWhat}</p>
      </ConfirmedCommand>
    </>
  );
}
