import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "../prisma/src/testing/start-postgres.ts";
import { presentOn } from "./load/presenter.ts";
import { watchCores } from "./load/process-usage.ts";
import { describeMachine, onSharedCores } from "./machine.ts";
import { startPresentations } from "./peers/presentations.ts";
import { tableOf, type Section } from "./report.ts";
import { callProcedure } from "./call-procedure.ts";
import { MAIN, serverEnvironment, startExcalibur, startProcess, type Running } from "./servers.ts";

const SERVERS = 3;
/** Per server; each has a request on its way all the time. */
const BUSY_CONNECTIONS = 4;
/** Per server; each pauses after every answer. */
const PACED_CONNECTIONS = 32;
const VICTIM_CONNECTIONS = 2;
const STOPS = 5;
/** A server that goes on has renewed its lease by then. */
const RENEWED_MS = 2_500;

interface Cluster {
  readonly servers: readonly Running[];
  readonly cookie: string;
  /** Of a key that stays good. */
  readonly secret: string;
}

/**
 * Revokes keys, one after the other, while three servers on one PostgreSQL are presented keys without pause, the revoked
 * one too. @returns how long the calls took, and whether any presentation that began after the return was accepted.
 */
export function benchRevocation(revocations: number): Promise<Section> {
  // Three servers on one core would each wait for the two others before each of a revocation's dozen steps.
  return onSharedCores(() => measureRevocations(revocations));
}

async function measureRevocations(revocations: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const postgres = await startPostgres({ isDurable: true });
  const first = await startExcalibur({ folder, databaseUrl: postgres.url });
  const others = Array.from({ length: SERVERS - 1 }, () =>
    startProcess(MAIN, [], serverEnvironment({ folder, databaseUrl: postgres.url })),
  );
  const cluster = { servers: [first, ...(await Promise.all(others))], cookie: first.cookie, secret: first.secret };
  const saturated = await revokeMany(cluster, revocations, { connections: BUSY_CONNECTIONS, pauseMs: 0 });
  const pauseMs = (2_000 * SERVERS * PACED_CONNECTIONS) / saturated.syncsPerSecond;
  const halfBusy = await revokeMany(cluster, Math.ceil(revocations / 4), { connections: PACED_CONNECTIONS, pauseMs });
  const stopped = await revokeWhileOneIsStopped(cluster);
  await Promise.all(cluster.servers.map((server) => server.stop()));
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });

  const both = [saturated, halfBusy];
  const rowOf = (what: string, figure: (phase: Phase) => string) => [what, ...both.map(figure)];
  const at = (share: number) => (phase: Phase) => percentile(phase, share).toFixed(1);
  const text =
    `${SERVERS} servers on one PostgreSQL that writes to disk. Revocations one after the other. ${describeMachine()}\n\n` +
    tableOf(
      ["what", "cores saturated", "about half the syncs"],
      [
        rowOf("revocations", ({ rounds }) => String(rounds.length)),
        rowOf("presentations of a revoked key accepted though they began after the return", ({ rounds }) =>
          String(sumOf(rounds.map(({ acceptedLate }) => acceptedLate))),
        ),
        rowOf("milliseconds a revocation took, median", at(0.5)),
        rowOf("p90", at(0.9)),
        rowOf("p99", at(0.99)),
        rowOf("the slowest", at(1)),
        rowOf("other syncs a second", ({ syncsPerSecond }) => Math.round(syncsPerSecond).toLocaleString("en")),
        rowOf("share of the cores' time that was used", ({ coresUsed }) => `${Math.round(coresUsed * 100)} %`),
        rowOf("of them not answered by a yes", ({ failed }) => String(failed)),
        [`the slowest of ${STOPS} with one server stopped by SIGSTOP`, "", Math.max(...stopped).toFixed(0)],
      ],
    );
  return { id: "revocation", text };
}

interface Phase {
  readonly rounds: readonly Round[];
  readonly syncsPerSecond: number;
  /** 0 to 1. */
  readonly coresUsed: number;
  readonly failed: number;
}

/** Revokes keys while executors sync at every server, at the given load. */
async function revokeMany(
  cluster: Cluster,
  count: number,
  load: { readonly connections: number; readonly pauseMs: number },
): Promise<Phase> {
  const urls = cluster.servers.map(({ url }) => url);
  const presentations = startPresentations({ urls, secret: cluster.secret, ...load });
  const startedAt = performance.now();
  const coresUsed = watchCores();
  const rounds: Round[] = [];
  for (let index = 0; index < count; index++) rounds.push(await revokeOne(cluster, index % SERVERS, load.pauseMs));
  const seconds = (performance.now() - startedAt) / 1_000;
  const used = coresUsed();
  const { accepted, failed } = await presentations.stop();
  return { rounds, syncsPerSecond: accepted / seconds, coresUsed: used, failed };
}

function percentile({ rounds }: Phase, share: number): number {
  const times = rounds.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}

interface Round {
  readonly tookMs: number;
  readonly acceptedLate: number;
}

async function revokeOne({ servers, cookie }: Cluster, at: number, pauseMs: number): Promise<Round> {
  const server = servers[at] ?? servers[0];
  if (server === undefined) throw new Error("no server");
  const { key, secret } = await createKey({ url: server.url, cookie });
  const victims = await Promise.all(
    servers.flatMap(({ url }) =>
      Array.from({ length: VICTIM_CONNECTIONS }, (_, index) => presentOn(url, secret, `victim-${index}`, pauseMs)),
    ),
  );
  while (victims.some(({ accepted }) => accepted() < 3)) await sleep(1);
  const startedAt = performance.now();
  await callProcedure({ url: server.url, cookie }, "apiKeys.revoke", { id: key.id });
  const tookMs = performance.now() - startedAt;
  for (const victim of victims) victim.revoked();
  while (victims.some(({ refusedLate }) => refusedLate() < 3)) await sleep(1);
  for (const victim of victims) victim.stop();
  return { tookMs, acceptedLate: sumOf(victims.map(({ acceptedLate }) => acceptedLate())) };
}

async function revokeWhileOneIsStopped({ servers, cookie }: Cluster): Promise<number[]> {
  const [first, , third] = servers;
  if (first === undefined || third === undefined) throw new Error("too few servers");
  const times: number[] = [];
  for (let stop = 0; stop < STOPS; stop++) {
    const { key } = await createKey({ url: first.url, cookie });
    process.kill(third.pid, "SIGSTOP");
    const startedAt = performance.now();
    await callProcedure({ url: first.url, cookie }, "apiKeys.revoke", { id: key.id });
    times.push(performance.now() - startedAt);
    process.kill(third.pid, "SIGCONT");
    await sleep(RENEWED_MS);
  }
  return times;
}

function createKey(server: { url: string; cookie: string }): Promise<{ key: { id: string }; secret: string }> {
  return callProcedure(server, "apiKeys.create", { name: "victim", target: { kind: "newExecutor" } });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
