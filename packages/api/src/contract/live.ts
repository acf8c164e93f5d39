import type { EventView } from "./events.ts";

/** Ids that one message names at most. Where more changed it says `null`: read again what is on screen. */
export const MAX_LIVE_IDS = 200;

/**
 * The messages of `live.subscribe`, in the order of the changes. A message says what changed, not how: read it again.
 *
 * Presence (last used, last seen) is sent at most once in 2 s. A client that reads too slowly gets less, never late:
 * ids become `null`, and so do events.
 *
 * The subscription ends with a refusal when the session or the membership has ended. It ends without one when the role changed
 * or, where it names no organization, the one that the session used last: read the account again and subscribe again.
 */
export type LiveChange =
  /** The first message, also after a reconnection: earlier changes may have been missed, so read again. */
  | { kind: "ready"; serverTime: Date }
  | { kind: "keys"; ids: string[] | null }
  | { kind: "executors"; ids: string[] | null }
  /**
   * These keys or executors are deleted for good. Where more than `MAX_LIVE_IDS` were, the rest is not named: a row that is
   * only not found may have been deleted or not.
   */
  | { kind: "deleted"; ids: string[] }
  /** Something happened to an executor; `null` when there were too many to send one by one. */
  | { kind: "event"; event: EventView | null }
  /** The audit log has new rows. */
  | { kind: "audit" }
  /** Its name, state, members, roles or invitations. */
  | { kind: "organization" };

/** A change as it is handed around; `ready` is each subscription's own. */
export type PublishedChange = Exclude<LiveChange, { kind: "ready" }>;

/** Sent where changes may have been missed: read everything again. */
export const ANY_CHANGE: readonly PublishedChange[] = [
  { kind: "keys", ids: null },
  { kind: "executors", ids: null },
  { kind: "event", event: null },
  { kind: "audit" },
  { kind: "organization" },
];
