/** A table is sent to be checked; nothing of it is written before somebody confirms. */
import { Button, Form, Select } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";

import { fileUrl } from "../../../api/downloads";
import { Problem } from "../../../api/problem";
import { DayInput } from "../../../components/DayInput";
import { NumberInput } from "../../../components/NumberInput";
import { ProblemNotice } from "../../../components/ProblemNotice";
import { texts, useLanguage, useTexts } from "../../../texts";
import { ColumnsHelp } from "./ColumnsHelp";
import { FileField } from "./FileField";
import { MOST_BYTES, type Upload, useUpload } from "./upload";
import { BY_MONTH, KINDS, type Kind, WITH_POINTS, words } from "./words";

const both = texts({
  en: {
    kind: "Content",
    period: "Month",
    total: "Expected points",
    totalHelp: "The sum of all points according to the old system. A file with another sum can’t be imported.",
    rows: "Expected rows",
    rowsHelp: "How many rows the file should have, without its heading",
    sample: "Rows to look at yourself",
    file: "Choose a file first",
    large: "The file is larger than 50 MB",
    largeAdvice: "Split it into several files. A row that is in two of them is imported once.",
    check: "Check the file",
    template: "Download a template",
  },
  zh: {
    kind: "导入内容",
    period: "月份",
    total: "积分合计",
    totalHelp: "旧系统中的积分合计；与文件不一致时不能导入",
    rows: "总行数",
    rowsHelp: "文件应有的行数，不含标题行",
    sample: "人工核对行数",
    file: "请先选择文件",
    large: "文件超过 50 MB",
    largeAdvice: "请拆分为多个文件；重复的行只导入一次。",
    check: "开始校验",
    template: "下载模板",
  },
});

const SAMPLE = 10;

export function UploadForm() {
  const t = useTexts(both);
  const w = useTexts(words);
  const language = useLanguage();
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [form] = Form.useForm<Upload>();
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const upload = useUpload();
  const kind = Form.useWatch("kind", form) ?? (search.get("kind") as Kind | null) ?? "employees";
  const tooLarge = file !== null && file.size > MOST_BYTES ? new Problem(413, "file-too-large", t.large, t.largeAdvice, [], null) : null;

  const send = (given: Upload) => {
    setMissing(file === null);
    if (file === null || tooLarge) return;
    upload.mutate({ file, given }, { onSuccess: ({ id }) => void go(`/imports/${id}`) });
  };
  return (
    <Form<Upload>
      form={form}
      layout="vertical"
      requiredMark="optional"
      initialValues={{ kind, period: search.get("period") ?? undefined, sample: SAMPLE }}
      onFinish={send}
      // What was chosen is in the address, so a reload keeps it.
      onValuesChange={(_, { kind: chosen, period }) => setSearch({ kind: chosen, ...(period ? { period } : {}) }, { replace: true })}
    >
      <ProblemNotice problem={tooLarge ?? upload.error} />
      <Form.Item name="kind" label={t.kind} rules={[{ required: true }]} extra={<ColumnsHelp kind={kind} />}>
        <Select options={KINDS.map((value) => ({ value, label: w.kinds[value] }))} />
      </Form.Item>
      <Form.Item>
        <Button size="large" href={fileUrl(`/v1/imports/templates/${kind}.xlsx`, { language })} download>
          {t.template}
        </Button>
      </Form.Item>
      <Form.Item required validateStatus={missing ? "error" : ""} help={missing ? <span role="alert">{t.file}</span> : undefined}>
        <FileField
          file={file}
          onChange={(chosen) => {
            setFile(chosen);
            setMissing(false);
            upload.reset();
          }}
        />
      </Form.Item>
      <div className="import-options">
        {BY_MONTH.includes(kind) && (
          <Form.Item name="period" label={t.period} rules={[{ required: true, pattern: /^\d{4}-\d{2}$/, message: "YYYY-MM" }]}>
            <DayInput type="month" placeholder="YYYY-MM" />
          </Form.Item>
        )}
        {WITH_POINTS.includes(kind) && (
          <Form.Item name="control_total" label={t.total} extra={t.totalHelp}>
            <NumberInput inputMode="text" style={{ width: "100%" }} />
          </Form.Item>
        )}
        <Form.Item name="control_rows" label={t.rows} extra={t.rowsHelp}>
          <NumberInput min={0} style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item name="sample" label={t.sample}>
          <NumberInput min={0} max={200} style={{ width: "100%" }} />
        </Form.Item>
      </div>
      <Button type="primary" htmlType="submit" size="large" loading={upload.isPending}>
        {t.check}
      </Button>
    </Form>
  );
}
