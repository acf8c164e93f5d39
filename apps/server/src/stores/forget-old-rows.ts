import { firstKeptHour, LOGIN_KEPT_MS } from "@excalibur/api/server";
import type { Database } from "@excalibur/db";
import { LOCKED_OUT_DAYS } from "./lock-out-store.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long codes are shown after they have expired. */
const CODE_DAYS = 30;
/** How long messages of channels are kept, sent or not. */
const NOTIFICATION_LOG_DAYS = 30;
/** How long a program may send a request again. */
const IDEMPOTENCY_MS = DAY_MS;
/** Few enough that no other write waits long for them. */
const AT_ONCE = 1_000;

interface Retention {
  readonly now: Date;
  /** Whole days that events are kept; 0 keeps them for good. */
  readonly eventDays: number;
  /** Whole days that the addresses of uses and refusals are kept after the last of them. */
  readonly addressDays: number;
}

/**
 * Deletes old rows: events past their retention, and sessions, verifications, limits and kept answers that have run out. Audit
 * rows are never deleted. Safe to run in several processes at once.
 * @returns how many events went.
 */
export async function forgetOldRows({ client }: Database, { now, eventDays, addressDays }: Retention): Promise<number> {
  await client.session.deleteMany({ where: { expiresAt: { lt: now } } });
  await client.verification.deleteMany({ where: { expiresAt: { lt: now } } });
  await client.attemptCount.deleteMany({ where: { windowEndsAt: { lt: now } } });
  await client.enrolmentCode.deleteMany({ where: { expiresAt: { lt: new Date(now.getTime() - CODE_DAYS * DAY_MS) } } });
  await client.commandLogin.deleteMany({ where: { expiresAt: { lt: new Date(now.getTime() - LOGIN_KEPT_MS) } } });
  await client.idempotentRequest.deleteMany({ where: { claimedAt: { lt: new Date(now.getTime() - IDEMPOTENCY_MS) } } });
  const lockedOutFrom = new Date(now.getTime() - LOCKED_OUT_DAYS * DAY_MS);
  await client.lockedOutExecutor.deleteMany({ where: { lastAt: { lt: lockedOutFrom } } });
  const addressesFrom = new Date(now.getTime() - addressDays * DAY_MS);
  await client.keySource.deleteMany({ where: { lastAt: { lt: addressesFrom } } });
  await client.keyTry.deleteMany({ where: { at: { lt: addressesFrom } } });
  const logFrom = new Date(now.getTime() - NOTIFICATION_LOG_DAYS * DAY_MS);
  await client.notification.deleteMany({ where: { at: { lt: logFrom } } });
  await client.hourCount.deleteMany({ where: { at: { lt: firstKeptHour(now) } } });
  if (eventDays === 0) return 0;

  const cutoff = new Date(now.getTime() - eventDays * DAY_MS);
  let forgotten = 0;
  for (const { id: organizationId } of await client.organization.findMany({ select: { id: true } })) {
    for (;;) {
      const old = await client.executorEvent.findMany({
        where: { organizationId, at: { lt: cutoff } },
        orderBy: { at: "asc" },
        take: AT_ONCE,
        select: { id: true },
      });
      if (old.length === 0) break;
      const ids = old.map(({ id }) => id);
      forgotten += (await client.executorEvent.deleteMany({ where: { organizationId, id: { in: ids } } })).count;
    }
  }
  return forgotten;
}
