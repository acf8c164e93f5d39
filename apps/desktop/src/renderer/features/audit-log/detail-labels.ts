import { exactTime } from "../../time/relative-time.ts";

/** Names that say more than their parts. */
const NAMES: Readonly<Record<string, string>> = {
  expiresAt: "Expires",
  targetExecutorId: "Made for executor",
  targetExecutorName: "Made for executor",
  replacesKeyId: "Replaces key",
  replacedByKeyId: "Replaced by key",
  predecessorKeyId: "Unused successor of key",
  pendingKeyId: "Successor that is not used yet",
  enrolmentCodeId: "Made with code",
  firstAddress: "First used from",
  keyId: "Key",
  maxUses: "Good for hosts",
  retiresAt: "Ends",
  retiresWhenMoved: "Ends once its executors have moved",
  endedAt: "Had ended",
  pausedUntil: "Until",
  boundKeyId: "Bound key",
  executorId: "Executor",
  secondStep: "Second step",
  cidrs: "From address ranges",
  lastSequence: "Last row it co-signed",
};

/** What a missing value means, where it has a meaning. Other details without a value are not shown. */
const WITHOUT_VALUE: Readonly<Record<string, string>> = {
  expiresAt: "never",
  targetExecutorId: "any",
  boundKeyId: "no key",
  cidrs: "anywhere",
};

/** As the server writes an instant down. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** A name of a detail, `sessionsEnded`, as people write it: "Sessions ended". */
export function detailName(name: string): string {
  if (Object.hasOwn(NAMES, name)) return NAMES[name] ?? name;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A detail's value as text; null for a detail that is not shown. */
export function detailValue(name: string, value: unknown): string | null {
  if (value === null || value === "") return Object.hasOwn(WITHOUT_VALUE, name) ? (WITHOUT_VALUE[name] ?? null) : null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "string") return JSON.stringify(value);
  return INSTANT.test(value) ? exactTime(new Date(value)) : value;
}
