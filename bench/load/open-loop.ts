import type { Load } from "./closed-loop.ts";
import { WireConnection } from "./wire-connection.ts";

const CONNECTIONS = 128;

export interface Latencies {
  /** Milliseconds from the moment each request was due, by percentile. */
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly failed: number;
}

/**
 * Sends requests at a fixed rate, whether or not the ones before were answered, as a fleet does. A latency counts from
 * the moment a request was due, so that a server that stalls is charged for everyone who had to wait.
 */
export async function measureLatencies(load: Load, perSecond: number, seconds: number): Promise<Latencies> {
  const free = await Promise.all(Array.from({ length: CONNECTIONS }, () => WireConnection.open(load.url)));
  const all = [...free];
  const total = Math.floor(perSecond * seconds);
  const latencies = new Float64Array(total);
  let sent = 0;
  let answered = 0;
  let failed = 0;
  const startedAt = performance.now();
  await new Promise<void>((resolve) => {
    // On a core of its own it may as well look all the time: a timer would be late by up to a millisecond.
    const sendDue = () => {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond));
      for (let connection = free.at(-1); sent < due && connection !== undefined; connection = free.at(-1)) {
        free.pop();
        sendOne(connection, sent++);
      }
      if (answered < total) setImmediate(sendDue);
      else resolve();
    };
    const sendOne = (connection: WireConnection, index: number) => {
      const dueAt = startedAt + (index / perSecond) * 1_000;
      connection.send(load.nextRequest(), (status) => {
        latencies[index] = performance.now() - dueAt;
        if (status !== 200) failed += 1;
        answered += 1;
        free.push(connection);
      });
    };
    sendDue();
  });
  for (const connection of all) connection.close();
  const sorted = latencies.toSorted();
  const at = (share: number) => sorted[Math.min(total - 1, Math.floor(total * share))] ?? Number.NaN;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: at(1), failed };
}
