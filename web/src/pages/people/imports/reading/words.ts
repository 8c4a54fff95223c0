/** The words of how a file is read: formats, encodings, what can be said of it. */
import { texts } from "../../../../texts";

interface Words {
  formats: Record<string, string>;
  encodings: Record<string, string>;
  fields: Record<string, string>;
}

export const readingWords = texts<Words>({
  en: {
    formats: {
      csv: "Text (CSV)",
      xlsx: "Excel workbook (.xlsx)",
      xlsb: "Binary Excel workbook (.xlsb)",
      xls: "Old Excel workbook (.xls)",
      ods: "OpenDocument (.ods)",
      html: "Web page with a table",
    },
    encodings: {
      "utf-8": "UTF-8",
      "utf-16": "UTF-16",
      gb18030: "GB18030, GBK (simplified Chinese)",
      big5: "Big5 (traditional Chinese)",
      shift_jis: "Shift-JIS (Japanese)",
      "euc-kr": "EUC-KR (Korean)",
      "windows-1252": "Windows-1252 (Western Europe)",
    },
    fields: { sheet: "Sheet", encoding: "Encoding", hidden_rows: "Hidden rows", header_row: "Row of the headers", columns: "Which column is which" },
  },
  zh: {
    formats: {
      csv: "文本（CSV）",
      xlsx: "Excel 工作簿（.xlsx）",
      xlsb: "Excel 二进制工作簿（.xlsb）",
      xls: "旧版 Excel 工作簿（.xls）",
      ods: "OpenDocument 表格（.ods）",
      html: "含表格的网页",
    },
    encodings: {
      "utf-8": "UTF-8",
      "utf-16": "UTF-16",
      gb18030: "GB18030、GBK（简体中文）",
      big5: "Big5（繁体中文）",
      shift_jis: "Shift-JIS（日文）",
      "euc-kr": "EUC-KR（韩文）",
      "windows-1252": "Windows-1252（西欧）",
    },
    fields: { sheet: "工作表", encoding: "文字编码", hidden_rows: "隐藏的行", header_row: "标题行", columns: "各列的含义" },
  },
});
