import type { Services } from "@excalibur/api/server";
import type { Database } from "@excalibur/db";
import type { FastifyBaseLogger } from "fastify";
import type { BackgroundJob } from "../background-work.ts";
import { newId } from "../identifiers.ts";
import { readAllowedInside } from "../notifications/senders/allowed-inside.ts";
import { createPostMessage } from "../notifications/senders/post-message.ts";
import { sha256 } from "../secrets.ts";
import type { PushDestination } from "./push-address.ts";
import { PushCursors } from "./push-cursors.ts";
import { pushLogs } from "./push-logs.ts";
import type { PushSender } from "./push-sender.ts";
import { createOtlpPush } from "./push-to-otlp.ts";
import { createSyslogPush } from "./push-to-syslog.ts";
import { createWebhookPush } from "./push-to-webhook.ts";

const PUSH_MS = 1_000;

interface Options {
  readonly destination: PushDestination | null;
  readonly database: Database;
  readonly services: Pick<Services, "data" | "now" | "version">;
  readonly logger: Pick<FastifyBaseLogger, "info" | "warn">;
}

/** Pushes the rows of all audit logs to where the operator wants them; nothing when that is nowhere. */
export function createAuditPush({ destination, database, services, logger }: Options): BackgroundJob[] {
  if (destination === null) return [];
  const { data, now } = services;
  const cursors = new PushCursors({
    database,
    destination: sha256(`${destination.kind} ${destination.url}`),
    claimedBy: newId("rep"),
    now,
  });
  const sender = senderFor(destination, services);
  const { kind } = destination;
  const run = () =>
    pushLogs({
      cursors,
      sender,
      auditChain: data.auditChain,
      now,
      onOutcome: (outcome, about) => {
        if (outcome === "failing")
          logger.warn({ kind, ...about }, "rows of an audit log could not be pushed; they are kept");
        else logger.info({ kind, ...about }, "rows of an audit log are pushed again");
      },
    });
  return [{ everyMs: PUSH_MS, failure: "audit logs could not be pushed", run }];
}

function senderFor({ kind, url, secret }: PushDestination, { now, version }: Options["services"]): PushSender {
  if (kind === "syslog") return createSyslogPush(url);
  // The operator named it, so it may lead inside.
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  const allowed = readAllowedInside([host]) ?? { hosts: [host], ranges: [] };
  const post = createPostMessage({ allowed, version });
  return kind === "otlp"
    ? createOtlpPush(url, { post, version })
    : createWebhookPush({ url, secret: secret ?? "" }, { post, now });
}
