import type { Credential } from "../domain/executor-admission.ts";
import { refuseSync, type Refusal } from "../domain/refusal.ts";
import type { SyncRefusalReason } from "../domain/refusals.ts";

/** The refusal of a presented key. Of a pause it says when it ends; of nothing else is that known. */
export function refuseKey(
  reason: SyncRefusalReason,
  { pausedUntil }: Pick<Credential, "pausedUntil">,
  now: Date,
): Refusal {
  const isPause = reason === "key_paused" && pausedUntil !== null;
  return refuseSync(reason, isPause ? { retryAfterMs: pausedUntil.getTime() - now.getTime() } : {});
}
