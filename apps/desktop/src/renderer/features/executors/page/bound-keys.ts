import type { EventView } from "@excalibur/api/contract";

/** A stretch of time in which an executor was bound to one key. */
export interface BoundKeyStretch {
  keyId: string;
  /** Null when it began before the oldest event that is kept. */
  from: Date | null;
  /** Null while it lasts. */
  until: Date | null;
  /** What became of the key when the executor moved away from it. */
  fate: "revoked" | "keptSharedWithOthers" | "kept" | null;
}

/** Every key an executor was bound to, the latest first, read from the events of its connection and its moves. */
export function boundKeyHistory(events: readonly EventView[]): BoundKeyStretch[] {
  const stretches: BoundKeyStretch[] = [];
  const oldestFirst = events.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  for (const { type, keyId, at, details } of oldestFirst) {
    if (type !== "executor.connected" && type !== "executor.rebound") continue;
    const previousKeyId = details["previousKeyId"];
    const last = stretches.at(-1);
    if (last !== undefined) {
      last.until = at;
      last.fate = fateOf(details["previousKey"]);
    } else if (typeof previousKeyId === "string") {
      stretches.push({ keyId: previousKeyId, from: null, until: at, fate: fateOf(details["previousKey"]) });
    }
    if (keyId !== null) stretches.push({ keyId, from: at, until: null, fate: null });
  }
  return stretches.toReversed();
}

function fateOf(previousKey: unknown): BoundKeyStretch["fate"] {
  if (previousKey === "revoke") return "revoked";
  return previousKey === "keptSharedWithOthers" ? previousKey : "kept";
}
