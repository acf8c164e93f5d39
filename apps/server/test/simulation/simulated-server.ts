import { isPaused, keyStatus } from "@excalibur/api/contract";
import type { ReplicaLink, ReplicaListeners, StoredInvalidation } from "@excalibur/db";
import { CredentialCache } from "../../src/executor-authentication/credential-cache.ts";
import type { CredentialMemory } from "../../src/executor-authentication/credential-memory.ts";
import type { PostgresReplication } from "../../src/replicas/postgres-replication.ts";
import type { Invalidation } from "../../src/replicas/replication.ts";
import type { Parts } from "./mutants.ts";
import type { Random } from "./random.ts";
import type { SimulatedDatabase } from "./simulated-database.ts";
import type { SimulatedNetwork, Wire } from "./simulated-network.ts";
import type { Host, VirtualTime } from "./virtual-time.ts";

const CAPACITY = 100;
/** How often an address has presented too many unknown keys, so that its good ones wait for a round. */
const CROWDED = 0.2;
/** How far a server's wall clock is from the simulation's time, at most: by it the ends of keys are judged. */
export const WALL_CLOCK_APART_MS = 5_000;

export interface World {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly database: SimulatedDatabase;
  readonly network: SimulatedNetwork;
  readonly parts: Parts;
  /** Every server process that runs. */
  readonly servers: Set<SimulatedServer>;
}

/** A server process: the real protocol and the real cache, on a clock, a wire and a fate of its own. */
export class SimulatedServer implements Host, Wire {
  readonly id: string;
  readonly host = this;
  pausedUntilMs = 0;
  cutUntilMs = 0;
  isDead = false;
  readonly #world: World;
  readonly #process: PostgresReplication;
  readonly #cache: CredentialCache;
  readonly #rate: number;
  readonly #wallAheadMs: number;
  #sleptMs = 0;
  #listeners: ReplicaListeners | null = null;
  #isConnected = false;
  /** Counts them: what is on its way over a connection that broke never arrives. */
  #connections = 0;

  constructor(id: string, world: World) {
    this.id = id;
    this.#world = world;
    const { random, time, parts, network, database } = world;
    this.#rate = random.between(0.99, 1.01);
    this.#wallAheadMs = random.between(-WALL_CLOCK_APART_MS, WALL_CLOCK_APART_MS);
    const memory: CredentialMemory = new parts.Memory(CAPACITY);
    const clock = {
      monotonicMs: () => (time.nowMs - this.#sleptMs) * this.#rate,
      wallMs: () => time.nowMs + this.#wallAheadMs,
      // Node's timers too wait for a millisecond at least.
      after: (ms: number, work: () => void) => time.after(Math.max(1, ms) / this.#rate, this, work),
    };
    this.#process = new parts.Process({
      replicaId: id,
      memory,
      openLink: (listeners) => this.#openLink(listeners),
      readReplicas: () => network.ask(this, () => database.readReplicas()),
      onPeerMessage: () => undefined,
      onMissed: () => undefined,
      clock,
      now: () => new Date(time.nowMs),
      observe: { applied: () => undefined, enforced: () => undefined, renewalFailed: () => undefined },
    });
    this.#cache = new CredentialCache({
      read: (keyId) => network.ask(this, () => database.read(keyId)),
      readMany: (keyIds) => network.ask(this, () => keyIds.map((keyId) => database.read(keyId))),
      unknownKeys: {
        count: async () => (random.chance(CROWDED) ? 1 : null),
        takeBack: async () => undefined,
        waitMs: async () => null,
      },
      memory,
      mayTrustMemory: () => this.#process.mayTrustMemory(),
      after: clock.after,
    });
    world.servers.add(this);
    void this.#process.start();
  }

  /** Whether a presentation of the key is accepted; null when the server can't know. */
  async accepts(keyId: string): Promise<boolean | null> {
    const found = await this.#cache.lookUp(keyId, "192.0.2.1");
    if (found.kind !== "found") return null;
    const now = new Date(this.#world.time.nowMs + this.#wallAheadMs);
    const { credential } = found;
    const isActive = keyStatus(credential, now) === "active" && !isPaused(credential, now);
    return isActive && credential.organizationDeactivatedAt === null;
  }

  /** The transaction, and then the wait. @throws when the database can't be asked: then nothing was promised. */
  async change(change: () => StoredInvalidation, scope: Invalidation["scope"]): Promise<void> {
    const { network } = this.#world;
    const { number } = await network.ask(this, () => {
      const invalidation = change();
      this.#notifyListeners((listeners) =>
        listeners.onInvalidation(this.#world.random.chance(0.05) ? null : invalidation),
      );
      return invalidation;
    });
    await this.#process.waitUntilEnforced({ number, scope });
  }

  /** Does nothing for a while; as if the whole machine slept, its monotonic clock may stand still meanwhile. */
  pause(ms: number, sleeps: boolean): void {
    this.pausedUntilMs = this.#world.time.nowMs + ms;
    if (sleeps) this.#sleptMs += ms;
  }

  kill(): void {
    this.isDead = true;
    this.#world.servers.delete(this);
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    this.kill();
  }

  /** Drops what is sent to it from now on, until it has connected again. */
  disconnect(): void {
    this.#isConnected = false;
    this.#connections += 1;
  }

  #openLink(listeners: ReplicaListeners): ReplicaLink {
    this.#listeners = listeners;
    const { database, network, parts } = this.#world;
    const ask = async <T>(run: () => T): Promise<T> => {
      try {
        const answer = await network.ask(this, () => {
          this.#connect();
          return run();
        });
        return answer;
      } catch (error) {
        this.disconnect();
        throw error;
      }
    };
    const askOnOpenConnection = async <T>(run: () => T): Promise<T> => {
      const connection = this.#connections;
      return ask(() => {
        if (!this.#isConnected || connection !== this.#connections) throw new Error("there is no connection");
        return run();
      });
    };
    return {
      renewLease: async (request) => {
        const grant = await ask(() => database.renewLease(request));
        return parts.catchUp(request, grant);
      },
      releaseLease: (replicaId) => ask(() => database.releaseLease(replicaId)),
      acknowledge: (replicaId, number) =>
        askOnOpenConnection(() => this.#notifyListeners((others) => others.onAcknowledgement(replicaId, number))),
      notify: async () => undefined,
      prune: (silent) => ask(() => database.prune(silent)),
      close: async () => undefined,
    };
  }

  #connect(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#listeners?.onConnected();
  }

  #notifyListeners(notify: (listeners: ReplicaListeners) => void): void {
    for (const server of this.#world.servers) {
      const connection = server.#connections;
      if (server.#isConnected && !server.isDead) {
        this.#world.network.notify(server, () => {
          if (connection === server.#connections && server.#listeners !== null) notify(server.#listeners);
        });
      }
    }
  }
}
