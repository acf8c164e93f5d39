import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { EXIT_CONFIGURATION, StartupError } from "./startup-error.ts";
import { passOnMetrics } from "./worker-metrics.ts";

/** Milliseconds between the unexpected end of a worker and the start of another. */
const REPLACE_AFTER_MS = 1_000;

/** A worker's message once it serves. */
export interface Readiness {
  readonly url: string;
  readonly setupCode: string | null;
}

/**
 * Starts several server processes behind one port, and sees to it that there are always as many: one that ends is
 * replaced. SIGHUP replaces them one by one, each only when its successor serves; SIGTERM and SIGINT stop them all.
 * @throws StartupError with the exit status of a worker that could not start; the worker has printed why.
 */
export async function superviseWorkers(count: number): Promise<Readiness> {
  // Workers take connections themselves. Handed out by this process, one would be lost with a worker that is killed before
  // it has taken it: open, and without an answer.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  /** Workers that were told to stop, or have not started yet: they are not replaced when they end. */
  const unreplaced = new Set<Worker>();
  let isStopping = false;
  let hasFailed = false;

  const start = async (): Promise<Readiness> => {
    const worker = cluster.fork();
    unreplaced.add(worker);
    const readiness = await new Promise<Readiness>((resolve, reject) => {
      // It may be asked for metrics, and ask the others, a moment before.
      worker.on("message", (message: object) => "setupCode" in message && resolve(message as Readiness));
      worker.once("exit", (code, signal) => reject(endedEarly(code, signal)));
      worker.once("error", () => reject(endedEarly(null, "an error")));
    });
    unreplaced.delete(worker);
    return readiness;
  };
  const replace = () => {
    if (isStopping) return;
    start().catch(() => setTimeout(replace, REPLACE_AFTER_MS));
  };
  const replaceAll = async () => {
    for (const worker of running()) {
      if (isStopping) return;
      await start();
      unreplaced.add(worker);
      const ended = once(worker, "exit");
      worker.process.kill("SIGTERM");
      await ended;
    }
  };
  let status = 0;
  const stop = () => {
    isStopping = true;
    // All may have ended just now, and wait to be replaced.
    if (running().length === 0) process.exit(status);
    for (const worker of running()) worker.process.kill("SIGTERM");
  };

  cluster.on("exit", (worker, code) => {
    if (hasFailed) return;
    const didServe = !unreplaced.delete(worker);
    if (!isStopping) {
      if (didServe) setTimeout(replace, REPLACE_AFTER_MS);
      return;
    }
    // One that was still starting is ended by the signal itself: it had nothing to finish.
    if (didServe) status ||= code ?? 1;
    if (running().length === 0) process.exit(status);
  });
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  passOnMetrics(() => running().filter((worker) => !unreplaced.has(worker)));

  // The first one migrates the database; and with port 0 it is the one that picks.
  const startAll = async () => {
    const first = await start();
    await Promise.all(Array.from({ length: count - 1 }, start));
    return first;
  };
  const readiness = await startAll().catch(async (error: unknown) => {
    hasFailed = true;
    await endAll();
    throw error;
  });
  let replacing: Promise<void> = Promise.resolve();
  process.on("SIGHUP", () => {
    // A successor that could not start has printed why; the others stay as they are.
    replacing = replacing.then(replaceAll).catch(() => undefined);
  });
  return readiness;
}

function running(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

/** Of a worker that ended before it served. A worker with a status of its own has printed why. */
function endedEarly(code: number | null, signal: string | null): StartupError {
  if (code !== null) return new StartupError("", code);
  const words = `A server process could not start: it was ended by ${signal ?? "an error"}. Is there a limit on tasks (TasksMax, ulimit -u) or memory?`;
  return new StartupError(words, EXIT_CONFIGURATION);
}

/** Ends the workers that have started and hold the port: at once, since the server was not announced as ready. */
async function endAll(): Promise<void> {
  await Promise.all(
    running().map(async (worker) => {
      const ended = once(worker, "exit");
      worker.process.kill("SIGKILL");
      await ended;
    }),
  );
}
