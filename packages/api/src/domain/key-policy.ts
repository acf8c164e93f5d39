import { instantAfterDays } from "./key-expiry.ts";
import { labelTexts, type Labels } from "./labels.ts";

/** What an organization asks of the lives of its keys. Null: nothing. */
export interface KeyPolicy {
  /** Days that a key lives at most, from when it was issued. Also of keys that were issued before. */
  readonly longestLifeDays: number | null;
  /** Days that a key lives when the request does not say how many. */
  readonly defaultLifeDays: number | null;
  /** A key is renewed once so much of its life is over. */
  readonly renewAtPercent: number | null;
  /** Days after which a key is revoked that was not used. */
  readonly unusedDays: number | null;
  /** `name=value`: a key with this label is exempt from the longest life, the default life and the end of unused keys. */
  readonly exemptLabel: string | null;
}

export const NO_POLICY: KeyPolicy = {
  longestLifeDays: null,
  defaultLifeDays: null,
  renewAtPercent: null,
  unusedDays: null,
  exemptLabel: null,
};

/** Whether a key with these labels is exempt from a policy. */
export function isExempt(labels: Labels, { exemptLabel }: Pick<KeyPolicy, "exemptLabel">): boolean {
  return exemptLabel !== null && labelTexts(labels).includes(exemptLabel);
}

/** The policy as it holds for a key with these labels. */
export function policyForKey(labels: Labels, policy: KeyPolicy): KeyPolicy {
  if (!isExempt(labels, policy)) return policy;
  return { ...policy, longestLifeDays: null, defaultLifeDays: null, unusedDays: null };
}

/** Says why a program may not set or remove these labels. */
export function exemptLabelProblem(exemptLabel: string | null): string {
  return `The label ${exemptLabel ?? ""} exempts keys from the key policy: it needs the scope policies:write.`;
}

/** Whether labels that go from `before` to `after` change what the exempt label says of a key. */
export function changesExemption(
  before: Labels,
  after: Labels,
  { exemptLabel }: Pick<KeyPolicy, "exemptLabel">,
): boolean {
  return isExempt(before, { exemptLabel }) !== isExempt(after, { exemptLabel });
}

/** Days between the event that says so and the end of a key that was not used. */
export const UNUSED_WARNING_DAYS = 7;
export const MIN_UNUSED_DAYS = UNUSED_WARNING_DAYS + 1;
export const MIN_RENEW_PERCENT = 10;
export const MAX_RENEW_PERCENT = 95;

export type LifeVerdict =
  | { readonly kind: "allowed"; readonly days: number | null }
  | { readonly kind: "tooLong"; readonly longestLifeDays: number };

/**
 * Judges how long a new key is to live.
 * @param asked days; null: for ever; undefined: as the policy says, by its default life or else its longest.
 */
export function judgeLife(
  asked: number | null | undefined,
  { longestLifeDays, defaultLifeDays }: Pick<KeyPolicy, "longestLifeDays" | "defaultLifeDays">,
): LifeVerdict {
  if (asked === undefined) return { kind: "allowed", days: defaultLifeDays ?? longestLifeDays };
  const isTooLong = longestLifeDays !== null && (asked === null || asked > longestLifeDays);
  return isTooLong ? { kind: "tooLong", longestLifeDays } : { kind: "allowed", days: asked };
}

/** Says what a longest life allows, beside the field where more was asked for. */
export function longestLifeProblem(longestLifeDays: number): string {
  const days = longestLifeDays === 1 ? "one day" : `${longestLifeDays} days`;
  return `The organization's policy lets a key live for at most ${days}.`;
}

/** When the longest life of a policy ends for a key that is not exempt; null: the policy has none. */
export function longestLifeEndsAt(createdAt: Date, { longestLifeDays }: KeyPolicy): Date | null {
  return longestLifeDays === null ? null : instantAfterDays(longestLifeDays, createdAt);
}

/** Keys last used at this instant or before are due to be warned about; null: the policy says nothing of unused keys. */
export function unusedSince({ unusedDays }: KeyPolicy, now: Date): Date | null {
  return unusedDays === null ? null : instantAfterDays(UNUSED_WARNING_DAYS - unusedDays, now);
}

/**
 * When a key ends that was not used since `lastUsedAt` and that is warned about now: never sooner than the warning promises,
 * so that a server that was down does not end what no executor could use.
 */
export function unusedEndsAt(lastUsedAt: Date, unusedDays: number, now: Date): Date {
  const byUse = instantAfterDays(unusedDays, lastUsedAt);
  const byWarning = instantAfterDays(UNUSED_WARNING_DAYS, now);
  return byUse > byWarning ? byUse : byWarning;
}

/** When a policy has a key renewed: once so much of its life is over. Null: the key does not end, or no policy asks for it. */
export function renewalDueAt(
  { createdAt, expiresAt }: { readonly createdAt: Date; readonly expiresAt: Date | null },
  renewAtPercent: number | null,
): Date | null {
  if (expiresAt === null || renewAtPercent === null) return null;
  const lifeMs = expiresAt.getTime() - createdAt.getTime();
  return new Date(createdAt.getTime() + Math.floor((lifeMs * renewAtPercent) / 100));
}

/** Whether that instant has come, and the key has not ended. Asked at each sync: without a policy it costs nothing. */
export function isRenewalDue(
  key: { readonly createdAt: Date; readonly expiresAt: Date | null; readonly renewAtPercent: number | null },
  now: Date,
): boolean {
  const dueAt = renewalDueAt(key, key.renewAtPercent);
  return dueAt !== null && dueAt <= now && key.expiresAt !== null && now < key.expiresAt;
}

/**
 * The expiry of a key that follows another one by renewal: a new life where the policy names one, else the same instant. The
 * longest life bounds it as it bounds any key.
 */
export function expiryOfRenewal(
  { issuedExpiresAt }: { readonly issuedExpiresAt: Date | null },
  { defaultLifeDays, longestLifeDays }: KeyPolicy,
  now: Date,
): Date | null {
  const days = defaultLifeDays ?? longestLifeDays;
  return days === null ? issuedExpiresAt : instantAfterDays(days, now);
}
