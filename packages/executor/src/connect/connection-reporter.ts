import type { EventEmitter } from "node:events";
import type { SyncOutput } from "@excalibur/api/contract";
import type { SyncOutcome } from "../sync/outcome.ts";
import type { Clock } from "./clock.ts";
import type { ConnectionEvents, ConnectionStatus, EndOfConnection } from "./connection-events.ts";

/** Slack given to a wait or an attempt before the connection counts as stuck. */
const STUCK_AFTER_MS = 30_000;

/** Keeps the status of a connection and reports each change once. */
export class ConnectionReporter {
  readonly #emitter: EventEmitter<ConnectionEvents>;
  readonly #clock: Clock;
  #status: ConnectionStatus;
  #troubleSinceMs: number | null = null;
  #attempts = 0;

  constructor(emitter: EventEmitter<ConnectionEvents>, clock: Clock) {
    this.#emitter = emitter;
    this.#clock = clock;
    const nextMoveByMs = clock.monotonicMs() + STUCK_AFTER_MS;
    this.#status = {
      state: "connecting",
      answer: null,
      lastSyncAt: null,
      lastSyncMs: null,
      trouble: null,
      cannotRenew: null,
      nextMoveByMs,
    };
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Something begins that takes at most this long. */
  moving(forMs: number): void {
    this.#update({ nextMoveByMs: this.#clock.monotonicMs() + forMs + STUCK_AFTER_MS });
  }

  /** @param retryInMs null when there is no next attempt */
  attempted(outcome: SyncOutcome, retryInMs: number | null): void {
    this.#attempts += 1;
    switch (outcome.kind) {
      case "synced":
        return this.#synced(outcome.answer);
      case "refused": {
        const { reason, message } = outcome;
        if (this.#inTrouble("refused", reason, message)) this.#emitter.emit("refused", { reason, message, retryInMs });
        return;
      }
      case "invalidInput":
        if (retryInMs !== null) this.#unreachable("invalid_input", outcome.message, retryInMs);
        return;
      case "unreachable":
        return this.#unreachable(outcome.cause, outcome.message, retryInMs ?? 0);
    }
  }

  /** @param problem why the renewal that is asked for is not possible; null when it is, or none is asked for. */
  renewal(problem: ConnectionEvents["cannotRenew"][0] | null): void {
    const before = this.#status.cannotRenew;
    const cannotRenew = problem?.reason ?? null;
    if (before !== cannotRenew) this.#update({ cannotRenew });
    if (problem !== null && before !== cannotRenew) this.#emitter.emit("cannotRenew", problem);
  }

  ended(end: EndOfConnection): void {
    this.#update({ state: "stopped" });
    this.#emitter.emit("ended", end);
  }

  #synced(answer: SyncOutput): void {
    const before = this.#status;
    const afterMs = this.#troubleSinceMs === null ? null : this.#clock.monotonicMs() - this.#troubleSinceMs;
    const attempts = this.#attempts;
    this.#attempts = 0;
    this.#troubleSinceMs = null;
    const [lastSyncAt, lastSyncMs] = [this.#clock.now(), this.#clock.monotonicMs()];
    this.#update({ state: "online", answer, lastSyncAt, lastSyncMs, trouble: null });
    const previousKeyId = before.answer?.key.id;
    if (before.state !== "online") this.#emitter.emit("online", { answer, afterMs, attempts });
    if (previousKeyId !== undefined && previousKeyId !== answer.key.id) {
      this.#emitter.emit("rebound", { answer, previousKeyId });
    }
    this.#emitter.emit("synced", { answer });
  }

  #unreachable(cause: ConnectionEvents["unreachable"][0]["cause"], message: string, retryInMs: number): void {
    if (this.#inTrouble("unreachable", cause, message)) {
      this.#emitter.emit("unreachable", { cause, message, retryInMs });
    }
  }

  /** @returns whether this is news */
  #inTrouble(
    state: "refused" | "unreachable",
    code: NonNullable<ConnectionStatus["trouble"]>["code"],
    message: string,
  ): boolean {
    const news = this.#status.state !== state || this.#status.trouble?.code !== code;
    this.#troubleSinceMs ??= this.#clock.monotonicMs();
    this.#update({ state, trouble: { code, message } });
    return news;
  }

  #update(change: Partial<ConnectionStatus>): void {
    this.#status = { ...this.#status, ...change };
  }
}
