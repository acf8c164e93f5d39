import { setTimeout as sleep } from "node:timers/promises";
import { askProcedure, callProcedure, type AdminSession } from "../call-procedure.ts";

interface Issued {
  readonly key: { readonly id: string };
}

const ORGANIZATION = "Bench";

/** An admin who creates, rotates and revokes keys and renames the organization, and remembers what was acknowledged. */
export class AdminAtWork {
  readonly #session: AdminSession;
  readonly #pauseMs: number;
  readonly #expected = new Map<string, "active" | "revoked">();
  #name: string | null = null;
  #isOver = false;
  #work: Promise<void> = Promise.resolve();
  acknowledged = 0;
  /** The outcome of calls that were not acknowledged: the server may have done them or not. */
  readonly unanswered: string[] = [];

  /** @param pauseMs between two rounds. */
  constructor(session: AdminSession, pauseMs: number) {
    this.#session = session;
    this.#pauseMs = pauseMs;
  }

  start(): void {
    this.#work = this.#workOn();
  }

  stop(): Promise<void> {
    this.#isOver = true;
    return this.#work;
  }

  /** @throws when a change that was acknowledged is not there, or the audit chain is broken. */
  async verify(): Promise<void> {
    for (const [id, expected] of this.#expected) {
      const { status } = await askProcedure<{ status: string }>(this.#session, "apiKeys.get", { id });
      if (status !== expected) throw new Error(`${id} is ${status}; acknowledged was that it is ${expected}`);
    }
    const { items } = await askProcedure<{ items: { name: string }[] }>(this.#session, "organizations.list", undefined);
    if (this.#name !== null && items[0]?.name !== this.#name) throw new Error(`the organization is not ${this.#name}`);
    const chain = await askProcedure<{ ok: boolean; checked: number }>(this.#session, "audit.verify", undefined);
    if (!chain.ok || chain.checked < this.acknowledged) throw new Error("the audit chain is broken");
  }

  async #workOn(): Promise<void> {
    for (let round = 1; !this.#isOver; round++) {
      await this.#changeKeys(round);
      const name = `${ORGANIZATION} ${round}`;
      this.#name = (await this.#call("organizations.update", { name })) === null ? null : name;
      await sleep(this.#pauseMs);
    }
  }

  async #changeKeys(round: number): Promise<void> {
    const created = await this.#call<Issued>("apiKeys.create", { name: `${round}`, target: { kind: "newExecutor" } });
    if (created === null) return;
    const { id } = created.key;
    const rotated = await this.#call<Issued>("apiKeys.rotate", { id });
    if (rotated === null) return;
    this.#expected.set(id, "revoked");
    this.#expected.set(rotated.key.id, "active");
    if (round % 2 === 0) return;
    const isRevoked = (await this.#call("apiKeys.revoke", { id: rotated.key.id })) !== null;
    if (isRevoked) this.#expected.set(rotated.key.id, "revoked");
    else this.#expected.delete(rotated.key.id);
  }

  async #call<Output>(path: string, input: object): Promise<Output | null> {
    try {
      const output = await callProcedure<Output>(this.#session, path, input);
      this.acknowledged += 1;
      return output;
    } catch (error) {
      const { message, cause } = error as Error;
      this.unanswered.push(`${message}${cause instanceof Error ? ` (${cause.message})` : ""}`);
      return null;
    }
  }
}
