import { writeAuditLine, type AuditRecord } from "@excalibur/api/server";

/** Facility "log audit" (13), severity "notice" (5): RFC 5424, 6.2.1. */
const PRIORITY = 13 * 8 + 5;

/** A row as a syslog message (RFC 5424) whose text is the line of an export, after its length in bytes (RFC 5425, 4.3). */
export function syslogFrame(row: AuditRecord, hostName: string): string {
  const header = `<${PRIORITY}>1 ${row.at.toISOString()} ${printable(hostName, 255)} excalibur - ${printable(row.action, 32)} -`;
  // Without a byte order mark the text is of any encoding; it is JSON, whose encoding is known.
  const message = `${header} ${writeAuditLine(row)}`;
  return `${Buffer.byteLength(message)} ${message}`;
}

/** Fields of the header are printable ASCII without spaces. */
function printable(text: string, longest: number): string {
  return text.replaceAll(/[^!-~]/g, "_").slice(0, longest) || "-";
}
