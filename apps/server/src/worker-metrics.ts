import cluster, { type Worker } from "node:cluster";
import type { Registry } from "prom-client";
import { clock } from "./clock.ts";

/** Milliseconds that a scrape waits for the other workers. A worker that hangs is left out. */
const WAIT_MS = 1_000;

/** What one worker counts. */
export type MetricsReport = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;

/** Messages between workers and their supervisor when one of them is asked for the metrics of all. */
type Message =
  /** By the worker that was asked. */
  | { readonly type: "metrics-asked"; readonly ask: number }
  /** To it: how many others were asked to report. */
  | { readonly type: "metrics-expected"; readonly ask: number; readonly reports: number }
  /** To each of those. */
  | { readonly type: "metrics-wanted"; readonly ask: number; readonly by: number }
  /** By each of those, and passed on to the worker that was asked. */
  | { readonly type: "metrics-reported"; readonly ask: number; readonly by: number; readonly report: MetricsReport };

/** In the supervisor: passes on what workers ask each other. @param serving the workers that can be asked. */
export function passOnMetrics(serving: () => readonly Worker[]): void {
  cluster.on("message", (from: Worker, message: Partial<Message>) => {
    if (message.type === "metrics-asked") {
      const { ask = 0 } = message;
      const others = serving().filter((worker) => worker !== from);
      send(from, { type: "metrics-expected", ask, reports: others.length });
      for (const other of others) send(other, { type: "metrics-wanted", ask, by: from.id });
    } else if (message.type === "metrics-reported") {
      send(cluster.workers?.[message.by ?? 0], message as Message);
    }
  });
}

/**
 * In a worker: reports to the others, and asks them.
 * @param report what this one counts.
 * @returns asks all others, and gives the reports that came in time.
 */
export function exchangeMetrics(report: () => Promise<MetricsReport>): () => Promise<MetricsReport[]> {
  const receivers = new Map<number, (message: Message) => void>();
  let asks = 0;
  process.on("message", (message: Message) => {
    if (message.type === "metrics-wanted") {
      const { ask, by } = message;
      void report().then((own) => process.send?.({ type: "metrics-reported", ask, by, report: own } satisfies Message));
    } else {
      receivers.get(message.ask)?.(message);
    }
  });
  return () =>
    new Promise((resolve) => {
      const ask = (asks += 1);
      const reports: MetricsReport[] = [];
      let expected = Number.POSITIVE_INFINITY;
      const finish = () => {
        receivers.delete(ask);
        stopWaiting();
        resolve(reports);
      };
      const stopWaiting = clock.after(WAIT_MS, finish);
      receivers.set(ask, (message) => {
        if (message.type === "metrics-expected") expected = message.reports;
        if (message.type === "metrics-reported") reports.push(message.report);
        if (reports.length >= expected) finish();
      });
      process.send?.({ type: "metrics-asked", ask } satisfies Message);
    });
}

/** A worker that has just ended can't receive the message, and need not. */
function send(worker: Worker | undefined, message: Message): void {
  if (worker?.isConnected() === true) worker.send(message, () => undefined);
}
