import { z } from "zod";
import { MAX_EXPIRY_DAYS } from "../domain/key-expiry.ts";
import { PAUSE_MINUTES } from "../domain/key-pause.ts";
import { MAX_KEY_NAME_LENGTH } from "../domain/key-name.ts";
import type { KeyRefusalReason } from "../domain/key-refusal.ts";
import { KEY_STATUSES, type KeyStatus } from "../domain/key-status.ts";
import { MAX_LABELS, type Labels } from "../domain/labels.ts";
import { labelSet, labelWritten, noteText } from "./annotations.ts";
import { instant, pageCursor, pageSize, resourceId, searchText, shownText, text } from "./fields.ts";
import { EXECUTOR_KINDS, executorName, type ExecutorKind } from "./sync.ts";

export const keyName = shownText({
  max: MAX_KEY_NAME_LENGTH,
  empty: "A key needs a name.",
  long: `A key's name has at most ${MAX_KEY_NAME_LENGTH} characters.`,
});

export const expiresInDays = z
  .int("Expiry is a whole number of days.")
  .min(1, "A key lives for at least one day.")
  .max(
    MAX_EXPIRY_DAYS,
    `A key lives for at most ${MAX_EXPIRY_DAYS} days; leave the field empty for one that never expires.`,
  );

export const keyTarget = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("newExecutor") }),
  z.strictObject({
    kind: z.literal("executor"),
    executorId: resourceId("exe"),
    /** Revoke the executor's previous key in the same step as its move to this one. */
    revokePrevious: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal("name"),
    /** The only executor that may present the key, whether it exists yet or not. */
    name: executorName,
    /** Absent: of either kind. */
    executorKind: z.enum(EXECUTOR_KINDS).optional(),
  }),
]);

/** SHA-256 of a whole secret, hexadecimal in lower case. */
export const secretHash = text().regex(/^[0-9a-f]{64}$/, "This is not a SHA-256 in lower-case hexadecimal.");

/** The first 8 characters of a secret. */
export const secretHint = text().regex(/^exc_[0-9A-Za-z]{4}$/, "This is not the first 8 characters of an API key.");

const newKeyFields = {
  name: keyName,
  target: keyTarget,
  /** Null: the key never expires. Absent: as the organization's policy says, or never. */
  expiresInDays: expiresInDays.nullish(),
  note: noteText.optional(),
  labels: labelSet.optional(),
  /** The member who answers for the key; null: none. Absent: who creates it. */
  ownerId: resourceId("mem").nullish(),
  /** Of a secret that the caller has made. The server makes one when it is absent. */
  secretHash: secretHash.optional(),
  /** Of the same secret. */
  hint: secretHint.optional(),
};

const isHashWithHint = (input: { secretHash?: string | undefined; hint?: string | undefined }) =>
  (input.secretHash === undefined) === (input.hint === undefined);
const HASH_WITH_HINT = {
  path: ["hint"],
  error: "Send the hash of a secret and its first 8 characters together.",
};

export const createKeyInput = z.strictObject(newKeyFields).refine(isHashWithHint, HASH_WITH_HINT);

/** A name that a program gives a key, so that it can ask for the same key again. */
export const externalId = text().regex(
  /^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$/,
  "1 to 128 letters, digits, '.', '_', ':', '@' and '-', starting with a letter or digit.",
);

export const ensureKeyInput = z.strictObject({ externalId, ...newKeyFields }).refine(isHashWithHint, HASH_WITH_HINT);

export const listNamedKeysInput = z.strictObject({
  cursor: pageCursor.nullish(),
  limit: pageSize.optional(),
});

export const keyIdInput = z.strictObject({ id: resourceId("key") });

/** How the old key of a rotation ends. */
export const oldKeyEnds = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("now") }),
  /** Once the last of its executors has moved to another key; now when no executor is bound to it. */
  z.strictObject({ kind: z.literal("whenMoved") }),
  /** Within 7 days. */
  z.strictObject({ kind: z.literal("at"), at: instant }),
]);

/** Why a key is revoked, for those who read its row or the audit log later. */
export const revocationReason = shownText({
  max: 200,
  empty: "Leave the reason out, or enter one.",
  long: "A reason has at most 200 characters.",
});

export const rotateKeyInput = z.strictObject({
  id: resourceId("key"),
  /** How the old key ends; now when it is absent. */
  oldKeyEnds: oldKeyEnds.optional(),
  /** Why, for the old key's row and the audit log. */
  reason: revocationReason.optional(),
});

export const updateKeyInput = z.strictObject({
  id: resourceId("key"),
  /** Empty: the note is removed. Absent: it stays. */
  note: noteText.optional(),
  /** All that the key has from then on. Absent: they stay. */
  labels: labelSet.optional(),
  /** The member who answers for the key from then on; null: none. Absent: it stays. */
  ownerId: resourceId("mem").nullish(),
});

/** By `usedBy`, keys come by the number of their executors. Keys without a value of the order come last in both directions. */
export const KEY_SORT_FIELDS = ["name", "createdAt", "lastUsedAt", "expiresAt", "usedBy"] as const;

const MAX_SKIP = 1_000_000;

const days = z
  .int("A whole number of days.")
  .min(1, "At least one day.")
  .max(MAX_EXPIRY_DAYS, `At most ${MAX_EXPIRY_DAYS} days.`);

