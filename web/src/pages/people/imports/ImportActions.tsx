/** What can be done with a checked file: confirm it, mend it, compare it, take it back. */
import { Alert, Button } from "antd";
import { Link } from "react-router";

import type { Schemas } from "../../../api/client";
import { fileUrl } from "../../../api/downloads";
import { CommandForm } from "../../../components/CommandForm";
import { FormDialog } from "../../../components/FormDialog";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { ConfirmImport } from "./ConfirmImport";
import { BY_MONTH, UNDOABLE } from "./words";

const both = texts({
  en: {
    mend: (n: string) => `Correct ${n} rows`,
    how: "Download the bad rows with their reasons, correct them, and upload the file again. Rows already imported change nothing.",
    again: "Upload the corrected file",
    go: "Continue",
    undo: "Undo the import",
    undoes: "Every row of this import is taken back by an event of its own. Points already spent or expired stay and are listed as kept. This can only be done once.",
    compare: "Compare with the ledger",
    beside: "These rows are only compared with the ledger; nothing is written.",
  },
  zh: {
    mend: (n: string) => `修正 ${n} 行`,
    how: "下载有问题的行（附原因），在文件中修改后重新上传。已存在的行不会产生变化。",
    again: "上传修正后的文件",
    go: "继续",
    undo: "撤销导入",
    undoes: "本次导入的每一行都会以新的事件撤销。已使用或已到期的积分会保留并列出。撤销后不能恢复。",
    compare: "与账本对比",
    beside: "这些行只用于对比，不会写入账本。",
  },
});

export function ImportActions({ one }: { one: Schemas["ImportView"] }) {
  const t = useTexts(both);
  const f = useFormats();
  const byMonth = BY_MONTH.includes(one.kind);
  const toMend = (one.counts.bad ?? 0) + (one.counts.refused ?? 0);
  const at = { import_id: one.id };
  const stopped = one.state === "failed" && one.confirmed_by !== null;
  const again = `/imports?${new URLSearchParams({ kind: one.kind, ...(one.period ? { period: one.period } : {}) }).toString()}`;
  return (
    <>
      {toMend > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t.mend(f.number(toMend))}
          description={
            <div className="stack">
              <span>{t.how}</span>
              <div className="row">
                {["xlsx", "csv"].map((format) => (
                  <Button key={format} href={fileUrl(`/v1/imports/${one.id}/corrected.${format}`)} download>
                    {format.toUpperCase()}
                  </Button>
                ))}
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
      {one.state === "imported" && UNDOABLE.includes(one.kind) && (
        <div>
          <FormDialog label={t.undo} danger>
            {(close) => (
              <CommandForm name={null} method="post" path="/v1/imports/{import_id}/undo" at={at} toBody={() => undefined} onDone={close} submit={t.undo} danger>
                <p>{t.undoes}</p>
              </CommandForm>
            )}
          </FormDialog>
        </div>
      )}
    </>
  );
}
