import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureThroughput, type Load, type Throughput } from "./load/closed-loop.ts";
import { fleetLoad } from "./load/fleet-load.ts";
import { wireRequest } from "./load/wire-connection.ts";
import { startTlsProxy } from "./peers/tls-proxy.ts";
import { startBareServer, startBetterAuth, startExcalibur, type Running } from "./servers.ts";
import { presentRates } from "./present-rates.ts";
import type { Section } from "./report.ts";

/**
 * What every server answers before the first round, so that none is measured while it is still compiling: so many requests,
 * then as many as it answers in so many seconds. A server runs for weeks; after 20,000 requests ours takes twice as long as
 * after 80,000.
 */
const WARM_UP_REQUESTS = 10_000;
const WARM_UP_SECONDS = 8;
const REFRESH_REQUESTS = 500;
/** They share the connections, as executors do behind a proxy. */
const EXECUTORS = 61;

/**
 * Warm syncs beside what else there is, in one run: they take turns, the median of the rounds counts. Absolute numbers
 * depend on the machine and on what else it does; the ratios much less.
 */
export async function benchSync(rounds: number, seconds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const excalibur = await startExcalibur({ folder });
  const proxy = await startTlsProxy(excalibur.url, join(folder, "nginx"));
  const bare = await startBareServer();
  const memory = await startBetterAuth("memory", 1);
  const sqlite = await startBetterAuth(`file:${join(folder, "better-auth.db")}`, 1);
  const { pid, secret } = excalibur;
  const rates = await takeTurns(
    {
      "bare `node:http`": fleetLoad({ ...bare, secret }, EXECUTORS),
      "`POST /v1/sync`": fleetLoad(excalibur, EXECUTORS),
      "`executor.sync` over tRPC": fleetLoad(excalibur, EXECUTORS, "/trpc/executor.sync"),
      ...(proxy && { "`POST /v1/sync` through nginx with TLS": fleetLoad({ url: proxy.url, pid, secret }, EXECUTORS) }),
      "`executor.sync`, stock adapter": fleetLoad(excalibur, EXECUTORS, "/trpc/executor.sync?"),
      "better-auth verify, in memory": peerLoad(memory),
      "better-auth verify, SQLite": peerLoad(sqlite),
    },
    rounds,
    seconds,
  );
  await proxy?.stop();
  await Promise.all([excalibur, bare, memory, sqlite].map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
  const how = `Warm: ${rounds} rounds of ${seconds} s, ${EXECUTORS} executors that share 32 connections.`;
  return presentRates("sync", how, rates);
}

/** The one key that it has, again and again. */
function peerLoad({ url, pid, secrets }: Running & { secrets: readonly string[] }): Load {
  const request = wireRequest(`${url}/`, { "content-type": "application/json" }, JSON.stringify({ key: secrets[0] }));
  return { url, pid, nextRequest: () => request };
}

/** Has each server answered in turn, and so measured on the same machine. @returns what each round measured. */
export async function takeTurns(
  loads: Readonly<Record<string, Load>>,
  rounds: number,
  seconds: number,
): Promise<Map<string, Throughput[]>> {
  const rates = new Map(Object.keys(loads).map((name) => [name, [] as Throughput[]]));
  for (const one of Object.values(loads)) {
    await measureThroughput(one, { requests: WARM_UP_REQUESTS });
    await measureThroughput(one, { seconds: WARM_UP_SECONDS });
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, one] of Object.entries(loads)) {
      // Idle while the others had their turns, a server is not as fast at once as it is when it is busy.
      await measureThroughput(one, { requests: REFRESH_REQUESTS });
      rates.get(name)?.push(await measureThroughput(one, { seconds }));
    }
  }
  return rates;
}
