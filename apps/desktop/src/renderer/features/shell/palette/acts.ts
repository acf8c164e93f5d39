import { isRetiring, type ApiKeyView } from "@excalibur/api/contract";

/** What can be typed before the name of a key or an executor, to do it to that one. */
export const ACTS = {
  revoke: { on: "key", says: "Revoke a key" },
  rotate: { on: "key", says: "Rotate a key" },
  pause: { on: "key", says: "Pause a key" },
  label: { on: "key", says: "Edit labels, note and owner of a key" },
  delete: { on: "key", says: "Delete a revoked key" },
  "new key for": { on: "executor", says: "New key for an executor" },
} as const satisfies Record<string, { on: "key" | "executor"; says: string }>;

export type ActName = keyof typeof ACTS;

const NAMES = Object.keys(ACTS) as ActName[];

/** What is to be done, and to what: "revoke prod" is to revoke a key that is found by "prod". Null when it is no act. */
export function readAct(typed: string): { act: ActName; search: string } | null {
  const text = typed.trimStart().replaceAll(/\s+/g, " ");
  const act = NAMES.find((name) => text.toLowerCase().startsWith(`${name} `));
  return act === undefined ? null : { act, search: text.slice(act.length).trim() };
}

/** The acts that what is typed so far is the beginning of. */
export function actsBeginningWith(typed: string): ActName[] {
  const text = typed.trim().replaceAll(/\s+/g, " ").toLowerCase();
  return text === "" ? [] : NAMES.filter((name) => name.startsWith(text));
}

/** Whether a key can be acted on in this way, as its own menu says. */
export function isPossible(act: ActName, key: ApiKeyView): boolean {
  switch (act) {
    case "revoke":
      return key.status !== "revoked";
    case "rotate":
      return key.status === "active" && !isRetiring(key);
    case "pause":
      return key.status === "active" && key.pausedUntil === null;
    case "delete":
      return key.status === "revoked";
    default:
      return true;
  }
}
