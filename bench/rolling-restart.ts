import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { TcpBalancer } from "../apps/server/test/harness/tcp-balancer.ts";
import { startPostgres } from "../prisma/src/testing/start-postgres.ts";
import { AdminAtWork } from "./load/admin-at-work.ts";
import { startFleet } from "./load/fleet.ts";
import { describeMachine } from "./machine.ts";
import { tableOf, type Section } from "./report.ts";
import { MAIN, serverEnvironment, startExcalibur, startProcess, type Running } from "./servers.ts";

const SERVERS = 3;
const EXECUTORS = 100;
/** Executors' time runs that much faster: one sync a second each. */
const TIME_SCALE = 5;
const SETTLED_MS = 2_000;
/** Between four changes: one person may make 600 in a minute. */
const ADMIN_PAUSE_MS = 400;

/**
 * Restarts three servers on one PostgreSQL, one after the other, again and again, behind a balancer that knows nothing of
 * HTTP, while real executors sync and an admin changes keys. @returns what they noticed. @throws when a change that was
 * acknowledged is not there, or the audit chain is broken.
 */
export async function benchRollingRestart(rounds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const postgres = await startPostgres({ isDurable: true });
  const storage = { folder, databaseUrl: postgres.url };
  const first = await startExcalibur(storage);
  const startOne = () => startProcess(MAIN, [], serverEnvironment(storage));
  let servers: Running[] = [first, ...(await Promise.all(Array.from({ length: SERVERS - 1 }, startOne)))];
  const balancer = await TcpBalancer.start(servers.map(({ url }) => url));
  const session = { url: balancer.url, cookie: first.cookie };

  const fleet = startFleet({ url: balancer.url, secret: first.secret, size: EXECUTORS, timeScale: TIME_SCALE });
  await fleet.untilOnline();
  const admin = new AdminAtWork(session, ADMIN_PAUSE_MS);
  admin.start();
  const startedAt = performance.now();
  const stops: { status: number | null; tookMs: number }[] = [];
  for (let restart = 0; restart < rounds * SERVERS; restart++) {
    const [old, ...others] = servers;
    if (old === undefined) throw new Error("no server");
    const successor = await startOne();
    balancer.add(successor.url);
    const stoppedAt = performance.now();
    const status = await old.stop();
    stops.push({ status, tookMs: performance.now() - stoppedAt });
    balancer.remove(old.url);
    servers = [...others, successor];
    await sleep(SETTLED_MS);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  await admin.stop();
  const noticed = await fleet.stop();
  await admin.verify();
  const disconnected = await countDisconnected(postgres.url);
  const { connections } = balancer;
  balancer.close();
  await Promise.all(servers.map((server) => server.stop()));
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });

  const slowest = Math.max(...stops.map(({ tookMs }) => tookMs));
  const rows: [string, string][] = [
    [
      "servers stopped by SIGTERM and replaced, exit status 0",
      `${stops.filter(({ status }) => status === 0).length} of ${stops.length}`,
    ],
    ["the slowest took to stop, ms", slowest.toFixed(0)],
    ["syncs accepted", noticed.accepted.toLocaleString("en")],
    ["executors refused, stopped or noticed as offline", String(noticed.refused + noticed.ended + disconnected)],
    ["syncs that failed and were tried again after a pause", noticed.unreachable.toLocaleString("en")],
    ["connections that executors and admin opened", connections.toLocaleString("en")],
    [
      `longest time between two syncs of an executor, ms (${5_000 / TIME_SCALE} planned)`,
      noticed.longestGapMs.toFixed(0),
    ],
    ["changes acknowledged, all of them there afterwards", admin.acknowledged.toLocaleString("en")],
    ["changes without an answer", String(admin.unanswered.length)],
  ];
  for (const [cause, count] of noticed.causes) console.log(`tried again ${count} times: ${cause}`);
  for (const cause of admin.unanswered) console.log(`not acknowledged: ${cause}`);
  return {
    id: "rolling-restart",
    text:
      `${EXECUTORS} executors, each syncing ${TIME_SCALE} times as often as usual, and an admin, for ${seconds.toFixed(0)} s. ` +
      `${describeMachine()}\n\n${tableOf(["what", "count"], rows)}`,
  };
}

async function countDisconnected(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::int FROM executor_event WHERE type = 'executor.disconnected'",
  );
  await client.end();
  return rows[0]?.count ?? Number.NaN;
}
