/**
 * The server over the embedded database, by a clock that its parent turns, in a process of its own that looks at itself:
 * memory at every hour of its day, and how late its event loop was.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { openMigratedDatabase } from "@excalibur/db";
import { readConfig } from "../../apps/server/src/config.ts";
import { serve } from "../../apps/server/src/start-server.ts";
import { pinned } from "../machine.ts";
import { serverEnvironment } from "../servers.ts";

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;
/** How often a timer looks whether the loop is late, in milliseconds; what it counts from. */
const LOOK_EVERY_MS = 5;
/** Events of the day before, which the retention of a day deletes hour by hour. */
const OLD_EVENTS = 10_000;

export interface Hour {
  readonly rssMb: number;
  /** After a collection of garbage. */
  readonly heapMb: number;
}

export interface DayOfServer {
  readonly byHour: readonly Hour[];
  /** Milliseconds that the event loop was late. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly oldEventsLeft: number;
  readonly events: number;
}

export interface SoakedServer {
  readonly url: string;
  /** @param ms since it was started. */
  turnClock(ms: number): void;
  stop(): Promise<DayOfServer>;
}

/** @param timeScale how many times faster than the wall's its time will run. */
export async function startSoakedServer(folder: string, timeScale: number): Promise<SoakedServer> {
  const [command = "", ...args] = pinned([process.execPath, fileURLToPath(import.meta.url)]);
  const child = spawn(command, args, {
    env: {
      PATH: process.env["PATH"],
      ...serverEnvironment({ folder }),
      LOG_LEVEL: "warn",
      SOAK_TIME_SCALE: String(timeScale),
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  process.once("exit", () => child.kill());
  const [url] = (await once(child, "message")) as [string];
  return {
    url,
    turnClock: (ms) => void child.send(ms),
    stop: async () => {
      const said = once(child, "message");
      child.send("stop");
      const [day] = (await said) as [DayOfServer];
      await once(child, "exit");
      return day;
    },
  };
}

async function serveOneDay(folder: string, timeScale: number): Promise<void> {
  const database = await openMigratedDatabase({ url: `file:${join(folder, "excalibur.db")}` });
  const startedAtMs = Date.now();
  let sinceMs = 0;
  const now = () => new Date(startedAtMs + sinceMs);
  const config = { ...readConfig(process.env), authSecret: "b".repeat(32), eventRetentionDays: 1 };
  const server = await serve(database, config, { now, monotonicMs: () => sinceMs, timeScale });
  await addOldEvents(startedAtMs);
  process.send?.(server.url);

  const delay = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
  const byHour: Hour[] = [];
  await new Promise<void>((stopped) => {
    process.on("message", (message) => {
      if (message === "stop") return stopped();
      if (sinceMs === 0) delay.enable();
      sinceMs = Number(message);
      if (Math.floor(sinceMs / HOUR_MS) > byHour.length) byHour.push(look());
    });
  });
  delay.disable();
  await server.close();
  const lateMs = (percentile: number) => Math.max(0, delay.percentile(percentile) / 1e6 - LOOK_EVERY_MS);
  const { client } = database;
  const day: DayOfServer = {
    byHour,
    delay: { p50: lateMs(50), p99: lateMs(99), max: lateMs(100) },
    oldEventsLeft: await client.executorEvent.count({ where: { type: "executor.deleted" } }),
    events: await client.executorEvent.count(),
  };
  await database.close();
  process.send?.(day);
  process.disconnect();

  async function addOldEvents(nowMs: number): Promise<void> {
    const { id: organizationId } = await database.client.organization.findFirstOrThrow();
    await database.client.$executeRawUnsafe(
      `INSERT INTO executor_event (id, organization_id, executor_id, executor_name, type, level, at, details)
       WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${OLD_EVENTS})
       SELECT 'evt_old_' || i, ?, 'exe_old', 'old', 'executor.deleted', 'info', ${nowMs} - ${DAY_MS} + ${DAY_MS / OLD_EVENTS} * i, '{}'
       FROM c`,
      organizationId,
    );
  }
}

function look(): Hour {
  collectGarbage();
  const { rss, heapUsed } = process.memoryUsage();
  return { rssMb: rss / 1e6, heapMb: heapUsed / 1e6 };
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

const timeScale = process.env["SOAK_TIME_SCALE"];
if (timeScale !== undefined) await serveOneDay(process.env["EXCALIBUR_DATA_DIR"] ?? "", Number(timeScale));
