import type { IssuedKey } from "../../issue/issued-key.ts";

const LINE_END = "\r\n";

/** New keys with their secrets as a table (RFC 4180), for the one time that they can be written down. */
export function secretsTable(issued: readonly IssuedKey[]): string {
  const rows = issued.map(({ key, secret, replaced }) => [key.name, secret.reveal(), key.id, replaced?.id ?? ""]);
  return [["Name", "Secret", "Key id", "Follows key"], ...rows]
    .map((row) => row.map(cell).join(",") + LINE_END)
    .join("");
}

/** What a spreadsheet would run as a formula gets an apostrophe in front. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
