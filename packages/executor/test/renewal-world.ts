import { createHash } from "node:crypto";
import { connectExecutor } from "../src/connect/connect-executor.ts";
import type { ExecutorConnection } from "../src/connect/executor-connection.ts";
import type { CandidateStore } from "../src/credential/candidate-file.ts";
import type { CredentialSource } from "../src/credential/credential-source.ts";
import { readKey, unusable } from "../src/credential/key-problem.ts";
import { keptKey } from "../src/credential/kept-key.ts";
import { readRenewalState } from "../src/credential/renewal-state.ts";
import type { SyncFetch } from "../src/sync/sync-fetch.ts";
import { accepted, refusal, type Answer } from "./answers.ts";
import { FIRST_KEY } from "./keys.ts";
import { ManualClock } from "./manual-clock.ts";

/** What may be wrong with a part, to see that it would be noticed. */
export interface Mutant {
  /** The secret takes the key's place before the server knows it. */
  readonly renamesFirst?: boolean;
  /** What is written is not synced to the disk. */
  readonly neverSyncs?: boolean;
  /** The server revokes the old key when it issues the successor. */
  readonly revokesAtIssue?: boolean;
}

/** Where the executor keeps a secret: beside its key file, which it replaces, or in a storage of its own. */
export type Keeping = "keyFile" | "stateDirectory" | "kubernetesSecret";

interface Files {
  readonly key: string;
  readonly candidate: { readonly secret: string; readonly renews: string } | null;
  /** What the storage of its own holds. */
  readonly state: string | null;
  /** Which key was accepted, and by whom, as it is kept beside the key file. */
  readonly accepted: string | null;
}

interface ServerKey {
  readonly id: string;
  revoked: boolean;
  /** The hash of the key that it renews, while it is not used. */
  pendingFor: string | null;
}

type Step = <Result>(work: () => Result) => Promise<Result>;

/** As a server gives them: an executor keeps who accepted its key. */
const keyId = (number: number) => `key_${String(number).padStart(26, "0")}`;
const ORGANIZATION = { id: `org_${"0".repeat(26)}`, slug: "acme" };

const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");

