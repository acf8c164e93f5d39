import { writeAuditLine, type AuditRecord } from "@excalibur/api/server";
import type { PostMessage } from "../notifications/senders/post-message.ts";
import type { PushSender } from "./push-sender.ts";

/** `INFO` of the severities of OpenTelemetry. */
const INFO = 9;

/** Exports rows as log records by OTLP over HTTP, in JSON (opentelemetry.io/docs/specs/otlp). */
export function createOtlpPush(
  url: string,
  { post, version }: { readonly post: PostMessage; readonly version: string },
): PushSender {
  const resource = { attributes: [attribute("service.name", "excalibur"), attribute("service.version", version)] };
  return {
    send: (rows) => {
      const scopeLogs = [{ scope: { name: "excalibur.audit" }, logRecords: rows.map(logRecordOf) }];
      const body = JSON.stringify({ resourceLogs: [{ resource, scopeLogs }] });
      return post({ url, headers: { "content-type": "application/json" }, body });
    },
  };
}

/** The body is the row as a line of an export; attributes are there to find it by. */
function logRecordOf(row: AuditRecord): object {
  return {
    timeUnixNano: `${row.at.getTime()}000000`,
    severityNumber: INFO,
    severityText: "INFO",
    eventName: row.action,
    body: { stringValue: writeAuditLine(row) },
    attributes: [
      attribute("excalibur.organization.id", row.organizationId),
      { key: "excalibur.audit.sequence", value: { intValue: String(row.sequence) } },
      attribute("excalibur.audit.action", row.action),
    ],
  };
}

function attribute(key: string, text: string): object {
  return { key, value: { stringValue: text } };
}
