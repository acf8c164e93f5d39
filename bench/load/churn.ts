import { setTimeout as sleep } from "node:timers/promises";
import { askProcedure, callProcedure, type AdminSession } from "../call-procedure.ts";

const CYCLE_MS = 500;
const WHILE_PAUSED_MS = 20;

interface Issued {
  readonly key: { readonly id: string };
}

/**
 * An admin at work: twice a second they create, rotate and revoke a key and read the list, in the process of
 * the load: one of their own would make the load next to it come late. Nothing is done before the first `resume`.
 */
export class Churn {
  readonly #session: AdminSession;
  readonly #done: Promise<void>;
  #cycles = 0;
  #isPaused = true;
  #isOver = false;

  constructor(session: AdminSession) {
    this.#session = session;
    this.#done = this.#workOn();
  }

  /** Does so many times what it will do, one after the other: a server in service has compiled what serves an admin. */
  async warmUp(times: number): Promise<void> {
    for (let time = 0; time < times; time++) await this.#changeAndList(`warm-up ${time}`);
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
    return `${this.#cycles} keys were created, rotated and revoked, and the list was read as often`;
  }

  async #workOn(): Promise<void> {
    while (!this.#isOver) {
      const startedAt = performance.now();
      if (this.#isPaused) {
        await sleep(WHILE_PAUSED_MS);
        continue;
      }
      await this.#changeAndList(`churn ${this.#cycles}`);
      this.#cycles += 1;
      await sleep(Math.max(0, startedAt + CYCLE_MS - performance.now()));
    }
  }

  async #changeAndList(name: string): Promise<void> {
    const created = await callProcedure<Issued>(this.#session, "apiKeys.create", {
      name,
      target: { kind: "newExecutor" },
    });
    const rotated = await callProcedure<Issued>(this.#session, "apiKeys.rotate", { id: created.key.id });
    await callProcedure(this.#session, "apiKeys.revoke", { id: rotated.key.id });
    await askProcedure(this.#session, "apiKeys.list", {});
  }
}
