import { MAX_LABELS, type AskedRenewals, type SkippedKey } from "@excalibur/api/contract";

type Skipped = SkippedKey | AskedRenewals["skipped"][number];

const BECAUSE: Readonly<Record<Skipped["reason"], string>> = {
  key_not_found: "deleted",
  key_revoked: "revoked already",
  key_not_revoked: "not revoked",
  key_expired: "expired",
  key_changed: "changed at the same moment",
  key_retiring: "replaced already",
  renewal_pending: "with a successor that is not used yet",
  key_unused: "used by no executor",
  too_many_labels: `that would have more than ${MAX_LABELS} labels`,
};

/** How many keys were left as they are, by the reason; undefined when there is none. */
export function describeSkipped(skipped: readonly Skipped[]): string | undefined {
  if (skipped.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(BECAUSE[reason], (counts.get(BECAUSE[reason]) ?? 0) + 1);
  const parts = [...counts].map(([words, count]) => `${count.toLocaleString("en")} ${words}`);
  return `Left as they are: ${parts.join(", ")}.`;
}
