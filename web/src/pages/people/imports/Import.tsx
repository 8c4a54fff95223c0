/** One import: how its file is read, the three checks, its progress, what is to be done with it, its rows. */
import { Alert } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link, useParams } from "react-router";

import { useGet } from "../../../api/queries";
import { Failed } from "../../../components/Failed";
import { Loading } from "../../../components/Loading";
import { PersonName } from "../../../components/PersonName";
import { Titled } from "../../../components/Titled";
import { When } from "../../../components/When";
import { useFormats } from "../../../formats";
import { texts, useTexts } from "../../../texts";
import { Checks } from "./Checks";
import { ImportActions } from "./ImportActions";
import { ImportRows } from "./ImportRows";
import { ImportState } from "./ImportState";
import { Sample } from "./Sample";
import { Working } from "./Working";
import { useFaultText } from "./faults";
import { ReadingCard } from "./reading/ReadingCard";
import { BUSY, type Kind, word, words } from "./words";
import "./imports.css";

const both = texts({
  en: {
    title: "Import",
    all: "All imports",
    by: "uploaded by",
    confirmed: "confirmed by",
    undone: "undone by",
    failed: "This file could not be accepted",
    stopped: "Stopped before it was finished",
    row: (n: number) => `Row ${n}: `,
    send: "Upload another",
    again: "Nothing was imported. Correct the file and upload it again.",
    map: "Nothing was imported. Choose below which row has the headers and which column is which, or upload another file.",
    otherwise: "Nothing was imported. Choose below how the file is to be read, or upload another.",
  },
  zh: {
    title: "导入",
    all: "全部导入",
    by: "上传人",
    confirmed: "确认人",
    undone: "撤销人",
    failed: "无法接收此文件",
    stopped: "处理中断",
    row: (n: number) => `第 ${n} 行：`,
    send: "重新上传",
    again: "没有导入任何内容，请修改文件后重新上传。",
    map: "没有导入任何内容。请在下方选择标题行和各列的含义，或重新上传文件。",
    otherwise: "没有导入任何内容。请在下方选择读取方式，或重新上传文件。",
  },
});

const EVERY_MS = 1000;

export default function Import() {
  const t = useTexts(both);
  const w = useTexts(words);
  const f = useFormats();
  const queries = useQueryClient();
  const { id = "" } = useParams();
  const params = { path: { import_id: id } };
  const { data: one, error, refetch } = useGet("/v1/imports/{import_id}", params);
  const faultText = useFaultText((one?.kind ?? "employees") as Kind);
  const busy = one !== undefined && BUSY.includes(one.state);
  // The same question, asked every moment while the worker works.
  useGet("/v1/imports/{import_id}", params, busy ? { refetchInterval: EVERY_MS } : {});
  const state = one?.state;
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ["/v1/imports/{import_id}/rows"] });
  }, [queries, state]);

  if (error && !one) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!one) return <Loading lines={8} />;
  const { reading } = one;
  const lead = (
    <>
      <ImportState state={one.state} /> {word(w.kinds, one.kind)}
      {one.period && ` · ${f.month(one.period)}`} · {t.by} <PersonName no={one.uploaded_by} quiet={false} /> <When at={one.uploaded_at} />
      {one.confirmed_by && (
        <>
          {" "}
          · {t.confirmed} <PersonName no={one.confirmed_by} quiet={false} />
        </>
      )}
      {one.undone_by && (
        <>
          {" "}
          · {t.undone} <PersonName no={one.undone_by} quiet={false} />
        </>
      )}
    </>
  );
  return (
    <Titled title={one.file_name || t.title} lead={lead} actions={<Link to="/imports">{t.all}</Link>}>
      <div className="stack">
        {one.problem && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={one.rows === null ? t.failed : t.stopped}
            description={
              <>
                <p className="said" style={{ margin: 0 }}>
                  {one.problem.row !== null && t.row(one.problem.row)}
                  {faultText(one.problem)}
                </p>
                {one.rows === null && (
                  <p style={{ margin: 0 }}>
                    {!reading ? t.again : one.problem.rule === "headers" ? t.map : t.otherwise} <Link to={`/imports?kind=${one.kind}`}>{t.send}</Link>
                  </p>
                )}
              </>
            }
          />
        )}
        {reading && <ReadingCard one={one} reading={reading} />}
        {one.rows !== null && <Checks one={one} />}
        {busy && <Working one={one} />}
        {one.rows !== null && (
          <>
            <ImportActions one={one} />
            <ImportRows one={one} />
            <Sample rows={one.sample ?? []} kind={one.kind as Kind} />
          </>
        )}
      </div>
    </Titled>
  );
}
