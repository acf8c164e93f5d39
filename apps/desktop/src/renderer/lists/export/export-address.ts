import type { ExportedList, ExportFormat } from "@excalibur/api/contract";
import { basePath } from "../../server/base-path.ts";

/** A filter as the list's procedure takes it. */
export type ListFilter = Readonly<Record<string, unknown>>;

/**
 * Where the rows of a list under a filter come as a file, all of them. A download can send no header, so its address names the
 * organization.
 */
export function exportAddress(
  list: ExportedList,
  { organization, filter, format }: { organization: string; filter: ListFilter; format: ExportFormat },
): string {
  const query = new URLSearchParams([["organization", organization], ["format", format], ...pairsOf(filter)]);
  return `${basePath}/api/${list}/export?${query.toString()}`;
}

/** An address has text only: instants as RFC 3339, and what is grouped in the procedure's input stands beside the rest. */
function pairsOf(filter: ListFilter): string[][] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (value === undefined || value === null) return [];
    if (value instanceof Date) return [[name, value.toISOString()]];
    if (typeof value === "object" && !Array.isArray(value)) return pairsOf(value as ListFilter);
    return [[name, typeof value === "string" ? value : JSON.stringify(value)]];
  });
}
