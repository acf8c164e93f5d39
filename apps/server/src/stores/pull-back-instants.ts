import type { Database } from "@excalibur/db";

/** Servers' clocks may differ by so much. */
const TOLERATED_MS = 60_000;
/** Messages wait for 7 days and some minutes at most. */
const LONGEST_WAIT_MS = 8 * 24 * 60 * 60 * 1000;

/**
 * Instants that lie ahead were written while a clock was wrong. "Last seen" never moves backwards by itself, so an executor
 * would be online, and a key just used, until that time comes: they are set to now. Minutes that are still to come are deleted.
 */
export async function pullBackInstants({ client }: Database, now: Date): Promise<void> {
  const longAhead = { gt: new Date(now.getTime() + LONGEST_WAIT_MS) };
  const ahead = { gt: new Date(now.getTime() + TOLERATED_MS) };
  await client.executor.updateMany({ where: { lastSeenAt: ahead }, data: { lastSeenAt: now } });
  await client.executor.updateMany({ where: { onlineSince: ahead }, data: { onlineSince: now } });
  await client.keyLastUse.updateMany({ where: { at: ahead }, data: { at: now } });
  await client.keyRefusal.updateMany({ where: { at: ahead }, data: { at: now } });
  await client.keySource.updateMany({ where: { lastAt: ahead }, data: { lastAt: now } });
  // None waits for longer than a channel may wait for an executor that is offline.
  await client.notification.updateMany({ where: { dueAt: longAhead }, data: { dueAt: now } });
  await client.keyTry.deleteMany({ where: { at: ahead } });
  await client.hourCount.deleteMany({ where: { at: ahead } });
  await client.minuteSample.deleteMany({ where: { at: ahead } });
}
