/** What can be done with a checked file: confirm it, mend it, compare it, take it back. */
import { Alert } from "antd";
import { Link } from "react-router";

import type { Schemas } from "../../../api/client";
import { CommandForm } from "../../../components/CommandForm";
import { Files } from "../../../components/Files";
import { FormDialog } from "../../../components/FormDialog";
import { plural, texts, useTexts } from "../../../texts";
import { OfImport } from "../invitations/OfImport";
import { ConfirmImport, ImportDoubtful } from "./ConfirmImport";
import { BY_MONTH, WITH_POINTS } from "./words";

const both = texts({
  en: {
    mend: (n: number) => `${plural(n, "row")} to correct`,
    how: "Download these rows with the reasons, correct them in the file, and upload it. Rows that were imported already are not imported twice.",
    again: "Upload the corrected file",
    go: "Continue",
    undo: "Undo the import",
    undoes: "Every row of this import is taken back. Points already spent or expired stay, and their rows are listed as kept. This can’t be undone.",
    created: (n: number) => `${plural(n, "row")} added something new. It is taken back, unless something refers to it by now: points, claims, a budget, a role, a password, reports, a delegation, an API key; of a department also people, tags or departments below it.`,
    changed: (n: number) => `${plural(n, "row")} changed something. Each field goes back to what it was, unless somebody changed it since.`,
    stays: "What stays is listed with its reason. This can only be done once; undo later imports of the same people or departments first.",
    result: (undone: number, partly: number, kept: number) => `${plural(undone, "row")} taken back, ${partly.toLocaleString("en")} in part, ${kept.toLocaleString("en")} kept`,
    reasons: "What stays has its reason among the rows below.",
    compare: "Compare with the ledger",
    beside: "These rows are only compared with the ledger; nothing is imported.",
  },
  zh: {
    mend: (n: number) => `有 ${n.toLocaleString("zh-CN")} 行需要修正`,
    how: "请下载有问题的行（附原因），在文件中修改后上传。已导入的行不会重复导入。",
    again: "上传修正后的文件",
    go: "继续",
    undo: "撤销导入",
    undoes: "本次导入的每一行都会撤销。已使用或已到期的积分会保留，并在列表中标为“保留”。撤销后不能恢复。",
    created: (n: number) => `${n.toLocaleString("zh-CN")} 行是新增：会撤下，除非已被引用（积分、申报、预算、角色、密码、下属、授权代理、接口密钥；部门还包括人员、标签和下级部门）。`,
    changed: (n: number) => `${n.toLocaleString("zh-CN")} 行是变更：各字段恢复原值，除非之后又被修改。`,
    stays: "保留的内容会逐行列出原因。只能撤销一次；如果之后还导入过相同的人员或部门，请先撤销较晚的导入。",
    result: (undone: number, partly: number, kept: number) => `已撤销 ${undone.toLocaleString("zh-CN")} 行，部分撤销 ${partly.toLocaleString("zh-CN")} 行，保留 ${kept.toLocaleString("zh-CN")} 行`,
    reasons: "保留的原因见下方逐行结果。",
    compare: "与账本对比",
    beside: "这些行只用于与账本对比，不会导入。",
  },
});

export function ImportActions({ one }: { one: Schemas["ImportView"] }) {
  const t = useTexts(both);
  const byMonth = BY_MONTH.includes(one.kind);
  const toMend = (one.counts.bad ?? 0) + (one.counts.refused ?? 0);
  const { partly = 0, kept = 0 } = one.counts;
  const { new: created = 0, changed = 0 } = one.effects;
  const at = { import_id: one.id };
  const stopped = one.state === "failed" && one.confirmed_by !== null;
  const again = `/imports?${new URLSearchParams({ kind: one.kind, ...(one.period ? { period: one.period } : {}) }).toString()}`;
  return (
    <>
      {toMend > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t.mend(toMend)}
          description={
            <div className="stack">
              <span>{t.how}</span>
              <div className="row">
                <Files path={`/v1/imports/${one.id}/corrected`} formats={["xlsx", "csv"]} />
                <Link to={again}>{t.again}</Link>
              </div>
            </div>
          }
        />
      )}
      {byMonth && one.state === "checked" && (
        <div className="row">
          <Link to={`/parallel-months/${one.period ?? ""}`}>{t.compare}</Link>
          <span className="quiet">{t.beside}</span>
        </div>
      )}
      {one.state === "checked" && !byMonth && one.control.agrees !== false && <ConfirmImport one={one} />}
      {one.state === "imported" && <ImportDoubtful one={one} />}
      {stopped && (
        <CommandForm
          name={null}
          method="post"
          path={one.undone_by === null ? "/v1/imports/{import_id}/confirmation" : "/v1/imports/{import_id}/undo"}
          at={at}
          toBody={() => (one.undone_by === null ? { without_bad_rows: true } : undefined) as never}
          onDone={() => undefined}
          submit={t.go}
        >
          {null}
        </CommandForm>
      )}
      {one.state === "undone" && (
        <Alert
          type={kept + partly > 0 ? "warning" : "success"}
          showIcon
          title={t.result(one.counts.undone ?? 0, partly, kept)}
          description={kept + partly > 0 ? t.reasons : undefined}
        />
      )}
      {one.state === "imported" && one.kind === "employees" && <OfImport id={one.id} />}
      {one.state === "imported" && (
        <div>
          <FormDialog label={t.undo} danger>
            {(close) => (
              <CommandForm name={null} method="post" path="/v1/imports/{import_id}/undo" at={at} toBody={() => undefined} onDone={close} submit={t.undo} danger>
                {WITH_POINTS.includes(one.kind) ? (
                  <p>{t.undoes}</p>
                ) : (
                  <>
                    {created > 0 && <p>{t.created(created)}</p>}
                    {changed > 0 && <p>{t.changed(changed)}</p>}
                    <p>{t.stays}</p>
                  </>
                )}
              </CommandForm>
            )}
          </FormDialog>
        </div>
      )}
    </>
  );
}
