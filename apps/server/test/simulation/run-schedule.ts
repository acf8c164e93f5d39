import { REAL, type Parts } from "./mutants.ts";
import { Random } from "./random.ts";
import { SimulatedDatabase } from "./simulated-database.ts";
import { SimulatedNetwork } from "./simulated-network.ts";
import { SimulatedServer, WALL_CLOCK_APART_MS, type World } from "./simulated-server.ts";
import { VirtualTime } from "./virtual-time.ts";

const SERVERS = 3;
const ORGANIZATIONS = ["org_a", "org_b"];
const KEYS_PER_ORGANIZATION = 3;
const LASTS_MS = 14_000;
const SYNCS = 60;
const CHANGES = 4;
const TROUBLES = 5;
/** How often a standby gets what was committed, when it gets it late. */
const REPLICATES_EVERY_MS = 400;
/** As long as a lease that the lost primary granted can still hold. */
const OLD_LEASES_END_MS = 3_100;

/** What else may happen. */
export interface Conditions {
  /** A failover is to an asynchronous standby: it loses the commits of the last moments. */
  readonly losesCommits?: boolean;
}

/** What a schedule came to. */
export interface ScheduleOutcome {
  readonly accepted: number;
  /** Changes whose call returned. */
  readonly returned: number;
  /** Acceptances that began after the change that forbids them had returned: there must be none. */
  readonly violations: readonly string[];
  /** Everything that happened, line by line. */
  readonly trace: readonly string[];
}

/**
 * One run of several servers on one database, with everything that can go wrong, as the seed has it: pauses, sleep, kills,
 * restarts, cut and slow connections, lost and late notifications, clocks that run fast or slow, failovers.
 */
export async function runSchedule(
  seed: number,
  parts: Parts = REAL,
  conditions: Conditions = {},
): Promise<ScheduleOutcome> {
  const schedule = new Schedule(seed, parts, conditions);
  await schedule.run();
  return schedule;
}

class Schedule implements ScheduleOutcome {
  accepted = 0;
  returned = 0;
  readonly violations: string[] = [];
  readonly trace: string[] = [];
  readonly #time = new VirtualTime();
  readonly #random: Random;
  readonly #database = new SimulatedDatabase();
  readonly #world: World;
  readonly #keys: { id: string; organizationId: string }[] = [];
  /** Keys that no later request may be accepted with. */
  readonly #forbidden = new Set<string>();
  readonly #losesCommits: boolean;
  #takeOver: () => void = () => {};
  #oldLeasesEndAtMs = 0;
  #lossyTakeOvers = 0;
  #started = 0;

  constructor(seed: number, parts: Parts, { losesCommits = false }: Conditions) {
    this.#losesCommits = losesCommits;
    this.#random = new Random(seed);
    const network = new SimulatedNetwork(this.#time, this.#random, this.#database);
    this.#world = {
      time: this.#time,
      random: this.#random,
      database: this.#database,
      network,
      parts,
      servers: new Set(),
    };
    for (const organizationId of ORGANIZATIONS) {
      for (let index = 0; index < KEYS_PER_ORGANIZATION; index++) {
        const id = `key_${organizationId.at(-1)}${index}`;
        this.#keys.push({ id, organizationId });
        this.#database.addKey(id, organizationId);
      }
    }
  }

  async run(): Promise<void> {
    for (let index = 0; index < SERVERS; index++) this.#start();
    this.#sometimes(SYNCS, () => this.#sync(this.#anyServer(), this.#random.oneOf(this.#keys).id));
    this.#sometimes(CHANGES, () => this.#changeWhatIsInUse());
    this.#sometimes(TROUBLES, () => this.#trouble());
    if (this.#losesCommits) this.#replicate();
    await this.#time.runUntil(LASTS_MS);
  }

  #replicate(): void {
    if (this.#database.isUp) this.#takeOver = this.#database.replicate();
    this.#time.after(this.#random.between(0, 2 * REPLICATES_EVERY_MS), null, () => this.#replicate());
  }

  #sometimes(times: number, happen: () => void): void {
    for (let index = 0; index < times; index++) this.#time.after(this.#random.between(50, LASTS_MS), null, happen);
  }

  #start(): void {
    this.#started += 1;
    const server = new SimulatedServer(`server ${this.#started}`, this.#world);
    this.#note(`${server.id} starts`);
  }

