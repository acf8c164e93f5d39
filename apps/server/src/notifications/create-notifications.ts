import {
  checkAuditLogs,
  remindOfKeys,
  tellPresentedKeys,
  type ChannelGate,
  type Services,
} from "@excalibur/api/server";
import type { Database } from "@excalibur/db";
import type { BackgroundJob } from "../background-work.ts";
import type { Config } from "../config.ts";
import { newId } from "../identifiers.ts";
import type { Mailer } from "../mail/open-mailer.ts";
import { version } from "../version.ts";
import { Outbox } from "./outbox/outbox.ts";
import { createSenders } from "./senders/create-senders.ts";
import { findAddressProblem } from "./senders/guard-address.ts";
import { createSealedSecrets } from "./senders/sealed-secrets.ts";
import { createWebhookSecret } from "./senders/sign-webhook.ts";
import { createUnsubscribeLinks, type UnsubscribeLinks } from "./senders/unsubscribe-links.ts";

const SEND_MS = 1_000;
const CHECK_LOGS_MS = 10 * 60_000;

interface Options {
  readonly database: Database;
  readonly services: () => Services;
  readonly config: Pick<Config, "allowPrivateWebhooks"> & { readonly authSecret: string };
  readonly mailer: Mailer | null;
  /** Where people reach the server, without a slash at the end. */
  readonly url: () => string;
  readonly onFailure: (error: unknown, what: string) => void;
}

export interface Notifications {
  readonly gate: ChannelGate;
  readonly outbox: Outbox;
  readonly unsubscribeLinks: UnsubscribeLinks;
  readonly jobs: readonly BackgroundJob[];
  /** Has channels told of keys that end, and of ended ones that are presented. @returns how many. */
  readonly remind: () => Promise<number>;
  /** Finds the keys that are to be told, sends all that is due, and waits for it. @returns how many keys there were. */
  readonly tellNow: () => Promise<number>;
}

/** What tells channels: the outbox, and the jobs that find what no change tells. */
export function createNotifications(options: Options): Notifications {
  const { database, services, config, mailer, url, onFailure } = options;
  const sealed = createSealedSecrets(config.authSecret);
  const unsubscribeLinks = createUnsubscribeLinks(config.authSecret, url);
  const senders = createSenders({
    allowed: config.allowPrivateWebhooks,
    mailer,
    unsubscribeLink: unsubscribeLinks.write,
    now: () => services().now(),
    version,
  });
  const outbox = new Outbox({
    database,
    services,
    senders,
    consoleUrl: url,
    random: Math.random,
    holder: newId("rep"),
    onFailure: (error) => onFailure(error, "messages of a channel could not be sent"),
  });
  const remind = async () => (await remindOfKeys(services())) + (await tellPresentedKeys(services()));
  return {
    outbox,
    unsubscribeLinks,
    remind,
    tellNow: async () => {
      const told = await remind();
      await outbox.flush();
      return told;
    },
    gate: {
      createSecret: createWebhookSecret,
      seal: (text, channelId) => sealed.seal(text, channelId),
      open: (text, channelId) => {
        const opened = sealed.open(text, channelId);
        return "text" in opened ? opened.text : null;
      },
      addressProblem: (address) => findAddressProblem(address, config.allowPrivateWebhooks),
      hasMail: senders.email !== null,
      expectMessages: () => outbox.expectMessages(),
      sendNow: (message) => outbox.sendNow(message),
    },
    jobs: [
      { everyMs: SEND_MS, failure: "messages of channels could not be taken", run: () => outbox.begin() },
      { everyMs: CHECK_LOGS_MS, failure: "audit logs could not be verified", run: () => checkAuditLogs(services()) },
    ],
  };
}
