import type { InvalidationScope, RevocationReceipt } from "@excalibur/api/server";
import type { KnownReplica, ReplicaLink, ReplicaListeners, StoredInvalidation } from "@excalibur/db";
import type { Clock } from "../clock.ts";
import type { CredentialMemory } from "../executor-authentication/credential-memory.ts";
import { Acknowledgements } from "./acknowledgements.ts";
import { CacheLease, type Instant } from "./cache-lease.ts";
import { ReplicaWatch } from "./replica-watch.ts";
import type { Invalidation, Replication } from "./replication.ts";

/** Milliseconds a replica may answer from memory after it has last asked the database whether it may. */
const LEASE_MS = 3_000;
const RENEW_EVERY_MS = 1_000;
const RENEW_AFTER_FAILURE_MS = 250;
const LOOK_AGAIN_MS = 250;
const PRUNE_EVERY_RENEWALS = 10;

const FORGET_REPLICA_AFTER_MS = 60_000;

/**
 * Milliseconds of this process's clock after which a lease granted before a moment has certainly ended. A revocation
 * waits no longer: a replica that answers from memory after that has renewed its lease after the commit, and has applied
 * the invalidation. It does not wait for a replica that has not renewed for this long.
 */
const LEASE_IS_OVER_MS = LEASE_MS * 1.02;

interface Options {
  readonly replicaId: string;
  readonly memory: CredentialMemory;
  readonly openLink: (listeners: ReplicaListeners) => ReplicaLink;
  readonly readReplicas: () => Promise<KnownReplica[]>;
  /** Called for every message of another process. */
  readonly onPeerMessage: (text: string) => void;
  /** Called when messages may have been missed. */
  readonly onMissed: () => void;
  readonly clock: Pick<Clock, "monotonicMs" | "wallMs" | "after">;
  readonly now: () => Date;
  readonly observe: {
    /** An invalidation was applied, from this process or another. */
    readonly applied: () => void;
    /** A revocation waited so long for the other replicas. */
    readonly enforced: (waitedMs: number) => void;
    readonly renewalFailed: (error: unknown) => void;
  };
}

/** One of several server processes on a PostgreSQL database. */
export class PostgresReplication implements Replication {
  readonly #options: Options;
  readonly #lease: CacheLease;
  readonly #link: ReplicaLink;
  readonly #acknowledgements = new Acknowledgements();
  readonly #watch = new ReplicaWatch();
  #renewals = 0;
  #renewing: Promise<boolean> | null = null;
  #isRenewalWanted = false;
  #acknowledgedNumber = 0;
  #isAcknowledging = false;
  #lastReplicas: readonly KnownReplica[] = [];
  #cancelTick: () => void = () => {};
  #isStopped = false;

