import { setTimeout as sleep } from "node:timers/promises";
import { connectExecutor, systemClock } from "@excalibur/executor";

interface Fleet {
  /** Resolves when every executor has synced once. */
  untilOnline(): Promise<void>;
  stop(): Promise<Noticed>;
}

/** What executors noticed. */
export interface Noticed {
  readonly accepted: number;
  /** Attempts that reached no server able to judge the key. The executor tries again by itself. */
  readonly unreachable: number;
  readonly causes: ReadonlyMap<string, number>;
  readonly refused: number;
  readonly ended: number;
  /** Between two syncs of one executor. */
  readonly longestGapMs: number;
}

interface Options {
  readonly url: string;
  readonly secret: string;
  readonly size: number;
  /** How many times faster their time runs. */
  readonly timeScale: number;
}

/** As long as executors wait for an answer, in milliseconds by the wall. */
const PATIENCE_MS = 10_000;

/** Real executors, each with a connection of its own. */
export function startFleet({ url, secret, size, timeScale }: Options): Fleet {
  const noticed = { accepted: 0, unreachable: 0, refused: 0, ended: 0, longestGapMs: 0 };
  const causes = new Map<string, number>();
  const lastSyncAtMs = new Map<string, number>();
  const clock = systemClock(1 / timeScale);
  const connections = Array.from({ length: size }, (_, index) => {
    const name = `fleet-${index}`;
    const facts = { name, kind: "agent", version: "1.0.0" } as const;
    const connection = connectExecutor({
      url,
      credential: secret,
      ...facts,
      clock,
      timeoutMs: PATIENCE_MS * timeScale,
    });
    connection.on("synced", () => {
      const now = performance.now();
      noticed.accepted += 1;
      noticed.longestGapMs = Math.max(noticed.longestGapMs, now - (lastSyncAtMs.get(name) ?? now));
      lastSyncAtMs.set(name, now);
    });
    connection.on("attempted", ({ outcome }) => {
      if (outcome.kind === "refused") noticed.refused += 1;
      if (outcome.kind !== "unreachable") return;
      noticed.unreachable += 1;
      const words = `${outcome.cause}: ${outcome.message}`;
      causes.set(words, (causes.get(words) ?? 0) + 1);
    });
    connection.on("ended", ({ kind }) => kind !== "stopped" && (noticed.ended += 1));
    return connection;
  });
  return {
    untilOnline: async () => {
      while (lastSyncAtMs.size < size) await sleep(50);
    },
    stop: async () => {
      await Promise.all(connections.map((connection) => connection.stop()));
      return { ...noticed, causes };
    },
  };
}
