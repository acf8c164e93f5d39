import { openDatabase } from "@excalibur/db";
import { createTestDatabaseUrl, type Dialect } from "@excalibur/db/testing";
import { expect, onTestFinished } from "vitest";
import { createSealedSecrets } from "../../src/notifications/senders/sealed-secrets.ts";
import { startTestReceiver } from "../harness/test-receiver.ts";
import { TurnedServer } from "../harness/turned-server.ts";

const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];
const START = Date.parse("2026-06-01T00:00:00Z");
const DAYS = 32;
const CHANNEL = "chn_00000000000000000000000000";

interface Trial {
  readonly dialect: Dialect;
  readonly servers: number;
  readonly keys: number;
  /** A server is killed amid each so many steps in which something is due. */
  readonly killedEvery: number;
}

/** The clock is turned by so much at each step in which something is due, */
const STEP_MS = 6 * HOUR_MS;
/** and by so much at each other one. */
const QUIET_STEP_MS = 3 * DAY_MS;
const THRESHOLDS = [30, 7, 1] as const;
/** The first key ends after a month, and the last so much later. */
const FIRST_END = START + 30 * DAY_MS;
const ENDS_WITHIN_MS = 1.5 * DAY_MS;

/**
 * Lets a month pass for some servers over one database, kills one after the other at some moment of a step, and starts it
 * again. Every key is in use and passes three thresholds: each is told once.
 */
export async function tryReminders({ dialect, servers, keys, killedEvery }: Trial): Promise<void> {
  const receiver = await startTestReceiver();
  onTestFinished(() => receiver.close());
  const { url, remove } = await createTestDatabaseUrl(dialect);
  onTestFinished(remove);
  await seed(url, { keys, receiver: receiver.url });

  const start = (at: number) => TurnedServer.start({ databaseUrl: url, at, atEnd: onTestFinished });
  const running = await Promise.all(Array.from({ length: servers }, () => start(START)));
  let [busySteps, kills] = [0, 0];
  for (let at = START; at < START + DAYS * DAY_MS;) {
    const isBusy = isDueAfter(at);
    at = isBusy ? at + STEP_MS : Math.min(at + QUIET_STEP_MS, nextDueAfter(at));
    const turned = running.map((server) => server.turnTo(at));
    if (isBusy && (busySteps += 1) % killedEvery === 0) {
      const victim = kills % servers;
      kills += 1;
      // As soon as another message has come, so that the process dies amid its work; else when the step is over.
      const before = receiver.received.length;
      while (receiver.received.length === before && (await isPending(turned[victim]))) await nextTurn();
      await running[victim]?.kill();
      running[victim] = await start(at);
    }
    await Promise.all(turned);
  }
  // What a killed process was sending is sent again once that is due.
  for (let minutes = 3; minutes <= 9; minutes += 3) {
    await Promise.all(running.map((server) => server.turnTo(START + DAYS * DAY_MS + minutes * MINUTE_MS)));
  }
  await Promise.all(running.map((server) => server.kill()));

  const database = await openDatabase({ url });
  const rows = await database.client.notification.findMany({ where: { channelId: CHANNEL, kind: "key.expiring" } });
  await database.close();
  const told = rows.map(({ subjectId, details }) => `${subjectId} ${(JSON.parse(details) as { days: number }).days}`);
  const expected = Array.from({ length: keys }, (_, index) =>
    THRESHOLDS.map((days) => `${idOf("key", index)} ${days}`),
  );
  expect(told.toSorted()).toEqual(expected.flat().toSorted());
  expect(rows.filter(({ state }) => state !== "delivered")).toEqual([]);
  // Each message that stands for itself or for others has come, by its own id.
  const ids = new Set(receiver.received.map(({ headers }) => headers["webhook-id"]));
  expect(rows.filter(({ toldBy }) => toldBy === null).filter(({ messageId }) => !ids.has(messageId))).toEqual([]);
  expect(kills).toBeGreaterThan(0);
}

/** When a threshold of the first key passes, each. */
const FIRST_DUE = THRESHOLDS.map((days) => FIRST_END - days * DAY_MS);

/** Whether a threshold passes of some key in the step after an instant, or passed in the one before. */
function isDueAfter(at: number): boolean {
  return FIRST_DUE.some((first) => at >= first && at <= first + ENDS_WITHIN_MS + STEP_MS);
}

function nextDueAfter(at: number): number {
  return Math.min(...FIRST_DUE.filter((first) => first > at));
}

async function isPending(promise: Promise<void> | undefined): Promise<boolean> {
  return promise !== undefined && (await Promise.race([promise.then(() => false), nextTurn().then(() => true)]));
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const idOf = (prefix: string, index: number) => `${prefix}_${String(index).padStart(26, "0")}`;

/** Keys in use, which end within a day and a half a month later, each with its executor, and a webhook that is told of their ends. */
async function seed(url: string, { keys, receiver }: { keys: number; receiver: string }): Promise<void> {
  const database = await openDatabase({ url });
  const { client } = database;
  const createdAt = new Date(START - 60 * DAY_MS);
  const now = new Date(START);
  const organizationId = idOf("org", 0);
  await client.organization.create({ data: { id: organizationId, name: "Acme", slug: "acme", createdAt } });
  const settings = JSON.stringify({ addresses: [], host: new URL(receiver).host });
  const sealed = createSealedSecrets("a secret for tests that is long enough").seal(
    JSON.stringify({ url: receiver, secrets: [`whsec_${"A".repeat(32)}`], previousUntil: null }),
    CHANNEL,
  );
  const chosen = { kinds: " key.expiring ", leastLevel: 0, offlineMinutes: 5 };
  const by = { createdAt, createdById: "usr_1", createdByName: "Ada" };
  await client.notificationChannel.create({
    data: { id: CHANNEL, organizationId, name: "hook", kind: "webhook", settings, sealed, ...chosen, ...by },
  });
  await client.auditHead.create({ data: { organizationId, sequence: 0, hash: "0".repeat(64) } });
  const indexes = Array.from({ length: keys }, (_, index) => index);
  await client.apiKey.createMany({
    data: indexes.map((index) => ({
      id: idOf("key", index),
      organizationId,
      name: `key ${index}`,
      nameFolded: `key ${index}`,
      secretHash: String(index),
      hint: "exc_aaaa",
      createdAt,
      firstUsedAt: createdAt,
      expiresAt: new Date(FIRST_END + (index * ENDS_WITHIN_MS) / keys),
    })),
  });
  await client.keyLastUse.createMany({
    data: indexes.map((index) => ({ keyId: idOf("key", index), organizationId, at: now })),
  });
  await client.executor.createMany({
    data: indexes.map((index) => ({
      id: idOf("exe", index),
      organizationId,
      name: `web-${index}`,
      nameFolded: `web-${index}`,
      kind: "agent",
      version: "1",
      firstSeenAt: createdAt,
      lastSeenAt: now,
      boundKeyId: idOf("key", index),
      boundAt: createdAt,
    })),
  });
  await database.close();
}
