import type { Excalibur } from "../servers.ts";
import { keepBusy } from "./closed-loop.ts";
import { WireConnection, wireRequest } from "./wire-connection.ts";

type Target = Pick<Excalibur, "url" | "secret">;

/** The requests of many executors with one key. @param path `/v1/sync`, or one of tRPC's, whose input has an envelope. */
export function executorRequests({ url, secret }: Target, executors: number, path = "/v1/sync"): Buffer[] {
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  return Array.from({ length: executors }, (_, index) => {
    const input = { name: `fleet-${index}`, kind: "agent", version: "1.0.0" };
    return wireRequest(url + path, headers, JSON.stringify(path.startsWith("/trpc/") ? { json: input } : input));
  });
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

/** Executors that stay connected to one server, each over a connection of its own, over which it sends the same request every time. */
export class Executors {
  readonly #requests: readonly Buffer[];
  readonly #connections: readonly WireConnection[];
  readonly #requestOf = (executor: number) => this.#requests[executor] as Buffer;

  /** Each has been taken and answered by the server once, so that taking it is not timed. @param requests one per executor. */
  static async connect(url: string, requests: readonly Buffer[]): Promise<Executors> {
    return new Executors(requests, await Promise.all(requests.map((request) => openAndSay(url, request))));
  }

  private constructor(requests: readonly Buffer[], connections: readonly WireConnection[]) {
    this.#requests = requests;
    this.#connections = connections;
  }

  /** All of them, each again as soon as it was answered. @returns how many requests were answered a second. */
  async saturate(seconds: number): Promise<number> {
    const startedAt = performance.now();
    const endAt = startedAt + seconds * 1_000;
    const answered = await keepBusy(this.#connections, this.#requestOf, () => performance.now() < endAt);
    return (answered / (performance.now() - startedAt)) * 1_000;
  }

  /**
   * Sends requests at a fixed rate, the executors in turn, whether or not the ones before were answered, as a fleet does. A
   * latency counts from the moment a request was due, so that a server that stalls is charged for everyone who had to wait.
   */
  async measureLatencies(perSecond: number, seconds: number): Promise<Latencies> {
    /** By executor: what was due while its request before was not answered. */
    const waiting = this.#connections.map((): number[] => []);
    const isBusy = this.#connections.map(() => false);
    const total = Math.floor(perSecond * seconds);
    const latencies = new Float64Array(total);
    let due = 0;
    let answered = 0;
    let failed = 0;
    const startedAt = performance.now();
    await new Promise<void>((resolve) => {
      const send = (executor: number, index: number) => {
        isBusy[executor] = true;
        this.#connections[executor]?.send(this.#requestOf(executor), (status) => {
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
          const executor = due % this.#connections.length;
          if (isBusy[executor] === true) waiting[executor]?.push(due);
          else send(executor, due);
        }
        if (answered < total) setImmediate(sendDue);
        else resolve();
      };
      sendDue();
    });
    const sorted = latencies.toSorted();
    const at = (share: number) => sorted[Math.min(total - 1, Math.floor(total * share))] ?? Number.NaN;
    return { p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: at(1), failed };
  }

  disconnect(): void {
    for (const connection of this.#connections) connection.close();
  }
}

async function openAndSay(url: string, request: Buffer): Promise<WireConnection> {
  const connection = await WireConnection.open(url);
  await new Promise((resolve) => connection.send(request, resolve));
  return connection;
}
