import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureThroughput, type Load, type Throughput } from "./load/closed-loop.ts";
import { fleetLoad } from "./load/fleet-load.ts";
import { wireRequest } from "./load/wire-connection.ts";
import { startBareServer, startBetterAuth, startExcalibur, type Excalibur, type Running } from "./servers.ts";
import { presentRates } from "./present-rates.ts";
import type { Section } from "./report.ts";

/** Requests that every server answers before the first round, so that none is measured while it is still compiling. */
const WARM_UP_REQUESTS = 10_000;
const INPUT = { name: "bench-1", kind: "agent", version: "1.0.0" };
/** What comes through a proxy that shares its connections: so many that none carries the same one twice in a row. */
const STRANGERS = 61;

/**
 * Warm syncs beside what else there is, in one run: they take turns, the median of the rounds counts. Absolute numbers
 * depend on the machine and on what else it does; the ratios much less.
 */
export async function benchSync(rounds: number, seconds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const excalibur = await startExcalibur({ folder });
  const bare = await startBareServer();
  const memory = await startBetterAuth("memory", 1);
  const sqlite = await startBetterAuth(`file:${join(folder, "better-auth.db")}`, 1);
  const rates = await takeTurns(
    {
      "bare `node:http`": load(bare, "/", INPUT),
      "`POST /v1/sync`": load(excalibur, "/v1/sync", INPUT),
      "`executor.sync` over tRPC": load(excalibur, "/trpc/executor.sync", { json: INPUT }),
      "`POST /v1/sync`, another executor each time": fleetLoad(excalibur, STRANGERS),
      "`executor.sync`, stock adapter": load(excalibur, "/trpc/executor.sync?", { json: INPUT }),
      "better-auth verify, in memory": load(memory, "/", { key: memory.secrets[0] }),
      "better-auth verify, SQLite": load(sqlite, "/", { key: sqlite.secrets[0] }),
    },
    rounds,
    seconds,
  );
  await Promise.all([excalibur, bare, memory, sqlite].map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
  return presentRates("sync", `Warm: ${rounds} rounds of ${seconds} s, 32 connections.`, rates);
}

/** The same request over and over, as an executor says it. */
function load(server: Running & Partial<Excalibur>, path: string, body: unknown): Load {
  const headers = { "content-type": "application/json", authorization: `Bearer ${server.secret ?? "none"}` };
  const request = wireRequest(server.url + path, headers, JSON.stringify(body));
  return { url: server.url, pid: server.pid, nextRequest: () => request };
}

async function takeTurns(
  loads: Readonly<Record<string, Load>>,
  rounds: number,
  seconds: number,
): Promise<Map<string, Throughput[]>> {
  const rates = new Map(Object.keys(loads).map((name) => [name, [] as Throughput[]]));
  for (const one of Object.values(loads)) await measureThroughput(one, { requests: WARM_UP_REQUESTS });
  for (let round = 0; round < rounds; round++) {
    for (const [name, one] of Object.entries(loads)) rates.get(name)?.push(await measureThroughput(one, { seconds }));
  }
  return rates;
}
