import type { LiveChange } from "@excalibur/api/contract";

/** Ids of what changed, or all of it where nobody knows which. */
export type ChangedIds = ReadonlySet<string> | "all";

/** What changed since somebody looked last. */
export interface ChangeBatch {
  keys: ChangedIds;
  executors: ChangedIds;
  events: boolean;
  audit: boolean;
  organization: boolean;
}

const NONE: ReadonlySet<string> = new Set();

export const NO_CHANGE: ChangeBatch = { keys: NONE, executors: NONE, events: false, audit: false, organization: false };

/** After a gap in which nobody told anything. */
export const ANY_CHANGE: ChangeBatch = { keys: "all", executors: "all", events: true, audit: true, organization: true };

/** What changed, and one change more. */
export function withChange(batch: ChangeBatch, change: Exclude<LiveChange, { kind: "ready" }>): ChangeBatch {
  switch (change.kind) {
    case "keys":
      return { ...batch, keys: joined(batch.keys, change.ids) };
    case "executors":
      return { ...batch, executors: joined(batch.executors, change.ids) };
    case "event":
      return { ...batch, events: true };
    case "audit":
      return { ...batch, audit: true };
    case "organization":
      return { ...batch, organization: true };
  }
}

function joined(known: ChangedIds, more: readonly string[] | null): ChangedIds {
  return known === "all" || more === null ? "all" : new Set([...known, ...more]);
}

/** Whether anything of the sort changed. */
export function isAny(ids: ChangedIds): boolean {
  return ids === "all" || ids.size > 0;
}

/** Whether one of them may have changed. */
export function mayHold(ids: ChangedIds, id: string): boolean {
  return ids === "all" || ids.has(id);
}