  constructor(options: Options) {
    this.#options = options;
    const { memory, observe } = options;
    const forget = (scope: InvalidationScope) => {
      observe.applied();
      memory.forget(scope);
    };
    this.#lease = new CacheLease({ forget, forgetEverything: () => memory.forgetEverything() }, LEASE_MS);
    this.#link = options.openLink({
      onConnected: () => {
        this.#acknowledgements.forgetAll();
        this.#lease.doubtHistory();
        options.onMissed();
      },
      onMessage: (message) => this.#onPeerMessage(message),
      onInvalidation: (invalidation) => this.#onInvalidation(invalidation),
      onAcknowledgement: (replicaId, number) => this.#acknowledgements.record(replicaId, number),
    });
  }

  mayTrustMemory(): boolean {
    const { clock } = this.#options;
    return this.#lease.holds(clock.monotonicMs(), clock.wallMs());
  }

  async start(): Promise<void> {
    const isRenewed = await this.#renew();
    if (this.#isStopped) return;
    const pauseMs = isRenewed ? RENEW_EVERY_MS : RENEW_AFTER_FAILURE_MS;
    this.#cancelTick = this.#options.clock.after(pauseMs, () => void this.start());
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTick();
    await this.#renewing;
    this.#lease.release();
    await this.#link.releaseLease(this.#options.replicaId).catch(() => undefined);
    await this.#link.close();
  }

  async waitUntilEnforced({ number, scope }: Invalidation): Promise<RevocationReceipt> {
    const { clock, memory, replicaId, now, observe } = this.#options;
    const committedAtMs = clock.monotonicMs();
    memory.forget(scope);
    while (!(await this.#isEnforced(number, committedAtMs + LEASE_IS_OVER_MS)));
    observe.enforced(clock.monotonicMs() - committedAtMs);
    const { acknowledged, missing } = this.#acknowledgements.count(this.#lastReplicas, number, replicaId);
    return { enforcedAt: now(), acknowledged, expiredLeases: missing.length };
  }

  sendToPeers(texts: readonly string[]): void {
    const messages = texts.map((text) => `${this.#options.replicaId} ${text}`);
    this.#link.notify(messages).catch(() => undefined);
  }

  #onPeerMessage(message: string): void {
    const own = `${this.#options.replicaId} `;
    if (!message.startsWith(own)) this.#options.onPeerMessage(message.slice(message.indexOf(" ") + 1));
  }

  /** Looks which replicas there are, and waits for them, until it is time to look again. */
  async #isEnforced(number: number, giveUpAtMs: number): Promise<boolean> {
    const { clock } = this.#options;
    const msUntil = (momentMs: number) => momentMs - clock.monotonicMs();
    const patienceMs = msUntil(giveUpAtMs);
    if (patienceMs <= 0) return true;
    // Its own look, begun after its own commit: another call's may be older.
    const replicas = await this.#within(patienceMs, this.#readReplicas());
    const lookAgainAtMs = Math.min(giveUpAtMs, clock.monotonicMs() + LOOK_AGAIN_MS);
    for (let leftMs = msUntil(lookAgainAtMs); leftMs > 0; leftMs = msUntil(lookAgainAtMs)) {
      if (replicas !== null && !this.#isWaitedFor(replicas, number)) return true;
      await this.#within(leftMs, new Promise<null>((wake) => this.#acknowledgements.onNext(() => wake(null))));
    }
    return false;
  }

  /** Whether a replica that has not acknowledged may still answer from memory. */
  #isWaitedFor(replicas: readonly KnownReplica[], number: number): boolean {
    const { clock, replicaId } = this.#options;
    const { missing } = this.#acknowledgements.count(replicas, number, replicaId);
    return missing.some((replica) => this.#watch.silentForMs(replica, clock.monotonicMs()) < LEASE_IS_OVER_MS);
  }

  /** Null when the database can't be asked. */
  async #readReplicas(): Promise<readonly KnownReplica[] | null> {
    try {
      const replicas = await this.#options.readReplicas();
      this.#watch.observe(replicas, this.#options.clock.monotonicMs());
      return (this.#lastReplicas = replicas);
    } catch {
      return null;
    }
  }

  #within<T>(ms: number, work: Promise<T>): Promise<T | null> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, () => resolve(null));
      void work.then((result) => {
        cancel();
        resolve(result);
      });
    });
  }

  #onInvalidation(invalidation: StoredInvalidation | null): void {
    if (this.#isStopped) return;
    if (invalidation !== null && this.#lease.apply(invalidation)) void this.#acknowledge();
    else {
      this.#isRenewalWanted = true;
      void this.#renew();
    }
  }

  /** @returns false when the database could not be asked. */
  #renew(): Promise<boolean> {
    return (this.#renewing ??= this.#renewUntilNothingIsMissing().finally(() => {
      this.#renewing = null;
    }));
  }

  async #renewUntilNothingIsMissing(): Promise<boolean> {
    try {
      do {
        this.#isRenewalWanted = false;
        await this.#renewOnce();
      } while (this.#isRenewalWanted && !this.#isStopped);
      return true;
    } catch (error) {
      this.#options.observe.renewalFailed(error);
      return false;
    }
  }

  async #renewOnce(): Promise<void> {
    const { replicaId } = this.#options;
    this.#renewals += 1;
    const renewal = this.#lease.beginRenewal(this.#now());
    const { applied } = renewal;
    const grant = await this.#link.renewLease({ replicaId, renewal: this.#renewals, leaseMs: LEASE_MS, applied });
    this.#lease.endRenewal(renewal, grant, this.#now());
    this.#watch.observe(grant.others, this.#now().monotonicMs);
    void this.#acknowledge();
    if (this.#renewals % PRUNE_EVERY_RENEWALS === 0) await this.#prune(grant.others);
  }

  async #prune(others: readonly KnownReplica[]): Promise<void> {
    const { monotonicMs } = this.#now();
    const silent = others.filter((replica) => this.#watch.silentForMs(replica, monotonicMs) > FORGET_REPLICA_AFTER_MS);
    await this.#link.prune(silent);
    for (const { id } of silent) this.#watch.forget(id);
  }

  /** Acknowledges what is applied. When that fails, the next renewal does it. */
  async #acknowledge(): Promise<void> {
    if (this.#isAcknowledging) return;
    this.#isAcknowledging = true;
    try {
      while (this.#acknowledgedNumber !== this.#lease.appliedNumber) {
        const number = this.#lease.appliedNumber;
        await this.#link.acknowledge(this.#options.replicaId, number);
        this.#acknowledgedNumber = number;
      }
    } catch {
      this.#acknowledgedNumber = 0;
    } finally {
      this.#isAcknowledging = false;
    }
  }

  #now(): Instant {
    const { clock } = this.#options;
    return { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
  }
}
