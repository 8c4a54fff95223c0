import { useId, useRef, useState } from "react";

import { texts, useTexts } from "../../../texts";

const both = texts({
  en: { file: "File", drop: "Drop a CSV or XLSX file here, or choose one.", size: "Up to 50 MB and 200,000 rows." },
  zh: { file: "文件", drop: "把 CSV 或 XLSX 文件拖到这里，或选择文件。", size: "最大 50 MB，最多 200,000 行。" },
});

/** One file, dropped or chosen. */
export function FileField({ file, onChange }: { file: File | null; onChange: (file: File | null) => void }) {
  const t = useTexts(both);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
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
        if (!dropped) return;
        // Else the browser's own words beside its button would say that no file was chosen.
        if (input.current) input.current.files = event.dataTransfer.files;
        onChange(dropped);
      }}
    >
      <label htmlFor={id}>{t.file}</label>
      <p className="quiet" id={`${id}-help`}>
        {t.drop} {t.size}
      </p>
      <input
        ref={input}
        id={id}
        type="file"
        accept=".csv,.xlsx,.txt"
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.files?.[0] ?? null)}
        // The same file, mended meanwhile, is to be noticed too.
        onClick={(event) => {
          event.currentTarget.value = "";
        }}
      />
      {file && <p className="file-field-name said">{file.name}</p>}
    </div>
  );
}
