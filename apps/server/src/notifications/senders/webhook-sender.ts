import type { NotificationMessage } from "@excalibur/api/server";
import type { PostMessage } from "./post-message.ts";
import type { Sender } from "./sender.ts";
import { signWebhook } from "./sign-webhook.ts";

export interface WebhookSettings {
  readonly url: string;
  /** `whsec_…`: the current one, then the previous one while it still counts. */
  readonly secrets: readonly string[];
}

/** Sends messages as Standard Webhooks describes them. */
export function createWebhookSender({ post, now }: { post: PostMessage; now: () => Date }): Sender<WebhookSettings> {
  return {
    send: (message, { url, secrets }) => {
      const body = JSON.stringify(payloadOf(message));
      const signed = signWebhook({ id: message.id, at: now(), body }, secrets);
      return post({ url, headers: { ...signed, "content-type": "application/json" }, body });
    },
  };
}

/** The same at each attempt, so that a receiver may compare. */
function payloadOf({ id, kind, level, at, organization, title, text, facts, link }: NotificationMessage) {
  const { id: organizationId, name, slug } = organization;
  return {
    type: kind,
    timestamp: at.toISOString(),
    data: { id, level, organization: { id: organizationId, name, slug }, title, text, facts, link },
  };
}
