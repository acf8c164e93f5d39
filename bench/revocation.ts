import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "../prisma/src/testing/start-postgres.ts";
import { WireConnection, wireRequest } from "./load/wire-connection.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { callProcedure, MAIN, serverEnvironment, startExcalibur, startProcess, type Running } from "./servers.ts";

const SERVERS = 3;
/** Per server, each with a request on its way all the time. */
const LOAD_CONNECTIONS = 4;
const VICTIM_CONNECTIONS = 2;
const STOPS = 5;
/** A server that goes on has renewed its lease by then. */
const RENEWED_MS = 2_500;

interface Cluster {
  readonly servers: readonly Running[];
  readonly cookie: string;
}

/**
 * Revokes keys, one after the other, while three servers on one PostgreSQL are presented keys without pause, the revoked
 * one too. @returns how long the calls took, and whether any presentation that began after the return was accepted.
 */
export async function benchRevocation(revocations: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const postgres = await startPostgres({ isDurable: true });
  const first = await startExcalibur({ folder, databaseUrl: postgres.url });
  const others = Array.from({ length: SERVERS - 1 }, () =>
    startProcess(MAIN, [], serverEnvironment({ folder, databaseUrl: postgres.url })),
  );
  const cluster = { servers: [first, ...(await Promise.all(others))], cookie: first.cookie };
  const load = await Promise.all(
    cluster.servers.flatMap(({ url }) =>
      Array.from({ length: LOAD_CONNECTIONS }, (_, index) => presentOn(url, first.secret, `load-${index}`)),
    ),
  );
  const startedAt = performance.now();
  const rounds: Round[] = [];
  for (let index = 0; index < revocations; index++) rounds.push(await revokeUnderLoad(cluster, index % SERVERS));
  const seconds = (performance.now() - startedAt) / 1_000;
  const answered = sumOf(load.map(({ accepted }) => accepted()));
  const failed = sumOf(load.map(({ failed: count }) => count()));
  const stopped = await revokeWhileOneIsStopped(cluster);
  for (const connection of load) connection.stop();
  await Promise.all(cluster.servers.map((server) => server.stop()));
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });

  const times = rounds.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  const text =
    `${revocations} revocations in ${seconds.toFixed(0)} s at ${SERVERS} servers on one PostgreSQL that writes to disk, while ` +
    `${answered.toLocaleString("en")} other syncs were answered (${failed} were not). ${describeMachine()}\n\n` +
    tableOf(
      ["what", "value"],
      [
        [
          "presentations of a revoked key accepted though they began after the return",
          String(sumOf(rounds.map(({ acceptedLate }) => acceptedLate))),
        ],
        ["milliseconds a revocation took, median", median(times).toFixed(1)],
        ["p90", at(0.9)],
        ["p99", at(0.99)],
        ["the slowest", at(1)],
        [`the slowest of ${STOPS} with one server stopped by SIGSTOP`, Math.max(...stopped).toFixed(0)],
      ],
    );
  return { id: "revocation", text };
}

interface Round {
  readonly tookMs: number;
  readonly acceptedLate: number;
}

async function revokeUnderLoad({ servers, cookie }: Cluster, at: number): Promise<Round> {
  const server = servers[at] ?? servers[0];
  if (server === undefined) throw new Error("no server");
  const { key, secret } = await createKey({ url: server.url, cookie });
  const victims = await Promise.all(
    servers.flatMap(({ url }) =>
      Array.from({ length: VICTIM_CONNECTIONS }, (_, index) => presentOn(url, secret, `victim-${index}`)),
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

/** Presents a key again and again on one connection, the next time as soon as there is an answer. */
async function presentOn(url: string, secret: string, name: string) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  const request = wireRequest(`${url}/v1/sync`, headers, JSON.stringify({ name, kind: "agent", version: "1.0.0" }));
  const connection = await WireConnection.open(url);
  const count = { accepted: 0, acceptedLate: 0, refusedLate: 0, failed: 0 };
  let isRevoked = false;
  let isStopped = false;
  const sendNext = () => {
    const beganLate = isRevoked;
    connection.send(request, (status) => {
      if (status === 200) count.accepted += 1;
      else if (status !== 401) count.failed += 1;
      if (beganLate && status === 200) count.acceptedLate += 1;
      if (beganLate && status === 401) count.refusedLate += 1;
      if (isStopped) connection.close();
      else sendNext();
    });
  };
  sendNext();
  return {
    accepted: () => count.accepted,
    acceptedLate: () => count.acceptedLate,
    refusedLate: () => count.refusedLate,
    failed: () => count.failed,
    revoked: () => (isRevoked = true),
    stop: () => (isStopped = true),
  };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
