import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connectExecutor, keyFile, type ExecutorConnection } from "@excalibur/executor";
import { hashOfSecret, makeSecret } from "../packages/executor/src/credential/make-secret.ts";
import { startPostgres } from "../prisma/src/testing/start-postgres.ts";
import { callProcedure } from "./call-procedure.ts";
import { Executors, executorRequests, type Latencies } from "./load/executors.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { startExcalibur, type Excalibur } from "./servers.ts";

/** Others, with a key that is not renewed, whose syncs are timed. */
const OTHERS = 128;
const SYNCS_A_SECOND = 200;
const CALM_SECONDS = 15;
const LONGEST_MS = 300_000;
const MADE_AT_ONCE = 20;

/** How long it takes until so many executors have renewed their keys on PostgreSQL, and what others that sync meanwhile notice of it. */
export async function benchRenewAll(size: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const postgres = await startPostgres({ isDurable: true });
  const server = await startExcalibur({ folder, databaseUrl: postgres.url });
  const others = await Executors.connect(server.url, executorRequests(server, OTHERS));
  const fleet = new RenewingFleet(await startFleet(server, folder, size));
  await fleet.untilOnline();
  await others.measureLatencies(SYNCS_A_SECOND, CALM_SECONDS);

  const calm: Latencies[] = [];
  for (let round = 0; round < CALM_SECONDS; round++) calm.push(await others.measureLatencies(SYNCS_A_SECOND, 1));
  const startedAt = performance.now();
  const { executors } = await callProcedure<{ executors: number }>(server, "apiKeys.renewMany", {
    search: "renewed",
    expectedTotal: size,
  });
  const busy: Latencies[] = [];
  while (fleet.renewed < size) {
    if (performance.now() - startedAt > LONGEST_MS) throw new Error(`only ${fleet.renewed} of ${size} have renewed`);
    busy.push(await others.measureLatencies(SYNCS_A_SECOND, 1));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  await fleet.stop();
  others.disconnect();
  await server.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });

  const p99Of = (rounds: readonly Latencies[]) => median(rounds.map(({ p99 }) => p99));
  const row = (name: string, rounds: readonly Latencies[]) => [
    name,
    ...(["p50", "p90", "p99", "max"] as const).map((at) => median(rounds.map((round) => round[at])).toFixed(2)),
    String(rounds.reduce((sum, { failed }) => sum + failed, 0)),
  ];
  const text =
    `*Renew all* told ${executors.toLocaleString("en")} executors; ${seconds.toFixed(0)} s later all were on keys that they had made, ` +
    `${fleet.refused} refused. Each has a key of its own in a file and syncs every 5 s. ${SYNCS_A_SECOND} syncs a second by ` +
    `${OTHERS} others meanwhile; medians of rounds of 1 s; p99 meanwhile is ${(p99Of(busy) / p99Of(calm)).toFixed(2)} times that before. PostgreSQL writes to disk. ${describeMachine()}\n\n` +
    tableOf(
      ["milliseconds", "p50", "p90", "p99", "max", "failed"],
      [row("a sync of the others before", calm), row("a sync of the others meanwhile", busy)],
    );
  return { id: "renew-all", text };
}

/** Enrols the executors with one code, as a fleet is, and connects them. */
async function startFleet(server: Excalibur, folder: string, size: number): Promise<ExecutorConnection[]> {
  const asked = { maxUses: size, expiresInMinutes: 60 };
  const { secret: code } = await callProcedure<{ secret: string }>(server, "codes.create", asked);
  const connections: ExecutorConnection[] = [];
  const waiting = Array.from({ length: size }, (_, index) => `renewed-${index}`);
  const startNext = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const secret = makeSecret();
      const basics = { name, kind: "agent", version: "1.0.0" } as const;
      const answer = await fetch(`${server.url}/v1/enroll`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${code}` },
        body: JSON.stringify({ ...basics, ...hashOfSecret(secret) }),
      });
      if (answer.status !== 200) throw new Error(`${name} was not enrolled: ${await answer.text()}`);
      const path = join(folder, name);
      await writeFile(path, secret, { mode: 0o600 });
      connections.push(connectExecutor({ ...basics, url: server.url, credential: keyFile(path) }));
    }
  };
  await Promise.all(Array.from({ length: MADE_AT_ONCE }, startNext));
  return connections;
}

class RenewingFleet {
  readonly #connections: readonly ExecutorConnection[];
  readonly #renewed = new Set<ExecutorConnection>();
  refused = 0;

  constructor(connections: readonly ExecutorConnection[]) {
    this.#connections = connections;
    for (const connection of connections) {
      connection.on("rebound", () => this.#renewed.add(connection));
      connection.on("attempted", ({ outcome }) => (this.refused += outcome.kind === "refused" ? 1 : 0));
    }
  }

  get renewed(): number {
    return this.#renewed.size;
  }

  async untilOnline(): Promise<void> {
    const giveUpAt = performance.now() + LONGEST_MS;
    while (this.#connections.some(({ status }) => status.state !== "online")) {
      if (performance.now() > giveUpAt) throw new Error("not all executors came online");
      await sleep(500);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.stop()));
  }
}
