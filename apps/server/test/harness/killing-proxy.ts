import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A moment in the life of a program, by its requests: before one reaches the server, or after its answer is ready, or was sent. */
export interface Moment {
  /** From 0 on. */
  readonly request: number;
  readonly when: "before" | "answered" | "sent";
  /** Milliseconds after that. */
  readonly laterMs: number;
}

/** Stands between a program and its server, and has the program killed at a moment. */
export class KillingProxy {
  readonly #server = createServer((request, response) => void this.#pass(request, response));
  readonly #target: string;
  #moment: Moment | null = null;
  #kill: () => void = () => undefined;
  #seen = 0;

  private constructor(target: string) {
    this.#target = target;
  }

  static async start(target: string): Promise<KillingProxy> {
    const proxy = new KillingProxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many requests have come since then. */
  get seen(): number {
    return this.#seen;
  }

  /** From now on. @param kill is called once, at the moment; null: never. */
  arm(moment: Moment | null, kill: () => void): void {
    [this.#moment, this.#kill, this.#seen] = [moment, kill, 0];
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const number = this.#seen++;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (await this.#isOver(number, "before")) return;
    const { authorization = "", "content-type": type = "application/json" } = request.headers;
    const answer = await fetch(`${this.#target}${request.url}`, {
      method: request.method ?? "POST",
      headers: { authorization, "content-type": type },
      body: Buffer.concat(chunks),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (await this.#isOver(number, "answered")) return;
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    response.end(body);
    await this.#isOver(number, "sent");
  }

  async #isOver(number: number, when: Moment["when"]): Promise<boolean> {
    const moment = this.#moment;
    if (moment?.request !== number || moment.when !== when) return false;
    await sleep(moment.laterMs);
    this.#kill();
    return true;
  }
}
