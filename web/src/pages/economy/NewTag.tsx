/** hr defines a value tag, a manager proposes one, with the same form; it is tried beside it while it is typed. */
import { App, Form, Input } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";

import { CommandForm } from "../../components/CommandForm";
import type { Rule } from "../../components/rule-text";
import { Titled } from "../../components/Titled";
import { holds, useMe } from "../../session/session";
import { texts, useTexts } from "../../texts";
import { NEW_TAG, type TypedTag, ruleOf, termsOf, triedOf } from "./tag-form";
import { TagFields } from "./TagFields";
import { TagTrial } from "./TagTrial";
import "./economy.css";

const both = texts({
  en: {
    fresh: "New value tag",
    propose: "Propose a value tag",
    lead: "It can be used as soon as it is created.",
    leadProposal: "HR decides. You will be told, and if it is rejected, why.",
    code: "Code",
    codeExtra: "A short name for files and systems; it can’t be changed later",
    codeWrong: "Letters, digits, . _ and -; up to 64 characters",
    create: "Create",
    send: "Send proposal",
    done: "Tag created",
    sent: "Proposal sent to HR",
  },
  zh: {
    fresh: "新建价值标签",
    propose: "提议价值标签",
    lead: "创建后立即可用。",
    leadProposal: "由 HR 审批，结果会通知您；如被驳回，附有理由。",
    code: "编码",
    codeExtra: "供文件和系统使用的简短名称，创建后不变",
    codeWrong: "可用文字、数字、点、下划线和连字符，最多 64 个字符",
    create: "创建",
    send: "提交提议",
    done: "标签已启用",
    sent: "提议已提交，等待 HR 审批",
  },
});

export default function NewTag() {
  const t = useTexts(both);
  const go = useNavigate();
  const { message } = App.useApp();
  const proposal = !holds(useMe(), ["hr"]);
  const [typed, setTyped] = useState<TypedTag>(NEW_TAG);
  return (
    <Titled title={proposal ? t.propose : t.fresh} lead={proposal ? t.leadProposal : t.lead}>
      <div className="with-trial">
        <div className="card">
          <CommandForm
            name="tag"
            method="post"
            path="/v1/tags"
            initial={NEW_TAG}
            onChange={setTyped}
            toBody={(given: TypedTag) => ({ code: given.code?.trim() ?? "", ...termsOf(given) })}
            onDone={(tag) => {
              void message.success(proposal ? t.sent : t.done);
              void go(`/tags/${encodeURIComponent(tag.code)}`);
            }}
            submit={proposal ? t.send : t.create}
          >
            <Form.Item name="code" label={t.code} extra={t.codeExtra} rules={[{ required: true, pattern: /^\s*[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}\s*$/u, message: t.codeWrong }]}>
              <Input autoCapitalize="none" autoComplete="off" />
            </Form.Item>
            <TagFields proposal={proposal} />
          </CommandForm>
        </div>
        <TagTrial tried={triedOf(typed)} rule={ruleOf(typed.rule) as Rule | null} />
      </div>
    </Titled>
  );
}