export const keyFacets = z.strictObject({
  /** Keys that have not expired and will within so many days. */
  expiresWithinDays: days.optional(),
  /** Keys that expire after this instant. */
  expiresAfter: instant.optional(),
  /** Keys that expire at this instant or before. */
  expiresUntil: instant.optional(),
  /** Keys that no executor has presented yet. */
  neverUsed: z.literal(true).optional(),
  /** Keys that are older than so many days and were not used in them. */
  unusedForDays: days.optional(),
  /** Keys that several executors are bound to. */
  shared: z.literal(true).optional(),
  /** Keys that this person created, whether they are a member still or not. */
  createdById: resourceId("usr").optional(),
  /** Keys that this member owns, or that have no owner. */
  ownerId: z.union([z.literal("none"), resourceId("mem")]).optional(),
  /** Keys that have all of these labels, each as `name=value`. */
  labels: z.array(labelWritten).min(1).max(MAX_LABELS).optional(),
});

/** Which keys of the organization. Each field that is there narrows them further. */
export const keyFilterFields = {
  /**
   * Words; each stands in the name, the note, a label, the creator's name, the name or host of an executor that is bound to the key,
   * or the id (also as displayed, `key_01m8…xnp2`), or begins the hint.
   */
  search: searchText.optional(),
  status: z.enum(KEY_STATUSES).optional(),
  /** Only keys this executor is bound to. */
  executorId: resourceId("exe").optional(),
  facets: keyFacets.optional(),
};

export const listKeysInput = z.strictObject({
  ...keyFilterFields,
  sort: z.strictObject({ by: z.enum(KEY_SORT_FIELDS), direction: z.enum(["asc", "desc"]) }).optional(),
  cursor: pageCursor.nullish(),
  /** Rows to pass over after the cursor, to get into the middle of a long list without reading what lies before. */
  skip: z.int().min(0).max(MAX_SKIP).optional(),
  limit: pageSize.optional(),
});

export const revokeKeyInput = z.strictObject({ id: resourceId("key"), reason: revocationReason.optional() });

const PAUSE_LIMIT = `A key can be paused for ${PAUSE_MINUTES.min} to ${PAUSE_MINUTES.max} minutes.`;

export const pauseMinutes = z
  .int("A pause is a whole number of minutes.")
  .min(PAUSE_MINUTES.min, PAUSE_LIMIT)
  .max(PAUSE_MINUTES.max, PAUSE_LIMIT);

export const pauseKeyInput = z.strictObject({
  id: resourceId("key"),
  minutes: pauseMinutes,
  /** Why, for the audit log. */
  reason: revocationReason.optional(),
});

export type CreateKeyInput = z.infer<typeof createKeyInput>;
export type EnsureKeyInput = z.infer<typeof ensureKeyInput>;
export type ListNamedKeysInput = z.infer<typeof listNamedKeysInput>;
export type RotateKeyInput = z.infer<typeof rotateKeyInput>;
export type KeyFilterInput = z.infer<z.ZodObject<typeof keyFilterFields>>;
export type RevokeKeyInput = z.infer<typeof revokeKeyInput>;
export type PauseKeyInput = z.infer<typeof pauseKeyInput>;
export type UpdateKeyInput = z.infer<typeof updateKeyInput>;
export type KeyFacetsInput = z.infer<typeof keyFacets>;
export type ListKeysInput = z.infer<typeof listKeysInput>;
export type KeySortField = (typeof KEY_SORT_FIELDS)[number];

/** A member who answers for keys. */
export interface KeyOwner {
  /** The member's. */
  readonly id: string;
  readonly userId: string;
  readonly name: string;
}

/** What anyone in the organization may see of a key. Never the secret, never its hash. */
export interface ApiKeyView {
  id: string;
  name: string;
  /** The secret's first 8 characters. */
  hint: string;
  /** What people wrote about the key; empty when nothing. */
  note: string;
  /** What people set on it to find it by. */
  labels: Labels;
  /** The member who answers for it; null once they have left and no other member took it over. */
  owner: KeyOwner | null;
  status: KeyStatus;
  createdAt: Date;
  createdBy: { id: string; name: string } | null;
  /** As the key was issued. */
  expiresAt: Date | null;
  /** When the key ends by itself: `expiresAt`, or earlier. */
  effectiveExpiresAt: Date | null;
  /** When the key ends because it was rotated; never later than it expires. */
  retiresAt: Date | null;
  /** Whether the key was rotated and ends once its last executor has moved to another key. */
  retiresWhenMoved: boolean;
  /** When the policy has the key end because it is unused; its next use takes that back. */
  unusedEndsAt: Date | null;
  /** How many of its executors are told to renew it, and have not done so yet. */
  renewing: number;
  /** Of a successor that an executor has asked for and not used yet: that executor, and when it ends unless it is used. */
  unused: { executorName: string; until: Date } | null;
  /** When an executor moved to it because it had renewed the key that this one replaces; null: it was made in another way. */
  renewedAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  /** What the person who revoked it gave as the reason. */
  revokedReason: string | null;
  /** Until when the key is refused for a while; null when it is not paused. */
  pausedUntil: Date | null;
  /** `name`: made for an executor of that name, which may not exist yet. */
  target:
    | { kind: "newExecutor" }
    | { kind: "executor"; id: string; name: string }
    | { kind: "name"; name: string; executorKind: ExecutorKind | null };
  /** Executors bound to the key; the two seen latest by name. */
  usedBy: { total: number; executors: { id: string; name: string; lastSeenAt: Date }[] };
  /** When the key was last presented and refused, why, and what the executor called itself. */
  lastRefusal: { at: Date; reason: KeyRefusalReason; executorName: string } | null;
  replacesKeyId: string | null;
  replacedByKeyId: string | null;
}

/** Since when a revocation or a pause holds at every server process, and how each of them is known to follow it. */
export interface RevocationReceipt {
  enforcedAt: Date;
  /** Server processes that acknowledged the revocation. */
  acknowledged: number;
  /** Server processes that were silent and whose lease on their cache ran out. */
  expiredLeases: number;
}
