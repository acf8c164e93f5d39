import type { Excalibur } from "../servers.ts";
import { WireConnection, wireRequest } from "./wire-connection.ts";

/** Executors, each with a connection of its own over which it says the same every time. */
export interface ExecutorRequests {
  readonly url: string;
  /** One per executor. */
  readonly requests: readonly Buffer[];
}

/** What so many executors with one key say. */
export function executorRequests({ url, secret }: Excalibur, executors: number): Buffer[] {
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  return Array.from({ length: executors }, (_, index) =>
    wireRequest(`${url}/v1/sync`, headers, JSON.stringify({ name: `fleet-${index}`, kind: "agent", version: "1.0.0" })),
  );
}

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
 * Sends requests at a fixed rate, the executors in turn, whether or not the ones before were answered, as a fleet does. A
 * latency counts from the moment a request was due, so that a server that stalls is charged for everyone who had to wait.
 */
export async function measureLatencies(
  { url, requests }: ExecutorRequests,
  perSecond: number,
  seconds: number,
): Promise<Latencies> {
  const connections = await Promise.all(requests.map((request) => openAndSay(url, request)));
  /** By executor: what was due while its request before was not answered. */
  const waiting = connections.map((): number[] => []);
  const isBusy = connections.map(() => false);
  const total = Math.floor(perSecond * seconds);
  const latencies = new Float64Array(total);
  let due = 0;
  let answered = 0;
  let failed = 0;
  const startedAt = performance.now();
  await new Promise<void>((resolve) => {
    const send = (executor: number, index: number) => {
      isBusy[executor] = true;
      connections[executor]?.send(requests[executor] as Buffer, (status) => {
        latencies[index] = performance.now() - (startedAt + (index / perSecond) * 1_000);
        if (status !== 200) failed += 1;
        answered += 1;
        isBusy[executor] = false;
        const next = waiting[executor]?.shift();
        if (next !== undefined) send(executor, next);
      });
    };
    // On a core of its own it may as well look all the time: a timer would be late by up to a millisecond.
    const sendDue = () => {
      const dueByNow = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond));
      for (; due < dueByNow; due++) {
        const executor = due % connections.length;
        if (isBusy[executor] === true) waiting[executor]?.push(due);
        else send(executor, due);
      }
      if (answered < total) setImmediate(sendDue);
      else resolve();
    };
    sendDue();
  });
  for (const connection of connections) connection.close();
  const sorted = latencies.toSorted();
  const at = (share: number) => sorted[Math.min(total - 1, Math.floor(total * share))] ?? Number.NaN;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: at(1), failed };
}

/** A connection that the server has taken and answered on, so that taking it is not timed. */
async function openAndSay(url: string, request: Buffer): Promise<WireConnection> {
  const connection = await WireConnection.open(url);
  await new Promise((resolve) => connection.send(request, resolve));
  return connection;
}
