import type { ApiKeyView, KeyStatus } from "@excalibur/api/contract";

export type Badge = KeyStatus | "expiring" | "deleted" | "notFound";

const EXPIRES_SOON_MS = 30 * 24 * 60 * 60 * 1000;

/** What a key is shown as: what became of its row, else its status, and for an active one whether it will soon be none. */
export function badgeOf(
  key: Pick<ApiKeyView, "status" | "expiresAt">,
  now: Date,
  gone: "deleted" | "notFound" | null,
): Badge {
  if (gone !== null) return gone;
  if (key.status !== "active" || key.expiresAt === null) return key.status;
  const leftMs = key.expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) return "expired";
  return leftMs <= EXPIRES_SOON_MS ? "expiring" : "active";
}
