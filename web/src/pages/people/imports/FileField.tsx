import { useId, useState } from "react";

import { texts, useTexts } from "../../../texts";

const both = texts({
  en: { file: "File", drop: "Drop a spreadsheet or a text file here, or choose one: .xlsx, .xls, .xlsb, .ods, .csv, .txt.", size: "Up to 50 MB and 200,000 rows.", choose: "Choose a file", none: "No file chosen yet" },
  zh: { file: "文件", drop: "把表格或文本文件拖到这里，或选择文件：.xlsx、.xls、.xlsb、.ods、.csv、.txt。", size: "最大 50 MB，最多 200,000 行。", choose: "选择文件", none: "尚未选择文件" },
});

/** What it is, its bytes say; this only keeps photos out of the way. */
const TYPES = ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.txt,.htm,.html";

/** One file, dropped or chosen. The browser's own field speaks the browser's language: it lies unseen over our button. */
export function FileField({ file, onChange }: { file: File | null; onChange: (file: File | null) => void }) {
  const t = useTexts(both);
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div
      className="file-field"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const dropped = event.dataTransfer.files[0];
        if (dropped) onChange(dropped);
      }}
    >
      <label htmlFor={id}>{t.file}</label>
      <p className="quiet" id={`${id}-help`}>
        {t.drop} {t.size}
      </p>
      <div className="row">
        <span className="file-choose">
          <input
            id={id}
            type="file"
            accept={TYPES}
            title={t.choose}
            aria-describedby={`${id}-help ${id}-name`}
            onChange={(event) => onChange(event.target.files?.[0] ?? null)}
            // The same file, mended meanwhile, is to be noticed too.
            onClick={(event) => {
              event.currentTarget.value = "";
            }}
          />
          <span aria-hidden>{t.choose}</span>
        </span>
        <span id={`${id}-name`} className={file ? "file-field-name said" : "quiet"} aria-live="polite">
          {file ? file.name : t.none}
        </span>
      </div>
    </div>
  );
}
