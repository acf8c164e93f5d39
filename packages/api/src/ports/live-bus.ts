import type { PublishedChange } from "../contract/live.ts";

/** Whose subscription one is: a person's by their session, or a program's by its management key. */
export type LiveSubscriber = SessionSubscriber | ProgramSubscriber;

interface SessionSubscriber {
  readonly organizationId: string;
  readonly userId: string;
  readonly sessionId: string;
  /** Whether it names its organization. One that names none is for the one that the session used last. */
  readonly namesOrganization: boolean;
}

interface ProgramSubscriber {
  readonly organizationId: string;
  /** The person who created the key. */
  readonly userId: string;
  readonly managementKeyId: string;
}

/** Whose subscriptions: those that match everything that is named. */
export type LiveAudience =
  | { readonly sessionId: string; readonly namesOrganization?: false }
  | { readonly userId: string; readonly organizationId?: string }
  | { readonly managementKeyId: string }
  | { readonly organizationId: string };

/** The next message of a subscription. */
export type LiveNews =
  | { readonly kind: "changes"; readonly changes: readonly PublishedChange[] }
  /** Nothing happened for a while: the time to look whether it may still be open. */
  | { readonly kind: "quiet" }
  /** Access was taken away or changed: the subscription must check it again. */
  | { readonly kind: "recheckAccess" }
  /** This server process stops. */
  | { readonly kind: "stopping" };

/** One open subscription's side of the bus. Holds a bounded amount, however slowly it is read. */
export interface LiveFeed {
  /** Resolves as soon as there is something, and after half a minute without; at once when `signal` aborts. */
  next(signal: AbortSignal): Promise<LiveNews>;
  /** Aborts when the subscription has to check its access or this server process stops, also while its reader does not ask. */
  readonly ended: AbortSignal;
  close(): void;
}

/** Open subscriptions and their messages. */
export interface LiveBus {
  /** Tells an organization's subscribers of a change. Never waits and never throws. */
  publish(about: { readonly organizationId: string; readonly change: PublishedChange }): void;
  /**
   * Makes the subscriptions that match the audience check their access again, and end: with the refusal they meet, or without
   * one when there is none. So calling it once too often costs a reconnection, nothing more.
   */
  recheckAccess(audience: LiveAudience): void;
  /**
   * The caller must close the feed.
   * @throws Refusal `too_many_subscriptions` beyond `LIVE_LIMITS`, or `too_many_streams` beyond `STREAM_LIMITS`.
   */
  open(subscriber: LiveSubscriber): LiveFeed;
}
