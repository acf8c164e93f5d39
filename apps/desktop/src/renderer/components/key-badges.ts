import { isPaused, isRetiring, type ApiKeyView, type KeyStatus } from "@excalibur/api/contract";

export type Badge = KeyStatus | "expiring" | "retiring" | "paused" | "deleted" | "notFound";

const EXPIRES_SOON_MS = 30 * 24 * 60 * 60 * 1000;

/** What a key is shown as: what became of its row, else its status, and for an active one whether it will soon be none. */
export function badgeOf(
  key: Pick<ApiKeyView, "status" | "effectiveExpiresAt" | "retiresAt" | "retiresWhenMoved" | "pausedUntil">,
  now: Date,
  gone: "deleted" | "notFound" | null,
): Badge {
  if (gone !== null) return gone;
  const { status, effectiveExpiresAt } = key;
  if (status !== "active") return status;
  const leftMs = effectiveExpiresAt === null ? Infinity : effectiveExpiresAt.getTime() - now.getTime();
  if (leftMs <= 0) return "expired";
  if (isPaused(key, now)) return "paused";
  if (isRetiring(key)) return "retiring";
  return leftMs <= EXPIRES_SOON_MS ? "expiring" : "active";
}
