import { basePath } from "../../server/base-path.ts";
import { auditInputOf, type AuditFilter } from "./audit-filter.ts";

export const EXPORT_FORMATS = { csv: "CSV, for a spreadsheet", jsonl: "JSON Lines, for programs" } as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** Where the rows under a filter come as a file, all of them. */
export function exportAddress(filter: AuditFilter, format: ExportFormat): string {
  const { action, actor, targetKind, targetId, from, to } = auditInputOf(filter);
  const values = { format, action, actor, targetKind, targetId, from: from?.toISOString(), to: to?.toISOString() };
  const query = new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return `${basePath}/api/audit/export?${query.toString()}`;
}
