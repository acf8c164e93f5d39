import { csvTable } from "../../../../components/csv-table.ts";
import type { IssuedKey } from "../../issue/issued-key.ts";

/** New keys with their secrets as a table, for the one time that they can be written down. */
export function secretsTable(issued: readonly IssuedKey[]): string {
  const rows = issued.map(({ key, secret, replaced }) => [key.name, secret.reveal(), key.id, replaced?.id ?? ""]);
  return csvTable([["Name", "Secret", "Key id", "Follows key"], ...rows]);
}
