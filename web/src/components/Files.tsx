import { Button } from "antd";

import { type Asked, fileUrl } from "../api/downloads";
import { useAbout, useLanguage } from "../texts";

interface Props {
  /** Without the format: /v1/reports/liability. */
  path: string;
  /** Who hears only the link: which of many it is about. */
  about?: string;
  query?: Asked;
  formats?: string[];
}

/** The same as a file: CSV and XLSX, with heads in the language of the page. */
export function Files({ path, about, query, formats = ["csv", "xlsx"] }: Props) {
  const language = useLanguage();
  const say = useAbout();
  return (
    <>
      {formats.map((format) => (
        <Button key={format} href={fileUrl(`${path}.${format}`, { ...query, language })} download aria-label={about && say(format.toUpperCase(), about)}>
          {format.toUpperCase()}
        </Button>
      ))}
    </>
  );
}
