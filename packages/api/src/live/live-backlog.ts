import type { EventView } from "../contract/events.ts";
import { MAX_LIVE_IDS, type PublishedChange } from "../contract/live.ts";

/** Events kept for one reader; beyond it they become one "read again". */
const MAX_EVENTS = 50;

/**
 * Changes that wait: on the server to be sent, in an app to be read. Those of one kind become one, so it never holds more
 * than a few hundred ids and events.
 */
export class LiveBacklog {
  #keys: Set<string> | "many" = new Set();
  #executors: Set<string> | "many" = new Set();
  #deleted: Set<string> = new Set();
  #events: EventView[] | "many" = [];
  #audit = false;
  #organization = false;
  /** The change itself while it is the only one, so that all readers get the same object. */
  #only: PublishedChange | "none" | "several" = "none";

  add(change: PublishedChange): void {
    this.#only = this.#only === "none" ? change : "several";
    switch (change.kind) {
      case "keys":
        this.#keys = joined(this.#keys, change.ids);
        break;
      case "executors":
        this.#executors = joined(this.#executors, change.ids);
        break;
      case "deleted":
        for (const id of change.ids) if (this.#deleted.size < MAX_LIVE_IDS) this.#deleted.add(id);
        break;
      case "event":
        this.#addEvent(change.event);
        break;
      case "audit":
        this.#audit = true;
        break;
      case "organization":
        this.#organization = true;
        break;
    }
  }

  /** Takes the whole backlog, in as few messages as possible. */
  take(): PublishedChange[] {
    const only = this.#only;
    const isAlone = only !== "none" && only !== "several" && saysEnough(only);
    const changes: PublishedChange[] = isAlone ? [only] : this.#joined();
    this.#keys = new Set();
    this.#executors = new Set();
    this.#deleted = new Set();
    this.#events = [];
    this.#audit = false;
    this.#organization = false;
    this.#only = "none";
    return changes;
  }

  #joined(): PublishedChange[] {
    const changes: PublishedChange[] = [];
    if (isAny(this.#keys)) changes.push({ kind: "keys", ids: idsOf(this.#keys) });
    if (isAny(this.#executors)) changes.push({ kind: "executors", ids: idsOf(this.#executors) });
    if (isAny(this.#deleted)) changes.push({ kind: "deleted", ids: [...this.#deleted] });
    if (this.#events === "many") changes.push({ kind: "event", event: null });
    else for (const event of this.#events) changes.push({ kind: "event", event });
    if (this.#audit) changes.push({ kind: "audit" });
    if (this.#organization) changes.push({ kind: "organization" });
    return changes;
  }

  #addEvent(event: EventView | null): void {
    if (event === null || this.#events === "many" || this.#events.length === MAX_EVENTS) this.#events = "many";
    else this.#events.push(event);
  }
}

/** Whether a change can be sent as it is: it names something, each thing once, and not too many. */
function saysEnough(change: PublishedChange): boolean {
  if (!("ids" in change) || change.ids === null) return true;
  return change.ids.length > 0 && change.ids.length <= MAX_LIVE_IDS && new Set(change.ids).size === change.ids.length;
}

function joined(known: Set<string> | "many", more: readonly string[] | null): Set<string> | "many" {
  if (known === "many" || more === null) return "many";
  for (const id of more) known.add(id);
  return known.size > MAX_LIVE_IDS ? "many" : known;
}

function isAny(ids: Set<string> | "many"): boolean {
  return ids === "many" || ids.size > 0;
}

function idsOf(ids: Set<string> | "many"): string[] | null {
  return ids === "many" ? null : [...ids];
}
