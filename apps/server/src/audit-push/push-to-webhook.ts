import { writeAuditLine, type AuditRecord } from "@excalibur/api/server";
import type { PostMessage } from "../notifications/senders/post-message.ts";
import { signWebhook } from "../notifications/senders/sign-webhook.ts";
import type { PushSender } from "./push-sender.ts";

/** Posts rows as Standard Webhooks describes it, some in one message. */
export function createWebhookPush(
  { url, secret }: { readonly url: string; readonly secret: string },
  { post, now }: { readonly post: PostMessage; readonly now: () => Date },
): PushSender {
  return {
    send: (rows) => {
      const body = payloadOf(rows);
      const signed = signWebhook({ id: idOf(rows), at: now(), body }, [secret]);
      return post({ url, headers: { ...signed, "content-type": "application/json" }, body });
    },
  };
}

/** The same rows have the same id at each attempt. */
function idOf(rows: readonly AuditRecord[]): string {
  return `${rows[0]?.id}.${rows.at(-1)?.id}`;
}

/** Each row is the JSON of a line of an export, so that what was received can be checked as one. */
function payloadOf(rows: readonly AuditRecord[]): string {
  const { organizationId = "", at = new Date(0) } = rows.at(-1) ?? {};
  const type = JSON.stringify("audit.rows");
  const head = `{"type":${type},"timestamp":${JSON.stringify(at.toISOString())}`;
  return `${head},"data":{"organizationId":${JSON.stringify(organizationId)},"rows":[${rows.map(writeAuditLine).join(",")}]}}`;
}
