import { Button } from "antd";

import { fileUrl } from "../api/downloads";
import { useLanguage } from "../texts";

interface Props {
  /** Without the format: /v1/reports/liability. */
  path: string;
  query?: Record<string, string | number | null | undefined>;
}

/** The same as a file: CSV and XLSX, with heads in the language of the page. */
export function Files({ path, query }: Props) {
  const language = useLanguage();
  return (
    <>
      {["csv", "xlsx"].map((format) => (
        <Button key={format} href={fileUrl(`${path}.${format}`, { ...query, language })} download>
          {format.toUpperCase()}
        </Button>
      ))}
    </>
  );
}
