import { z } from "zod";
import { labelWritten } from "./annotations.ts";
import { MAX_EXPIRY_DAYS } from "../domain/key-expiry.ts";
import { MAX_RENEW_PERCENT, MIN_RENEW_PERCENT, MIN_UNUSED_DAYS } from "../domain/key-policy.ts";

const lifeDays = z
  .int("Days are a whole number.")
  .min(1, "A key lives for at least one day.")
  .max(MAX_EXPIRY_DAYS, `At most ${MAX_EXPIRY_DAYS} days.`);

export const policyFields = {
  /** Days that a key lives at most, also one that was issued before. */
  longestLifeDays: lifeDays.nullish(),
  /** Days that a key lives when the request does not say how many. */
  defaultLifeDays: lifeDays.nullish(),
  /** A key is renewed once so much of its life is over. */
  renewAtPercent: z
    .int("A percentage is a whole number.")
    .min(MIN_RENEW_PERCENT, `At least ${MIN_RENEW_PERCENT} %.`)
    .max(MAX_RENEW_PERCENT, `At most ${MAX_RENEW_PERCENT} %: a host that is away for a while must still have time.`)
    .nullish(),
  /** Days after which a key is revoked that was not used. */
  unusedDays: z
    .int("Days are a whole number.")
    .min(MIN_UNUSED_DAYS, `At least ${MIN_UNUSED_DAYS} days: an event says so 7 days before.`)
    .max(MAX_EXPIRY_DAYS, `At most ${MAX_EXPIRY_DAYS} days.`)
    .nullish(),
  /** `name=value`: keys with this label are exempt from the longest life, the default life and the end of unused keys. */
  exemptLabel: labelWritten.nullish(),
};

/** Each absent field stays as it is; null takes it away. */
export const previewPolicyInput = z.strictObject(policyFields);

export const updatePolicyInput = z.strictObject({
  ...policyFields,
  /** How many keys the preview said would end at once. When it is another number by now, nothing is changed. */
  expectedEnded: z.int().min(0).optional(),
});

export type PreviewPolicyInput = z.infer<typeof previewPolicyInput>;
export type UpdatePolicyInput = z.infer<typeof updatePolicyInput>;

/** What an organization asks of the lives of its keys; null: nothing. */
export interface PolicyView {
  longestLifeDays: number | null;
  defaultLifeDays: number | null;
  renewAtPercent: number | null;
  unusedDays: number | null;
  /** `name=value`: keys with this label are exempt. */
  exemptLabel: string | null;
}

/** Whom a policy hits. Of each list the first 100 are named. */
export interface PolicyPreview {
  /** Keys that end earlier than before; `ended` of them at once. */
  shortened: {
    total: number;
    ended: number;
    keys: { id: string; name: string; endedAt: Date | null; endsAt: Date | null }[];
  };
  /** Keys that end later than before. Keys that have ended stay so. */
  lengthened: number;
  /** Executors that are online with keys that end at once. */
  online: { total: number; executors: { id: string; name: string; lastSeenAt: Date }[] };
  /** Keys that were not used for nearly as long as the policy allows: they end in 7 days or later unless they are used. */
  unused: { total: number; keys: { id: string; name: string; lastUsedAt: Date }[] };
  /** Keys that have not ended and are exempt by their label. */
  exempt: { total: number; keys: { id: string; name: string }[] };
}