/** An executor, its disk and a server, each step of which can fail. */
export class RenewalWorld {
  readonly clock = new ManualClock();
  readonly #mutant: Mutant;
  readonly #keys = new Map<string, ServerKey>([
    [hashOf(FIRST_KEY), { id: keyId(1), revoked: false, pendingFor: null }],
  ]);
  readonly #keeping: Keeping;
  #files: Files = { key: FIRST_KEY, candidate: null, state: null, accepted: null };
  /** What survives when the machine loses its power. */
  #durable: Files = this.#files;
  #isAsked = false;
  #connection: ExecutorConnection | null = null;
  /** Steps until the process ends; whether that step is still done. */
  #end: { inSteps: number; isDone: boolean } | null = null;
  /** The number of the process that runs. */
  #process = 0;
  #cut: { readonly what: "request" | "answer"; after: number } | null = null;
  /** Syncs that were refused because their key was revoked. */
  revokedRefusals = 0;

  constructor(mutant: Mutant = {}, keeping: Keeping = "keyFile") {
    this.#mutant = mutant;
    this.#keeping = keeping;
    this.start();
  }

  start(): void {
    this.#end = null;
    const process = (this.#process += 1);
    const step: Step = (work) => this.#step(process, work);
    this.#connection = connectExecutor({
      url: "https://excalibur.test",
      name: "prod-1",
      kind: "agent",
      version: "1.0.0",
      credential: this.#credential(step),
      clock: this.clock,
      random: () => 0.5,
      fetch: this.#fetch(step),
    });
  }

  get status() {
    return this.#connection?.status;
  }

  /** How many secrets are good. */
  get goodKeys(): number {
    return [...this.#keys.values()].filter(({ revoked }) => !revoked).length;
  }

  /** Whether the key file holds the key in use, with nothing beside it. */
  get isSettled(): boolean {
    const { candidate, key, state } = this.#files;
    const stored = state === null ? null : readRenewalState(state);
    const inUse = stored?.next ?? stored?.key ?? key;
    return candidate === null && this.#keys.get(hashOf(inUse))?.revoked === false;
  }

  #credential(step: Step): CredentialSource {
    const source = {
      sourceName: "the key file /k",
      read: () => step(() => (this.#files.key === "" ? unusable("it is empty") : readKey(this.#files.key))),
    };
    if (this.#keeping === "keyFile") return { ...source, candidates: this.#candidates(step) };
    return keptKey(source, {
      name: "the storage",
      storesAdoption: this.#keeping === "stateDirectory",
      load: () => step(() => ({ kind: "read", text: this.#files.state })),
      store: (state) => step(() => this.#write({ state })),
      probe: () => Promise.resolve(),
      lifetimeProblem: () => Promise.resolve(null),
    });
  }

  ask(): void {
    this.#isAsked = true;
  }

  /** The process ends after so many more steps, in the middle of one. */
  endIn(inSteps: number, isDone: boolean): void {
    this.#end = { inSteps, isDone };
  }

  /** The connection breaks off at one of the next requests: after so many others. */
  cut(what: "request" | "answer", after: number): void {
    this.#cut = { what, after };
  }

  restart(losesPower: boolean): void {
    if (losesPower) this.#files = this.#durable;
    else this.#durable = this.#files;
    this.start();
  }

  /** A step of a process, which does nothing any more once it has ended. */
  #step<Result>(process: number, work: () => Result): Promise<Result> {
    if (process !== this.#process) return new Promise<Result>(() => {});
    if (this.#end !== null && (this.#end.inSteps -= 1) < 0) {
      if (this.#end.isDone && this.#end.inSteps === -1) work();
      return new Promise<Result>(() => {});
    }
    return Promise.resolve().then(work);
  }

  #write(files: Partial<Files>): void {
    this.#files = { ...this.#files, ...files };
    if (this.#mutant.neverSyncs !== true) this.#durable = this.#files;
  }

  #candidates(step: Step): CandidateStore {
    return {
      name: "the key file /k",
      probe: () => Promise.resolve(),
      read: (key) =>
        step(() => {
          const { candidate } = this.#files;
          if (candidate === null) return { kind: "none" };
          return candidate.renews === key ? { kind: "candidate", secret: candidate.secret } : { kind: "useless" };
        }),
      write: (secret, renews) =>
        step(() => {
          this.#write({ candidate: { secret, renews } });
          if (this.#mutant.renamesFirst === true) this.#write({ key: secret, candidate: null });
        }),
      adopt: async (key) => {
        await step(() => this.#write({ key }));
        await step(() => this.#write({ candidate: null }));
      },
      keepAccepted: (key, by) => step(() => this.#write({ accepted: `${key} ${by}` })),
      acceptedBy: (key) =>
        step(() => {
          const [ofKey, by = null] = this.#files.accepted?.split(" ") ?? [];
          return ofKey === key ? by : null;
        }),
      lifetimeProblem: () => Promise.resolve(null),
      discard: () => step(() => this.#write({ candidate: null })),
    };
  }

  #fetch(step: Step): SyncFetch {
    return async (url, { headers, body }) => {
      const cut = this.#nextCut();
      const lost = Object.assign(new Error("cut"), { code: "ECONNRESET" });
      if (cut === "request") throw lost;
      const hash = hashOf((headers["authorization"] ?? "").replace("Bearer ", ""));
      const { secretHash } = JSON.parse(body) as { secretHash?: string };
      const answer = await step(() => {
        return url.endsWith("/v1/renew") ? this.#renew(hash, secretHash ?? "") : this.#sync(hash);
      });
      if (cut === "answer") throw lost;
      return { status: answer.status, headers: { get: () => null }, text: () => Promise.resolve(answer.body) };
    };
  }

  #nextCut(): "request" | "answer" | null {
    if (this.#cut === null || (this.#cut.after -= 1) >= 0) return null;
    const { what } = this.#cut;
    this.#cut = null;
    return what;
  }

  #sync(hash: string): Answer {
    const key = this.#keys.get(hash);
    if (key === undefined) return refusal("key_unknown");
    if (key.revoked) {
      this.revokedRefusals += 1;
      return refusal("key_revoked");
    }
    const renewed = this.#keys.get(key.pendingFor ?? "");
    if (renewed !== undefined) {
      renewed.revoked = true;
      key.pendingFor = null;
      this.#isAsked = false;
    }
    const instructions = this.#isAsked ? [{ kind: "renew", keyId: key.id }] : [];
    return accepted({ organization: ORGANIZATION, key: { id: key.id, expiresAt: null }, instructions });
  }

  #renew(hash: string, secretHash: string): Answer {
    const key = this.#keys.get(hash);
    if (key === undefined || key.revoked) return refusal("key_revoked");
    const same = this.#keys.get(secretHash);
    const conflict = (reason: string) => ({ status: 409, body: JSON.stringify({ error: { reason, message: "No." } }) });
    if (same !== undefined && same.pendingFor !== hash) return conflict("key_exists");
    const isPending = [...this.#keys.values()].some(({ pendingFor }) => pendingFor === hash);
    if (same === undefined && isPending) return conflict("renewal_pending");
    if (same === undefined) {
      this.#keys.set(secretHash, { id: keyId(this.#keys.size + 1), revoked: false, pendingFor: hash });
    }
    if (this.#mutant.revokesAtIssue === true) key.revoked = true;
    return { status: 200, body: JSON.stringify({ key: { id: this.#keys.get(secretHash)?.id } }) };
  }
}
