import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Excalibur } from "../servers.ts";

const CYCLE_MS = 500;
const WHILE_PAUSED_MS = 20;

interface Issued {
  readonly key: { readonly id: string };
}

/**
 * An admin at work: twice a second they create, rotate and revoke a key and read the list. Over `node:http`, in the process
 * of the load: `fetch` in one of its own would cost so much that the load next to it comes late.
 */
export class Churn {
  readonly #door: Pick<Excalibur, "url" | "cookie">;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #done: Promise<void>;
  #cycles = 0;
  #isPaused = false;
  #isOver = false;

  constructor(door: Pick<Excalibur, "url" | "cookie">) {
    this.#door = door;
    this.#done = this.#workOn();
  }

  /** From the next round on nothing is done, until `resume`. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** @returns what was done, in words. */
  async stop(): Promise<string> {
    this.#isOver = true;
    await this.#done;
    this.#agent.destroy();
    return `${this.#cycles} keys were created, rotated and revoked, and the list was read as often`;
  }

  async #workOn(): Promise<void> {
    while (!this.#isOver) {
      const startedAt = performance.now();
      if (this.#isPaused) {
        await sleep(WHILE_PAUSED_MS);
        continue;
      }
      const name = `churn ${this.#cycles}`;
      const created = await this.#call<Issued>("apiKeys.create", { name, target: { kind: "newExecutor" } });
      const rotated = await this.#call<Issued>("apiKeys.rotate", { id: created.key.id });
      await this.#call("apiKeys.revoke", { id: rotated.key.id });
      await this.#call("apiKeys.list", null);
      this.#cycles += 1;
      await sleep(Math.max(0, startedAt + CYCLE_MS - performance.now()));
    }
  }

  /** @param input of a mutation; null asks a query that needs none. */
  #call<Output>(path: string, input: object | null): Promise<Output> {
    const { url, cookie } = this.#door;
    const query = input === null ? `?input=${encodeURIComponent('{"json":{}}')}` : "";
    const options = {
      agent: this.#agent,
      method: input === null ? "GET" : "POST",
      headers: { cookie, "content-type": "application/json" },
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${url}/trpc/${path}${query}`, options, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (piece: string) => (text += piece));
        answer.on("end", () => {
          if (answer.statusCode !== 200) return reject(new Error(`${path} answered ${answer.statusCode}: ${text}`));
          resolve((JSON.parse(text) as { result: { data: { json: Output } } }).result.data.json);
        });
      });
      sent.on("error", reject);
      sent.end(input === null ? undefined : JSON.stringify({ json: input }));
    });
  }
}
