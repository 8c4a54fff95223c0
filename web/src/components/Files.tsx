import { Button } from "antd";

import { fileUrl } from "../api/downloads";

interface Props {
  /** Without the format: /v1/reports/liability. */
  path: string;
  query?: Record<string, string | number | null | undefined>;
}

/** The same as a file: CSV and XLSX. */
export function Files({ path, query }: Props) {
  return (
    <>
      {["csv", "xlsx"].map((format) => (
        <Button key={format} href={fileUrl(`${path}.${format}`, query)} download>
          {format.toUpperCase()}
        </Button>
      ))}
    </>
  );
}