  #anyServer(): SimulatedServer {
    return this.#random.oneOf([...this.#world.servers]);
  }

  #sync(server: SimulatedServer, keyId: string): void {
    // By way of an event of the server's own: while it is paused it takes no request.
    this.#time.after(0, server, () => void this.#present(server, keyId));
  }

  async #present(server: SimulatedServer, keyId: string): Promise<void> {
    const isForbidden = this.#forbidden.has(keyId);
    const beganAtMs = this.#time.nowMs;
    if ((await server.accepts(keyId)) !== true || server.isDead) return;
    this.accepted += 1;
    this.#note(`${server.id} accepts ${keyId}`);
    // A failover may have taken back what forbade it.
    if (!isForbidden || !this.#forbidden.has(keyId)) return;
    this.violations.push(`${server.id} accepted ${keyId} in a request that began at ${beganAtMs.toFixed(1)} ms`);
    this.#note(`  which began after it was forbidden: THIS MUST NOT HAPPEN`);
  }

  /** Everyone presents the key just then: some know it, some have it from a read under way. */
  #changeWhatIsInUse(): void {
    const key = this.#random.oneOf(this.#keys);
    for (const server of this.#world.servers) this.#sync(server, key.id);
    this.#time.after(this.#random.between(0, 50), null, () => void this.#change(this.#anyServer(), key));
  }

  async #change(server: SimulatedServer, key: { id: string; organizationId: string }): Promise<void> {
    const isOfAll = this.#random.chance(0.2);
    const endsAtMs = !isOfAll && this.#random.chance(0.3) ? this.#time.nowMs + this.#random.between(0, 2_000) : null;
    const isPause = !isOfAll && endsAtMs === null && this.#random.chance(0.3);
    const kind = isPause ? "pause" : "revocation";
    const ofKey = endsAtMs === null ? `${kind} of ${key.id}` : `retirement of ${key.id} at ${endsAtMs.toFixed(1)} ms`;
    const what = isOfAll ? `deactivation of ${key.organizationId}` : ofKey;
    const concerned = this.#keys.filter(
      ({ id, organizationId }) => id === key.id || (isOfAll && organizationId === key.organizationId),
    );
    this.#note(`${server.id} begins the ${what}`);
    // Until the leases of a primary that was lost are over, it may be unknown who answers from memory, and what of.
    const isPromised = this.#time.nowMs >= this.#oldLeasesEndAtMs;
    const takeOvers = this.#lossyTakeOvers;
    try {
      const end = () => {
        if (isPause) return this.#database.pause(key.id);
        return endsAtMs === null ? this.#database.revoke(key.id) : this.#database.retire(key.id, new Date(endsAtMs));
      };
      await (isOfAll
        ? server.change(() => this.#database.deactivate(key.organizationId), { organizationId: key.organizationId })
        : server.change(end, { keyIds: [key.id] }));
    } catch {
      return this.#note(`${server.id} does not know the result of the ${what}`);
    }
    if (server.isDead) return;
    this.returned += 1;
    this.#note(`${server.id} returns from the ${what}`);
    // An end at an instant holds once it has come by the clock of every server.
    const holdsInMs = endsAtMs === null ? 0 : Math.max(0, endsAtMs + WALL_CLOCK_APART_MS - this.#time.nowMs);
    this.#time.after(holdsInMs, null, () => {
      if (isPromised && takeOvers === this.#lossyTakeOvers) this.#forbid(concerned);
    });
  }

  #forbid(keys: readonly { id: string }[]): void {
    for (const { id } of keys) this.#forbidden.add(id);
    for (const server of this.#world.servers) this.#tryAll(server, keys);
  }

  /** Presents forbidden keys at once, and again and again for as long as a lease could last. */
  #tryAll(server: SimulatedServer, keys: readonly { id: string }[]): void {
    for (const { id } of keys) {
      this.#sync(server, id);
      for (let attempt = 0; attempt < 4; attempt++) {
        this.#time.after(this.#random.between(0, 3_500), null, () => this.#sync(server, id));
      }
    }
  }

  #trouble(): void {
    const server = this.#anyServer();
    const ms = this.#random.between(100, 7_000);
    const lasting = `for ${ms.toFixed(0)} ms`;
    const troubles: Record<string, () => void> = {
      [`${server.id} is paused ${lasting}`]: () => server.pause(ms, false),
      [`${server.id} sleeps ${lasting}, its monotonic clock with it`]: () => server.pause(ms, true),
      [`${server.id} is cut off ${lasting}`]: () => {
        server.cutUntilMs = this.#time.nowMs + ms;
        server.disconnect();
      },
      [`${server.id} loses its connection`]: () => server.disconnect(),
      [`${server.id} is killed, another one comes`]: () => {
        server.kill();
        this.#start();
      },
      [`${server.id} stops, another one comes`]: () => {
        this.#start();
        void server.stop();
      },
      "the database fails over": () => this.#failOver(),
      ...(this.#losesCommits ? { "the database fails over, and loses commits": () => this.#failOver() } : {}),
    };
    const [name, happen] = this.#random.oneOf(Object.entries(troubles));
    this.#note(name);
    happen();
  }

  /**
   * To a standby that has every commit, or to one that lacks the last. Its clock does not matter: no decision is
   * made by it.
   */
  #failOver(): void {
    this.#database.isUp = false;
    for (const server of this.#world.servers) server.disconnect();
    this.#time.after(this.#random.between(100, 4_000), null, () => {
      this.#takeOver();
      this.#database.isUp = true;
      this.#note("the standby takes over");
      if (!this.#losesCommits) return;
      this.#lossyTakeOvers += 1;
      this.#oldLeasesEndAtMs = this.#time.nowMs + OLD_LEASES_END_MS;
      for (const id of this.#forbidden) if (this.#database.permits(id)) this.#forbidden.delete(id);
    });
  }

  #note(what: string): void {
    this.trace.push(`${this.#time.nowMs.toFixed(1).padStart(9)} ms  ${what}`);
  }
}
