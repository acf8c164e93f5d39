import { keyStatus, type KeyStatus } from "./key-status.ts";

/** Minutes that a key may be paused for. */
export const PAUSE_MINUTES = { min: 1, max: 60, usual: 15 } as const;

/** When a pause that begins at `now` ends by itself. */
export function pauseEnd(minutes: number, now: Date): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

/** Whether a pause holds at `now`. It ends at its instant, with nothing to be written then. */
export function isPaused({ pausedUntil }: { readonly pausedUntil: Date | null }, now: Date): boolean {
  return pausedUntil !== null && now < pausedUntil;
}

interface KeyFacts {
  readonly revokedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly pausedUntil: Date | null;
}

/** Only an active key can be paused; also one that is paused already, whose pause then ends at the new instant. */
export function judgePause(key: KeyFacts, now: Date): "allowed" | "key_revoked" | "key_expired" {
  return allowedWhenActive(keyStatus(key, now));
}

/** Only a pause that holds can be ended early. */
export function judgeResumption(
  key: KeyFacts,
  now: Date,
): "allowed" | "key_revoked" | "key_expired" | "key_not_paused" {
  const verdict = allowedWhenActive(keyStatus(key, now));
  return verdict === "allowed" && !isPaused(key, now) ? "key_not_paused" : verdict;
}

function allowedWhenActive(status: KeyStatus) {
  switch (status) {
    case "active":
      return "allowed";
    case "expired":
      return "key_expired";
    case "revoked":
      return "key_revoked";
  }
}
