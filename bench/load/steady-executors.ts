import { WireConnection, wireRequest } from "./wire-connection.ts";

interface Options {
  readonly url: string;
  readonly secrets: readonly string[];
  /** Between two syncs, by the wall, at least: all wait until the last has its answer. */
  readonly everyMs: number;
  /** One after the other they stay away for so many syncs. */
  readonly awayFor: number;
  /** Told how often they have synced. */
  readonly onTime: (rounds: number) => void;
}

/** What came of syncs. */
interface SteadyCounts {
  accepted: number;
  refused: number;
  failed: number;
}

const TICK_MS = 1;

/** A fleet, each executor with a key and a connection of its own, that syncs together, again and again; always one is away. */
export class SteadyExecutors {
  readonly counts: SteadyCounts = { accepted: 0, refused: 0, failed: 0 };
  readonly #options: Options;
  readonly #requests: readonly Buffer[];
  readonly #connections: readonly WireConnection[];
  readonly #timer: NodeJS.Timeout;
  #nextAtMs = performance.now();
  #unanswered = 0;
  #rounds = 0;
  #isStopped = false;

  private constructor(options: Options, connections: readonly WireConnection[]) {
    this.#options = options;
    this.#connections = connections;
    this.#requests = options.secrets.map((secret, index) =>
      wireRequest(
        `${options.url}/v1/sync`,
        { "content-type": "application/json", authorization: `Bearer ${secret}` },
        JSON.stringify({ name: `steady-${index}`, kind: "agent", version: "1.0.0" }),
      ),
    );
    this.#timer = setInterval(() => this.#syncAll(), TICK_MS);
  }

  static async start(options: Options): Promise<SteadyExecutors> {
    const connections = await Promise.all(options.secrets.map(() => WireConnection.open(options.url)));
    return new SteadyExecutors(options, connections);
  }

  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#timer);
    for (const connection of this.#connections) connection.close();
  }

  #syncAll(): void {
    const { everyMs, awayFor, onTime } = this.#options;
    const nowMs = performance.now();
    if (nowMs < this.#nextAtMs || this.#unanswered > 0) return;
    this.#nextAtMs = Math.max(this.#nextAtMs + everyMs, nowMs);
    const away = Math.floor(this.#rounds / awayFor) % this.#requests.length;
    this.#requests.forEach((request, index) => index !== away && this.#sync(index, request));
    this.#rounds += 1;
    onTime(this.#rounds);
  }

  #sync(index: number, request: Buffer): void {
    this.#unanswered += 1;
    this.#connections[index]?.send(request, (status) => {
      this.#unanswered -= 1;
      if (status === 200) this.counts.accepted += 1;
      else if (status === 401) this.counts.refused += 1;
      else if (!this.#isStopped) this.counts.failed += 1;
    });
  }
}
