import { z } from "zod";
import type { NotAskable } from "../domain/key-renewal.ts";
import { secretHash, secretHint } from "./api-keys.ts";
import { instant, resourceId, shownText } from "./fields.ts";
import { EXECUTOR_KINDS, executorName } from "./sync.ts";

/** What an executor sends with its key to get a successor: of the secret that it has made only the hash and the first 8 characters. */
export const renewInput = z.strictObject({
  name: executorName,
  kind: z.enum(EXECUTOR_KINDS),
  version: shownText({ max: 64 }),
  secretHash,
  hint: secretHint,
  instanceId: z.uuid().optional(),
  host: shownText({ max: 255 }).optional(),
  organization: shownText({ max: 255 }).optional(),
});

/** What the executor learns: with which key it may sync from now on, and until when it has to have done so. */
export const renewOutput = z.object({
  key: z.object({ id: z.string(), expiresAt: z.date().nullable() }),
  /** The successor ends then unless it was used; null once it was. */
  unusedUntil: z.date().nullable(),
  executor: z.object({ id: z.string(), name: z.string() }),
  organization: z.object({ id: z.string(), slug: z.string() }),
});

export type RenewInput = z.infer<typeof renewInput>;
export type RenewOutput = z.infer<typeof renewOutput>;

/** When the old keys end at the latest, whether all executors have moved or not. Within 7 days. */
export const oldKeyEndsAt = instant.optional();

export const renewKeyInput = z.strictObject({ id: resourceId("key"), oldKeyEndsAt });
export const renewExecutorInput = z.strictObject({ id: resourceId("exe") });

export type RenewKeyInput = z.infer<typeof renewKeyInput>;

/** What asking has come to. */
export interface AskedRenewals {
  /** Ids of the keys whose executors are told to renew them. */
  asked: string[];
  /** How many executors are told now that were not before. */
  executors: number;
  skipped: { id: string; reason: "key_not_found" | NotAskable }[];
}
