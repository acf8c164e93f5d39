import type { ApiKeyView, KeyStatus } from "@excalibur/api/contract";

export type Badge = KeyStatus | "expiring" | "deleted";

const EXPIRES_SOON_MS = 30 * 24 * 60 * 60 * 1000;

/** What a key is shown as: its status, and for an active one whether it will soon be none. */
export function badgeOf(key: Pick<ApiKeyView, "status" | "expiresAt">, now: Date, gone: boolean): Badge {
  if (gone) return "deleted";
  if (key.status !== "active" || key.expiresAt === null) return key.status;
  const leftMs = key.expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) return "expired";
  return leftMs <= EXPIRES_SOON_MS ? "expiring" : "active";
}
