import { EventEmitter } from "node:events";
import type { SyncInput } from "@excalibur/api/contract";
import type { CredentialSource } from "../credential/credential-source.ts";
import { CurrentKey } from "../credential/current-key.ts";
import { KeyRenewal } from "../renewal/key-renewal.ts";
import { LastAcceptance } from "../sync/last-acceptance.ts";
import { sendSync } from "../sync/send-sync.ts";
import type { SyncFetch } from "../sync/sync-fetch.ts";
import type { SyncOutcome } from "../sync/outcome.ts";
import type { Clock } from "./clock.ts";
import type { ConnectionEvents, ConnectionStatus, EndOfConnection } from "./connection-events.ts";
import { ConnectionReporter } from "./connection-reporter.ts";
import { afterWait, decideNextStep, FRESH, type RetryPolicy, type RetryState } from "./next-step.ts";

export interface ConnectionParts {
  readonly url: string;
  readonly source: CredentialSource;
  readonly input: SyncInput;
  readonly policy: RetryPolicy;
  readonly timeoutMs: number;
  readonly fetch: SyncFetch;
  readonly clock: Clock;
  readonly random: () => number;
}

/** An executor's standing connection. Made by `connectExecutor`. */
export class ExecutorConnection extends EventEmitter<ConnectionEvents> {
  /** Why the connection ended. Rejects only when a listener threw. */
  readonly finished: Promise<EndOfConnection>;
  readonly #parts: ConnectionParts;
  readonly #key: CurrentKey;
  readonly #reporter: ConnectionReporter;
  readonly #stop = new AbortController();
  /** Aborted to end the present wait early. */
  #wake = new AbortController();
  #keyIsBad = false;
  readonly #renewal: KeyRenewal;
  readonly #lastAcceptance = new LastAcceptance();

  constructor(parts: ConnectionParts) {
    super();
    this.#parts = parts;
    this.#key = new CurrentKey(parts.source);
    this.#renewal = new KeyRenewal(parts, this.#key, this.#stop.signal);
    this.#reporter = new ConnectionReporter(this, parts.clock);
    this.finished = new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#run());
  }

  get status(): ConnectionStatus {
    return this.#reporter.status;
  }

  /** Ends the connection: an attempt under way is given up. Resolves when nothing more will happen. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake.abort();
    await this.finished;
  }

  /** Looks at the key's source now; syncs at once if it holds another key. */
  async rereadKey(): Promise<void> {
    if (await this.#reread()) this.#wake.abort();
  }

  async #run(): Promise<EndOfConnection> {
    const end = (await this.#readFirstKey()) ?? (await this.#syncUntilTheEnd());
    this.#stop.abort();
    this.#reporter.ended(end);
    return end;
  }

  async #readFirstKey(): Promise<EndOfConnection | null> {
    const reading = await this.#key.reread();
    if (reading.kind !== "unusable") {
      this.#lastAcceptance.resume(await this.#renewal.acceptedBefore());
      await this.#renewal.resume();
      return null;
    }
    return { kind: "credentialUnusable", sourceName: this.#key.sourceName, problem: reading.problem };
  }

  async #syncUntilTheEnd(): Promise<EndOfConnection> {
    const stopped = this.#stop.signal;
    this.#parts.source.watch?.(() => void this.rereadKey(), stopped);
    let state = FRESH;
    while (!stopped.aborted) {
      this.#wake = new AbortController();
      const outcome = await this.#attempt();
      if (stopped.aborted) break;
      const next = await this.#decide(outcome, state);
      if ("end" in next) return next.end;
      await this.#wait(next.delayMs);
      state = next.state;
    }
    return { kind: "stopped" };
  }

  async #attempt(): Promise<SyncOutcome> {
    const { url, input, timeoutMs, fetch, clock } = this.#parts;
    this.#reporter.moving(timeoutMs);
    const startedMs = clock.monotonicMs();
    const secret = this.#key.secret ?? "";
    const { problem } = this.#renewal;
    const said = problem === null ? input : { ...input, cannotRenew: problem.reason };
    const { headers } = this.#lastAcceptance;
    const { signal } = this.#stop;
    const outcome = await sendSync({ url, input: said, secret, headers, timeoutMs, fetch, clock, signal });
    this.#lastAcceptance.after(outcome);
    if (!this.#stop.signal.aborted) this.emit("attempted", { outcome, durationMs: clock.monotonicMs() - startedMs });
    return outcome;
  }

  /** Performs what follows an attempt, up to the wait. */
  async #decide(
    outcome: SyncOutcome,
    before: RetryState,
  ): Promise<{ end: EndOfConnection } | { delayMs: number; state: RetryState }> {
    const { policy, random, timeoutMs } = this.#parts;
    this.#reporter.moving(timeoutMs);
    if (await this.#renewal.after(outcome)) return { delayMs: 0, state: before };
    this.#reporter.renewal(this.#renewal.problem);
    const { step, state } = decideNextStep(outcome, before, policy, random());
    // Another key: a refusal of the old one needs no report.
    if (step.kind === "rereadKey" && (await this.#reread())) return { delayMs: 0, state };
    const final = step.kind === "rereadKey" ? step.ifUnchanged : step;
    this.#reporter.attempted(outcome, final.kind === "wait" ? final.delayMs : null);
    if (final.kind === "wait") return { delayMs: final.delayMs, state: afterWait(state) };
    return { end: endOf(outcome) };
  }

  async #wait(delayMs: number): Promise<void> {
    this.#reporter.moving(delayMs);
    if (delayMs > 0) this.#renewal.waited();
    if (!this.#stop.signal.aborted) await this.#parts.clock.sleep(delayMs, this.#wake.signal);
  }

  /** @returns whether there is another key now */
  async #reread(): Promise<boolean> {
    const reading = await this.#key.reread();
    if (this.#stop.signal.aborted) return false;
    const { sourceName } = this.#key;
    if (reading.kind === "changed") this.emit("credentialChanged", { sourceName });
    if (reading.kind === "unusable" && !this.#keyIsBad) {
      this.emit("credentialUnusable", { sourceName, problem: reading.problem });
    }
    this.#keyIsBad = reading.kind === "unusable";
    return reading.kind === "changed";
  }
}

function endOf(outcome: SyncOutcome): EndOfConnection {
  if (outcome.kind === "refused") return { kind: "refused", reason: outcome.reason, message: outcome.message };
  if (outcome.kind === "invalidInput") return { kind: "invalidInput", message: outcome.message };
  return { kind: "stopped" };
}
