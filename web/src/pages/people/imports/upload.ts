/** Sending a table. The same file of the same kind is the same import, so trying again is never a second one. */
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";

import { type Schemas, client, got, keepPosition } from "../../../api/client";
import { Problem, UNREACHABLE } from "../../../api/problem";
import type { Kind } from "./words";

export const MOST_BYTES = 50_000_000;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export interface Upload {
  kind: Kind;
  period?: string;
  control_total?: number | null;
  control_rows?: number | null;
  sample?: number;
}

export function useUpload(): UseMutationResult<Schemas["ImportAnswer"], Problem, { file: File; given: Upload }> {
  const queries = useQueryClient();
  return useMutation<Schemas["ImportAnswer"], Problem, { file: File; given: Upload }>({
    mutationFn: ({ file, given }) => {
      const set = Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== "");
      const query = { ...(Object.fromEntries(set) as unknown as Upload), file_name: nameOf(file) };
      const headers = { "Content-Type": typeOf(file.name) };
      // The body is the file as it is; the description of the interface calls that a string.
      const body = file as unknown as string;
      return got(client.POST("/v1/imports", { params: { query }, body, bodySerializer: () => file, headers }));
    },
    retry: (failures, problem) => failures < 2 && problem.code === UNREACHABLE,
    onSuccess: ({ position }) => {
      keepPosition(position);
      void queries.invalidateQueries();
    },
  });
}

/** What the file is, is found out by looking into it; its name only says how it is sent. */
const typeOf = (name: string): string => (/\.xlsx$/i.test(name) ? XLSX : /\.(csv|tsv|txt)$/i.test(name) ? "text/csv" : "application/octet-stream");

/** The end of a long name tells more files apart than its beginning. */
const nameOf = ({ name }: File): string => name.replace(/\p{C}/gu, "").slice(-200);
