import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connectExecutor } from "@excalibur/executor";
import { cpuMs, rssMb } from "./load/process-usage.ts";
import { askProcedure } from "./call-procedure.ts";
import { freePort } from "../scripts/testing/free-port.ts";
import { startExcalibur, type Excalibur } from "./servers.ts";

const WINDOW_MS = 1_000;
/** The longest backoff of an executor whose server was away for this short is 32 s. */
const RETURN_WITHIN_SECONDS = 60;
const SERVER_AWAY_MS = 10_000;

/**
 * One process with many executors against one server: do all stay online, what does it cost the server, and what happens
 * when the server restarts?
 */
export async function benchFleet(size: number, seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-fleet-"));
  const port = await freePort();
  let server = await startExcalibur({ folder, port });
  const fleet = new Fleet(size, server);
  await fleet.untilAllOnline(seconds);
  console.log(`${size} executors online.`);

  const before = cpuMs(server.pid);
  fleet.forgetSyncs();
  await sleep(seconds * 1_000);
  const after = cpuMs(server.pid);
  console.log(
    `For ${seconds} s: ${fleet.syncs} syncs, ${fleet.unreachable} not answered, ${fleet.online} online at the end.`,
  );
  console.log(`Server: ${((after - before) / seconds / 10).toFixed(1)} % of one core, ${rssMb(server.pid)} MB.`);

  const eventsBefore = await countEvents(server);
  await server.stop();
  await sleep(SERVER_AWAY_MS);
  fleet.forgetSyncs();
  server = await startExcalibur({ folder, port });
  await fleet.untilAllOnline(RETURN_WITHIN_SECONDS);
  const busiest = Math.max(...fleet.syncsByWindow.values());
  console.log(
    `Server away for ${SERVER_AWAY_MS / 1_000} s: all back, with at most ${busiest} syncs in any one second.`,
  );
  // Half a minute later the server would have recorded silent executors.
  await sleep(40_000);
  console.log(
    `Events before the restart: ${JSON.stringify(eventsBefore)}; after it: ${JSON.stringify(await countEvents(server))}.`,
  );
  await fleet.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

class Fleet {
  readonly #connections;
  readonly #size: number;
  readonly #lastSyncAt = new Map<string, number>();
  syncs = 0;
  unreachable = 0;
  syncsByWindow = new Map<number, number>();

  constructor(size: number, { url, secret }: Excalibur) {
    this.#size = size;
    this.#connections = Array.from({ length: size }, (_, index) => {
      const name = `fleet-${index}`;
      const connection = connectExecutor({ url, name, kind: "agent", version: "1.0.0", credential: secret });
      connection.on("synced", () => this.#noteSync(name));
      connection.on("unreachable", () => (this.unreachable += 1));
      return connection;
    });
  }

  get online(): number {
    const onlineSince = performance.now() - 30_000;
    return [...this.#lastSyncAt.values()].filter((at) => at > onlineSince).length;
  }

  forgetSyncs(): void {
    this.syncs = 0;
    this.unreachable = 0;
    this.syncsByWindow.clear();
    this.#lastSyncAt.clear();
  }

  async untilAllOnline(withinSeconds: number): Promise<void> {
    for (let waited = 0; this.#lastSyncAt.size < this.#size; waited += 1) {
      if (waited > withinSeconds)
        throw new Error(`only ${this.#lastSyncAt.size} of ${this.#size} executors came online`);
      await sleep(1_000);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.stop()));
  }

  #noteSync(name: string): void {
    this.syncs += 1;
    const now = performance.now();
    this.#lastSyncAt.set(name, now);
    const window = Math.floor(now / WINDOW_MS);
    this.syncsByWindow.set(window, (this.syncsByWindow.get(window) ?? 0) + 1);
  }
}

/** How many events of each type there are. */
async function countEvents(server: Excalibur): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let cursor: string | null = null;
  do {
    const page: EventPage = await askProcedure<EventPage>(server, "events.list", { limit: 200, cursor });
    for (const { type } of page.items) counts[type] = (counts[type] ?? 0) + 1;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return counts;
}

interface EventPage {
  readonly items: readonly { readonly type: string }[];
  readonly nextCursor: string | null;
}
