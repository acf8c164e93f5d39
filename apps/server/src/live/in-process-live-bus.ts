import type { LiveAudience, LiveBus, LiveFeed, LiveSubscriber, PublishedChange } from "@excalibur/api/server";
import { InProcessFeed } from "./live-feed.ts";

/** The subscriptions of this server process, and what they are told. */
export class InProcessLiveBus implements LiveBus {
  readonly #feeds = new Map<string, Set<InProcessFeed>>();
  #isStopping = false;

  /** How many subscriptions are open. */
  get size(): number {
    let size = 0;
    for (const feeds of this.#feeds.values()) size += feeds.size;
    return size;
  }

  publish({ organizationId, change }: { organizationId: string; change: PublishedChange }): void {
    for (const feed of this.#feeds.get(organizationId) ?? []) feed.tell(change);
  }

  /** Publishes a change to every subscription, whatever its organization. */
  publishToAll(change: PublishedChange): void {
    for (const feed of this.#all()) feed.tell(change);
  }

  recheckAccess(audience: LiveAudience): void {
    for (const feed of this.#all()) if (isAmong(audience, feed.subscriber)) feed.end("recheckAccess");
  }

  open(subscriber: LiveSubscriber): LiveFeed {
    const { organizationId } = subscriber;
    const feeds = this.#feeds.get(organizationId) ?? new Set();
    const feed = new InProcessFeed(subscriber, (closed) => {
      feeds.delete(closed);
      if (feeds.size === 0 && this.#feeds.get(organizationId) === feeds) this.#feeds.delete(organizationId);
    });
    this.#feeds.set(organizationId, feeds.add(feed));
    if (this.#isStopping) feed.end("stopping");
    return feed;
  }

  /** Ends every subscription, those too that are opened from now on: their clients connect again, to whatever process answers then. */
  stop(): void {
    this.#isStopping = true;
    for (const feed of this.#all()) feed.end("stopping");
  }

  *#all(): Iterable<InProcessFeed> {
    for (const feeds of this.#feeds.values()) yield* feeds;
  }
}

function isAmong(audience: LiveAudience, subscriber: LiveSubscriber): boolean {
  return Object.entries(audience).every(([field, id]) => subscriber[field as keyof LiveSubscriber] === id);
}
