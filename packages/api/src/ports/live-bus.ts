import type { LiveChange } from "../contract/live.ts";

/** A change as it is handed around; `ready` is each subscription's own. */
export type PublishedChange = Exclude<LiveChange, { kind: "ready" }>;

/** Whose subscription one is. */
export interface LiveSubscriber {
  readonly organizationId: string;
  readonly userId: string;
  readonly sessionId: string;
  /** Whether it names its organization. One that names none is for the one that the session used last. */
  readonly namesOrganization: boolean;
}

/** Which subscriptions to end: those that match everything that is named. */
export type LiveAudience =
  | { readonly sessionId: string; readonly namesOrganization?: false }
  | { readonly userId: string; readonly organizationId?: string }
  | { readonly organizationId: string };

/** What a subscription is told next. */
export type LiveNews =
  | { readonly kind: "changes"; readonly changes: readonly PublishedChange[] }
  /** Nothing happened for a while: the time to look whether it may still be open. */
  | { readonly kind: "quiet" }
  /** Somebody called `endFor`: whether it may go on has to be asked anew. */
  | { readonly kind: "questioned" }
  /** This server process stops. */
  | { readonly kind: "stopping" };

/** One open subscription's side of the bus. Holds a bounded amount, however slowly it is read. */
export interface LiveFeed {
  /** Resolves as soon as there is something, and after half a minute without; at once when `signal` aborts. */
  next(signal: AbortSignal): Promise<LiveNews>;
  close(): void;
}

/**
 * Carries what changed to open subscriptions. Changes made through `Data.transact` are published by themselves, once they
 * are committed: of keys and executors, events, audit rows, and, by the audit action's name, organizations with their
 * members and invitations. `publish` is for the rest.
 *
 * Whoever takes access away calls `endFor` after the commit: when a session ends (`{ sessionId }`, or `{ userId }` for all
 * of a user's), a member is removed or gets another role (`{ userId, organizationId }`), a session uses
 * another organization (`{ sessionId, namesOrganization: false }`), an organization is deactivated or reactivated (`{ organizationId }`). Each subscription
 * it matches then asks anew who it is, and ends: with the refusal it meets, or without one when there is none. So calling
 * it once too often costs a reconnection, nothing more.
 */
export interface LiveBus {
  /** Never waits and never throws. */
  publish(about: { readonly organizationId: string; readonly change: PublishedChange }): void;
  endFor(audience: LiveAudience): void;
  open(subscriber: LiveSubscriber): LiveFeed;
}
