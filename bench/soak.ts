import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AdminAtWork } from "./load/admin-at-work.ts";
import { SteadyExecutors } from "./load/steady-executors.ts";
import { describeMachine } from "./machine.ts";
import { startSoakedServer } from "./peers/soaked-server.ts";
import { tableOf, type Section } from "./report.ts";
import { callProcedure } from "./call-procedure.ts";
import { signInAt } from "./servers.ts";

const HOUR_SECONDS = 60 * 60;
const SYNC_EVERY_SECONDS = 5;
/** One that is away for a minute is noticed, and comes back. */
const AWAY_SYNCS = 12;
const REVOKED = 1;
const ADMIN_PAUSE_MS = 500;
/** Hours after which everything has been compiled and every buffer has its size. */
const WARM_AFTER_HOURS = 4;
const SHOWN_HOURS = [1, WARM_AFTER_HOURS, 8, 12, 16, 20, 24];

/**
 * A day of a fleet in minutes: executors that sync every 5 s by a clock that goes on as they are answered, one of them
 * always away and one with a revoked key, an admin at work; and as often as in a day all that the server does by that
 * clock (last seen, minutes, silence, retention). How much memory does it hold by the hour, and how late is its event loop?
 */
export async function benchSoak(executors: number, seconds: number, hours: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const timeScale = (hours * HOUR_SECONDS) / seconds;
  const server = await startSoakedServer(folder, timeScale);
  const session = { url: server.url, cookie: await signInAt(server.url) };
  const secrets: string[] = [];
  for (let index = 0; index < executors; index++) {
    const made = await callProcedure<{ key: { id: string }; secret: string }>(session, "apiKeys.create", {
      name: `steady-${index}`,
      target: { kind: "newExecutor" },
    });
    secrets.push(made.secret);
    if (index < REVOKED) await callProcedure(session, "apiKeys.revoke", { id: made.key.id });
  }
  const everyMs = (SYNC_EVERY_SECONDS * 1_000) / timeScale;
  const admin = new AdminAtWork(session, ADMIN_PAUSE_MS);
  let endDay = () => {};
  const day = new Promise<void>((resolve) => (endDay = resolve));
  const onTime = (rounds: number) => {
    server.turnClock(rounds * SYNC_EVERY_SECONDS * 1_000);
    if (rounds * SYNC_EVERY_SECONDS >= hours * HOUR_SECONDS) endDay();
  };
  const startedAt = performance.now();
  const fleet = await SteadyExecutors.start({ url: server.url, secrets, everyMs, awayFor: AWAY_SYNCS, onTime });
  admin.start();
  await day;
  const took = (performance.now() - startedAt) / 1_000;
  await admin.stop();
  fleet.stop();
  const { byHour, delay, oldEventsLeft, events } = await server.stop();
  await rm(folder, { recursive: true, force: true });

  const { accepted, refused, failed } = fleet.counts;
  const memory = byHour.flatMap(({ heapMb, rssMb }, index) =>
    SHOWN_HOURS.includes(index + 1) ? [[`after ${index + 1} h`, heapMb.toFixed(1), rssMb.toFixed(0)]] : [],
  );
  const grownMb = (byHour.at(-1)?.heapMb ?? Number.NaN) - (byHour[WARM_AFTER_HOURS - 1]?.heapMb ?? Number.NaN);
  const text =
    `${executors} executors, a sync every ${SYNC_EVERY_SECONDS} s each, for ${hours} h that took ${took.toFixed(0)} s: ` +
    `${(accepted + refused).toLocaleString("en")} syncs (${refused.toLocaleString("en")} refused, with a revoked key), ${failed} failed; ` +
    `${admin.acknowledged} changes by an admin, ${admin.unanswered.length} without an answer; ` +
    `${events - oldEventsLeft} events of executors, ${oldEventsLeft} left of 10,000 older ones. ${describeMachine()}\n\n` +
    tableOf(["memory in MB", "heap after collection", "resident"], memory) +
    `\n\nFrom hour ${WARM_AFTER_HOURS} to the end the heap grew by ${grownMb.toFixed(1)} MB.\n\n` +
    tableOf(
      ["milliseconds", "p50", "p99", "max"],
      [["the event loop was late", ...[delay.p50, delay.p99, delay.max].map((ms) => ms.toFixed(1))]],
    );
  return { id: "soak", text };
}
