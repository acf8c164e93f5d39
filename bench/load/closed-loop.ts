import { cpuMs } from "./process-usage.ts";
import { WireConnection } from "./wire-connection.ts";

const USUAL_CONNECTIONS = 32;

export interface Load {
  readonly url: string;
  /** The process that serves it. */
  readonly pid: number;
  /** 32 when left out. */
  readonly connections?: number;
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
  const length = load.connections ?? USUAL_CONNECTIONS;
  const connections = await Promise.all(Array.from({ length }, () => WireConnection.open(load.url)));
  let answers = 0;
  const run = (connection: WireConnection, index: number) =>
    new Promise<void>((resolve, reject) => {
      const sendNext = () => {
        if (!goOn()) return resolve();
        connection.send(load.nextRequest(index), (status) => {
          answers += 1;
          if (status === 200) sendNext();
          else reject(new Error(`${load.url} answered ${status}`));
        });
      };
      sendNext();
    });
  try {
    await Promise.all(connections.map(run));
  } finally {
    for (const connection of connections) connection.close();
  }
  return answers;
}
