import type { Mailer } from "../../mail/open-mailer.ts";
import type { AllowedInside } from "./allowed-inside.ts";
import { createChatSender, type ChatSettings } from "./chat-sender.ts";
import { createMailSender, type EmailSettings } from "./mail-sender.ts";
import { createPostMessage } from "./post-message.ts";
import type { Sender } from "./sender.ts";
import type { UnsubscribeLinks } from "./unsubscribe-links.ts";
import { createWebhookSender, type WebhookSettings } from "./webhook-sender.ts";

/** What messages are sent by, for each kind of channel that sends. */
export interface Senders {
  readonly webhook: Sender<WebhookSettings>;
  readonly chat: Sender<ChatSettings>;
  /** Null: no mail server is configured. */
  readonly email: Sender<EmailSettings> | null;
}

interface Options {
  readonly allowed: AllowedInside;
  readonly mailer: Mailer | null;
  readonly unsubscribeLink: UnsubscribeLinks["write"];
  readonly now: () => Date;
  readonly version: string;
}

export function createSenders({ allowed, mailer, unsubscribeLink, now, version }: Options): Senders {
  const post = createPostMessage({ allowed, version });
  return {
    webhook: createWebhookSender({ post, now }),
    chat: createChatSender({ post }),
    email: mailer === null ? null : createMailSender({ mailer, now, unsubscribeLink }),
  };
}
