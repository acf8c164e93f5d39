import type { AskedRenewals } from "@excalibur/api/contract";

type Skipped = AskedRenewals["skipped"];

const BECAUSE: Readonly<Record<Skipped[number]["reason"], string>> = {
  key_not_found: "gone",
  key_revoked: "revoked",
  key_expired: "expired",
  key_retiring: "replaced already",
  renewal_pending: "a successor that is not used yet",
  key_unused: "used by no executor",
};

/** Which keys no executor was told to renew, and why; undefined when there is none. */
export function describeNotAsked(skipped: Skipped): string | undefined {
  if (skipped.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(BECAUSE[reason], (counts.get(BECAUSE[reason]) ?? 0) + 1);
  const parts = [...counts].map(([words, count]) => `${count.toLocaleString("en")} ${words}`);
  return `Left as they are: ${parts.join(", ")}.`;
}
