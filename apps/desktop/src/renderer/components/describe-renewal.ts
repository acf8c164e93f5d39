import type { ExecutorView } from "@excalibur/api/contract";
import { cannotRenewLabel } from "./cannot-renew-labels.ts";

/** How the renewal of an executor's key stands, in a line; null when none is asked for or under way. */
export function describeRenewal({
  renewal,
  pendingKey,
}: Pick<ExecutorView, "renewal" | "pendingKey">): { text: string; isTrouble: boolean } | null {
  if (renewal !== null && renewal.contestedAt !== null) {
    return { text: "A second secret was offered for its renewal", isTrouble: true };
  }
  if (renewal !== null && renewal.cannotRenew !== null) {
    return { text: `Can’t renew: ${cannotRenewLabel(renewal.cannotRenew)}`, isTrouble: true };
  }
  if (pendingKey !== null && pendingKey.unusedUntil !== null) {
    return { text: "Has made its next key, not used yet", isTrouble: false };
  }
  return renewal === null ? null : { text: "Told to renew its key", isTrouble: false };
}
