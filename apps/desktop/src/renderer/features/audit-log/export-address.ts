import { basePath } from "../../server/base-path.ts";
import { auditInputOf, type AuditFilter } from "./audit-filter.ts";

export const EXPORT_FORMATS = { csv: "CSV, for a spreadsheet", jsonl: "JSON Lines, for programs" } as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** Where the rows of an organization under a filter come as a file, all of them. A download can send no header, so its address names the organization. */
export function exportAddress(organization: string, filter: AuditFilter, format: ExportFormat): string {
  const { action, actor, targetKind, targetId, from, to } = auditInputOf(filter);
  const days = { from: from?.toISOString(), to: to?.toISOString() };
  const values = { organization, format, action, actor, targetKind, targetId, ...days };
  const query = new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return `${basePath}/api/audit/export?${query.toString()}`;
}
