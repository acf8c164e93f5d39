import {
  mayOpenStream,
  mayOpenSubscription,
  refuse,
  type LiveAudience,
  type LiveBus,
  type LiveFeed,
  type LiveSubscriber,
  type PublishedChange,
} from "@excalibur/api/server";
import { InProcessFeed } from "./live-feed.ts";
import { OpenCounts } from "./open-counts.ts";
import { WakeInTurns } from "./wake-in-turns.ts";

/** The subscriptions of this server process, and the changes published to them. */
export class InProcessLiveBus implements LiveBus {
  readonly #feeds = new Map<string, Set<InProcessFeed>>();
  readonly #bySession = new OpenCounts();
  readonly #byUser = new OpenCounts();
  readonly #byManagementKey = new OpenCounts();
  readonly #streamsByOrganization = new OpenCounts();
  readonly #turns = new WakeInTurns();
  #size = 0;
  #isStopping = false;

  /** How many subscriptions are open. */
  get size(): number {
    return this.#size;
  }

  publish({ organizationId, change }: { organizationId: string; change: PublishedChange }): void {
    // Frozen, so that it is written once for all of them.
    Object.freeze(change);
    for (const feed of this.#feeds.get(organizationId) ?? []) feed.add(change);
  }

  /** Publishes a change to the subscriptions of every organization. */
  publishToAll(change: PublishedChange): void {
    for (const feed of this.#all()) feed.add(change);
  }

  recheckAccess(audience: LiveAudience): void {
    for (const feed of this.#all()) if (isAmong(audience, feed.subscriber)) feed.end("recheckAccess");
  }

  open(subscriber: LiveSubscriber): LiveFeed {
    const { organizationId } = subscriber;
    this.#requireRoom(subscriber);
    this.#count(subscriber, 1);
    const feeds = this.#feeds.get(organizationId) ?? new Set();
    const feed = new InProcessFeed(subscriber, this.#turns, (closed) => {
      if (!feeds.delete(closed)) return;
      this.#count(subscriber, -1);
      if (feeds.size === 0 && this.#feeds.get(organizationId) === feeds) this.#feeds.delete(organizationId);
    });
    this.#feeds.set(organizationId, feeds.add(feed));
    if (this.#isStopping) feed.end("stopping");
    return feed;
  }

  /** Ends every subscription, and each that is opened from now on. Their clients connect again, to another process. */
  stop(): void {
    this.#isStopping = true;
    for (const feed of this.#all()) feed.end("stopping");
  }

  #requireRoom(subscriber: LiveSubscriber): void {
    const process = this.#size;
    if ("managementKeyId" in subscriber) {
      const managementKey = this.#byManagementKey.of(subscriber.managementKeyId);
      const organization = this.#streamsByOrganization.of(subscriber.organizationId);
      if (!mayOpenStream({ managementKey, organization, process })) throw refuse("too_many_streams");
      return;
    }
    const session = this.#bySession.of(subscriber.sessionId);
    const user = this.#byUser.of(subscriber.userId);
    if (!mayOpenSubscription({ session, user, process })) throw refuse("too_many_subscriptions");
  }

  #count(subscriber: LiveSubscriber, by: 1 | -1): void {
    this.#size += by;
    if ("managementKeyId" in subscriber) {
      this.#byManagementKey.add(subscriber.managementKeyId, by);
      this.#streamsByOrganization.add(subscriber.organizationId, by);
      return;
    }
    this.#byUser.add(subscriber.userId, by);
    this.#bySession.add(subscriber.sessionId, by);
  }

  *#all(): Iterable<InProcessFeed> {
    for (const feeds of this.#feeds.values()) yield* feeds;
  }
}

function isAmong(audience: LiveAudience, subscriber: LiveSubscriber): boolean {
  const own: Partial<Record<string, string | boolean>> = { ...subscriber };
  return Object.entries(audience).every(([field, id]) => own[field] === id);
}
