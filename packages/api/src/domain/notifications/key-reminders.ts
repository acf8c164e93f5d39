import { renewalDueAt } from "../key-policy.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** Days before the end of a key at which its organization is reminded, the last first. */
export const REMINDER_DAYS = [1, 7, 30] as const;
export type ReminderDays = (typeof REMINDER_DAYS)[number];
/** Marks that a key has ended in use, and that it is presented after its end. */
export const ENDED_IN_USE = 0;
export const PRESENTED_AFTER_END = -1;

/** A key that nothing has used for so long is not in use. */
export const IN_USE_MS = 14 * DAY_MS;
/** How soon before its end a key must have been used to have ended in use, and for how long after that people are told. */
export const USED_BEFORE_END_MS = DAY_MS;
export const TOLD_AFTER_END_MS = 2 * DAY_MS;
/** For how long a key must have been refused before people are told that it is presented still. */
export const STILL_PRESENTED_MS = HOUR_MS;
/** How late a renewal may be before the key counts as one that does not renew itself. */
const LATE_RENEWAL_MS = DAY_MS;

/** The facts of a key as a transaction finds them. */
export interface RemindedKey {
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  /** What of it has been told. */
  readonly told: readonly number[];
  /** Executors bound to it: after they have moved to a successor they are not. */
  readonly executors: number;
  /** Whether some of them say that they can't renew it. */
  readonly isRenewalBlocked: boolean;
  readonly renewAtPercent: number | null;
}

/** What to tell of a key. @property marks what is told by it, with the thresholds that passed unsaid. */
export type ReminderVerdict =
  | { readonly kind: "nothing" }
  | { readonly kind: "expiring"; readonly days: ReminderDays; readonly marks: readonly number[] }
  | { readonly kind: "expired"; readonly marks: readonly number[] };

/**
 * Judges whether people are told of a key's end. Each threshold is told once; of several that have passed, the last. Nothing
 * is told of a key that nothing uses, whose executors have all moved to another one, or that is due to renew itself.
 */
export function judgeReminder(key: RemindedKey, now: Date): ReminderVerdict {
  const { expiresAt, lastUsedAt, told } = key;
  const nothing = { kind: "nothing" } as const;
  if (key.revokedAt !== null || expiresAt === null || lastUsedAt === null || key.executors === 0) return nothing;
  const leftMs = expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) {
    const wasInUse = lastUsedAt.getTime() >= expiresAt.getTime() - USED_BEFORE_END_MS;
    const isNews = leftMs > -TOLD_AFTER_END_MS && !told.includes(ENDED_IN_USE);
    return wasInUse && isNews ? { kind: "expired", marks: unsaid(told, [ENDED_IN_USE, ...REMINDER_DAYS]) } : nothing;
  }
  if (now.getTime() - lastUsedAt.getTime() > IN_USE_MS || renewsItself(key, now)) return nothing;
  // A threshold that is longer than the key's whole life says nothing.
  const lifeMs = expiresAt.getTime() - key.createdAt.getTime();
  const days = REMINDER_DAYS.find((threshold) => leftMs <= threshold * DAY_MS && lifeMs >= threshold * DAY_MS);
  if (days === undefined || told.includes(days)) return nothing;
  return {
    kind: "expiring",
    days,
    marks: unsaid(
      told,
      REMINDER_DAYS.filter((threshold) => threshold >= days),
    ),
  };
}

/** Whether executors are going to renew it: the policy asks for that, none says that it can't, and it is not late. */
function renewsItself(key: RemindedKey, now: Date): boolean {
  const dueAt = renewalDueAt(key, key.renewAtPercent);
  return dueAt !== null && !key.isRenewalBlocked && now.getTime() < dueAt.getTime() + LATE_RENEWAL_MS;
}

function unsaid(told: readonly number[], marks: readonly number[]): number[] {
  return marks.filter((mark) => !told.includes(mark));
}
