import { z } from "zod";
import type { KeyFollowers } from "../domain/key-followers.ts";
import type { KeyStatus } from "../domain/key-status.ts";
import { LABEL_PROBLEMS, MAX_LABELS } from "../domain/labels.ts";
import { labelName, labelSet } from "./annotations.ts";
import { keyFilterFields, oldKeyEnds, revocationReason, type ApiKeyView, type RevocationReceipt } from "./api-keys.ts";
import { resourceId } from "./fields.ts";
import { oldKeyEndsAt } from "./renewals.ts";

/** Keys that one call changes at most. */
export const MAX_SELECTED_KEYS = 10_000;

/** Ids that one call names at most: so many fit into one request. */
export const MAX_SELECTED_IDS = 5_000;

const selectionFields = {
  ids: z
    .array(resourceId("key"))
    .min(1, "Name at least one key.")
    .max(MAX_SELECTED_IDS, `Name at most ${MAX_SELECTED_IDS} keys in one call, or a filter.`)
    .optional(),
  ...keyFilterFields,
};

const FILTER_NAMES = Object.keys(keyFilterFields) as (keyof typeof keyFilterFields)[];

type Selection = z.infer<z.ZodObject<typeof selectionFields>>;

/** Keys by their ids, or by a filter: not by both, which could mean either's or only those of both. */
function addSelectionMistakes(selection: Selection, context: z.RefinementCtx): void {
  if (selection.ids === undefined || FILTER_NAMES.every((name) => selection[name] === undefined)) return;
  context.addIssue({ code: "custom", path: ["ids"], message: "Name keys by their ids or by a filter, not by both." });
}

const expectedTotal = z
  .int()
  .min(1)
  .max(MAX_SELECTED_KEYS, `At most ${MAX_SELECTED_KEYS} keys can be changed in one call. Narrow the filter.`)
  .optional();

const changedFields = { ...selectionFields, expectedTotal };

/** A filter names how many keys it found when it was looked at: if it finds others now, nothing is changed. */
function addChangeMistakes(selection: Selection & { expectedTotal?: number | undefined }, context: z.RefinementCtx) {
  addSelectionMistakes(selection, context);
  if (selection.ids !== undefined || selection.expectedTotal !== undefined) return;
  const message = "A filter needs the number of keys that you were shown for it. Or name keys by their ids.";
  context.addIssue({ code: "custom", path: ["expectedTotal"], message });
}

/** With the number of keys that a filter found before, it also says whether the filter still finds as many. */
export const previewKeysInput = z.strictObject(changedFields).superRefine(addSelectionMistakes);

export const deleteKeysInput = z.strictObject(changedFields).superRefine(addChangeMistakes);

export const revokeKeysInput = z
  .strictObject({ ...changedFields, reason: revocationReason.optional() })
  .superRefine(addChangeMistakes);

/** Sets labels, removes some by their names, and gives the keys an owner: what is absent stays as each key has it. */
export const labelKeysInput = z
  .strictObject({
    ...changedFields,
    set: labelSet.optional(),
    remove: z.array(labelName).max(MAX_LABELS, LABEL_PROBLEMS.count).optional(),
    /** The member who answers for the keys from then on; null: none. */
    ownerId: resourceId("mem").nullish(),
  })
  .superRefine(addChangeMistakes)
  .refine(({ set, remove, ownerId }) => set !== undefined || remove !== undefined || ownerId !== undefined, {
    path: ["set"],
    error: "Name a label to set or to remove, or an owner.",
  });

/** Keys that are rotated together at most: their secrets are shown once, and each has to be stored. */
export const MAX_ROTATED_KEYS = 100;

const TOO_MANY_ROTATED = `At most ${MAX_ROTATED_KEYS} keys can be rotated together.`;

export const rotateKeysInput = z
  .strictObject({
    ...changedFields,
    ids: z.array(resourceId("key")).min(1, "Name at least one key.").max(MAX_ROTATED_KEYS, TOO_MANY_ROTATED).optional(),
    expectedTotal: z.int().min(1).max(MAX_ROTATED_KEYS, TOO_MANY_ROTATED).optional(),
    oldKeyEnds: oldKeyEnds.optional(),
  })
  .superRefine(addChangeMistakes);

export type RotateKeysInput = z.infer<typeof rotateKeysInput>;
export type KeySelection = z.infer<typeof deleteKeysInput>;
export type RevokeKeysInput = z.infer<typeof revokeKeysInput>;
export type LabelKeysInput = z.infer<typeof labelKeysInput>;
export type RenewKeysInput = z.infer<typeof renewKeysInput>;

export const renewKeysInput = z.strictObject({ ...changedFields, oldKeyEndsAt }).superRefine(addChangeMistakes);

/** What a change of many keys would be of. */
export interface KeysPreview {
  /** In the order of ids. */
  ids: string[];
  /** How many of them there are, by status. */
  counts: Record<KeyStatus, number>;
  /** The executors that are online with one of the active ones; those seen latest by name. */
  online: { total: number; executors: { id: string; name: string; lastSeenAt: Date }[] };
  /** The executors that have made keys to follow one of those that are not revoked. */
  followers: KeyFollowers;
}

/** A key that was left as it is, because it is gone or in another state. */
export interface SkippedKey {
  id: string;
  reason:
    | "key_not_found"
    | "key_revoked"
    | "key_not_revoked"
    | "key_expired"
    | "key_changed"
    | "key_retiring"
    | "renewal_pending"
    | "too_many_labels";
}

export interface RotatedKeys {
  receipt: RevocationReceipt;
  /** Each successor with its secret, which only this answer has, and the key that it replaces. */
  rotated: { key: ApiKeyView; secret: string; replaced: ApiKeyView }[];
  skipped: SkippedKey[];
}

export interface RevokedKeys {
  /** Of the step that took longest to hold everywhere. */
  receipt: RevocationReceipt;
  revoked: string[];
  /** The executors that have made keys to follow one of those named, and what becomes of them. */
  followers: KeyFollowers;
  skipped: SkippedKey[];
}

export interface LabeledKeys {
  /** Keys that have what was asked for: those that had it before, too. */
  labeled: string[];
  skipped: SkippedKey[];
}

export interface DeletedKeys {
  deleted: string[];
  skipped: SkippedKey[];
}
