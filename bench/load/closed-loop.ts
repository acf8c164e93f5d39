import { cpuMs } from "./process-usage.ts";
import { WireConnection } from "./wire-connection.ts";

const CONNECTIONS = 32;

export interface Load {
  readonly url: string;
  /** The process that serves it. */
  readonly pid: number;
  /** The next request to send over a connection, which are numbered from 0. */
  readonly nextRequest: (connection: number) => Buffer;
}

export interface Throughput {
  readonly perSecond: number;
  /** Microseconds of one core that the serving process spent on each request. */
  readonly cpuUs: number;
}

/** How long to go on. */
type Extent = { readonly seconds: number } | { readonly requests: number };

/** As many requests as the connections get answered, each with one on its way. @throws when an answer is not a 200. */
export async function measureThroughput(load: Load, extent: Extent): Promise<Throughput> {
  const startedAt = performance.now();
  const cpuBefore = cpuMs(load.pid);
  let left = "requests" in extent ? extent.requests : Infinity;
  const endAt = "seconds" in extent ? startedAt + extent.seconds * 1_000 : Infinity;
  const answers = await sendWhile(load, () => left-- > 0 && performance.now() < endAt);
  const elapsedMs = performance.now() - startedAt;
  const spentMs = cpuMs(load.pid) - cpuBefore;
  return { perSecond: (answers / elapsedMs) * 1_000, cpuUs: (spentMs / answers) * 1_000 };
}

async function sendWhile(load: Load, goOn: () => boolean): Promise<number> {
  const opening = Array.from({ length: CONNECTIONS }, () => WireConnection.open(load.url));
  const connections = await Promise.all(opening);
  try {
    return await keepBusy(connections, load.nextRequest, goOn);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/**
 * Sends over each connection the next request as soon as the one before was answered, while `goOn`.
 * @returns how many were answered. @throws when an answer is not a 200.
 */
export async function keepBusy(
  connections: readonly WireConnection[],
  nextRequest: Load["nextRequest"],
  goOn: () => boolean,
): Promise<number> {
  let answers = 0;
  const run = (connection: WireConnection, index: number) =>
    new Promise<void>((resolve, reject) => {
      const sendNext = () => {
        if (!goOn()) return resolve();
        connection.send(nextRequest(index), (status) => {
          answers += 1;
          if (status === 200) sendNext();
          else reject(new Error(`A request was answered by ${status}`));
        });
      };
      sendNext();
    });
  let isOver = false;
  // Never asleep: to wake the receiver is the sender's work on one machine, and would be charged to the server under test, the
  // more the slower it is. Executors are on other machines.
  const stayAwake = () => void (isOver || setImmediate(stayAwake));
  stayAwake();
  await Promise.all(connections.map(run)).finally(() => (isOver = true));
  return answers;
}
