import type { ActivityView, ApiKeyView } from "@excalibur/api/contract";
import { format } from "date-fns";

/** Addresses named at most. */
const NAMED = 3;

/** Since when a key is dead or paused and who has tried it since; null while it is accepted. */
export function describeTries(
  { revokedAt, pausedUntil }: Pick<ApiKeyView, "revokedAt" | "pausedUntil">,
  tries: ActivityView["tries"],
  now: Date,
): string | null {
  if (revokedAt !== null) {
    const since = tries.filter(({ at }) => at > revokedAt);
    return `Dead since ${format(revokedAt, "HH:mm:ss")}; ${triesSince(since)}.`;
  }
  if (pausedUntil === null || pausedUntil <= now) return null;
  const since = tries.filter(({ reason }) => reason === "key_paused");
  return `Paused until ${format(pausedUntil, "HH:mm:ss")}; ${triesSince(since)}.`;
}

function triesSince(tries: ActivityView["tries"]): string {
  const count = tries.reduce((sum, each) => sum + each.tries, 0);
  if (count === 0) return "no try since";
  const addresses = [...new Set(tries.map(({ address }) => address))];
  const more = addresses.length > NAMED ? ` and ${addresses.length - NAMED} more` : "";
  return `${count === 1 ? "1 try" : `${count} tries`} since, from ${addresses.slice(0, NAMED).join(", ")}${more}`;
}
