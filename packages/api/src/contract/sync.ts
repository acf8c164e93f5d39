import { z } from "zod";
import { CANNOT_RENEW } from "../domain/key-renewal.ts";
import { capabilities } from "./capabilities.ts";
import { shownText, text } from "./fields.ts";

export const EXECUTOR_KINDS = ["agent", "operator"] as const;
export type ExecutorKind = (typeof EXECUTOR_KINDS)[number];

export const MAX_EXECUTOR_NAME_LENGTH = 64;

export const executorName = text()
  .min(1, "An executor needs a name.")
  .max(MAX_EXECUTOR_NAME_LENGTH, `An executor's name has at most ${MAX_EXECUTOR_NAME_LENGTH} characters.`)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "Letters, digits, '.', '_' and '-' only, starting with a letter or digit.");

export const executorVersion = shownText({ max: 64 });

/** What an executor sends at every sync. */
export const syncInput = z.strictObject({
  name: executorName,
  kind: z.enum(EXECUTOR_KINDS),
  version: executorVersion,
  /** New at every start of the executor's process. */
  instanceId: z.uuid().optional(),
  host: shownText({ max: 255 }).optional(),
  capabilities: capabilities.optional(),
  /** Slug of the organization the executor believes it works for: a guard against a key of another one. */
  organization: shownText({ max: 255 }).optional(),
  /** Why the executor can't renew its key. Sent while the answers ask for it, and never before. */
  cannotRenew: z.enum(CANNOT_RENEW).optional(),
});

/** What the server answers to a sync. */
export const syncOutput = z.object({
  executor: z.object({ id: z.string(), name: z.string() }),
  organization: z.object({ id: z.string(), slug: z.string() }),
  key: z.object({ id: z.string(), expiresAt: z.date().nullable() }),
  serverTime: z.date(),
  /** Milliseconds to wait before the next sync. */
  nextSyncInMs: z.number().int(),
  /** What the executor is asked to do. It does not do those whose kind it does not know. */
  instructions: z.array(
    z.object({
      /** Make a secret and renew the key by `POST /v1/renew`. It comes with each answer until that has been done. */
      kind: z.literal("renew"),
      /** The key that is to be renewed. */
      keyId: z.string(),
    }),
  ),
});

export type SyncInput = z.infer<typeof syncInput>;
export type SyncOutput = z.infer<typeof syncOutput>;
