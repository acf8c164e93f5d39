import { z } from "zod";
import { isNamePattern, MAX_CODE_MINUTES, MAX_CODE_USES, type CodeStatus } from "../domain/enrolment-code.ts";
import type { Labels } from "../domain/labels.ts";
import { labelSet } from "./annotations.ts";
import { expiresInDays, secretHash, secretHint } from "./api-keys.ts";
import { resourceId, shownText, text } from "./fields.ts";
import { EXECUTOR_KINDS, executorName, type ExecutorKind } from "./sync.ts";

const codeMinutes = z
  .int("Minutes are a whole number.")
  .min(1, "A code is good for at least a minute.")
  .max(MAX_CODE_MINUTES, "A code is good for at most 7 days.");

export const createCodeInput = z
  .strictObject({
    /** The one executor that may be enrolled, which may not exist yet; absent for a code of a fleet. */
    name: executorName.optional(),
    /** Absent: either. */
    kind: z.enum(EXECUTOR_KINDS).optional(),
    /** How many hosts may use it: once when there is a name. */
    maxUses: z
      .int("Hosts are a whole number.")
      .min(1, "A code is good for at least one host.")
      .max(MAX_CODE_USES, `A code is good for at most ${MAX_CODE_USES} hosts.`)
      .optional(),
    /** 15 when it is absent. */
    expiresInMinutes: codeMinutes.optional(),
    /** Makes the names of a fleet, `web-{n}`; absent: each host names itself. */
    namePattern: text()
      .max(64)
      .refine(isNamePattern, "A pattern is a name with one {n} in it, such as web-{n}.")
      .optional(),
    /** Days that each key lives; null: it never expires. Absent: as the organization's policy says, or never. */
    keyExpiresInDays: expiresInDays.nullish(),
    /** What the keys get, to find them by. */
    labels: labelSet.optional(),
  })
  .refine(({ name, maxUses }) => name === undefined || maxUses === undefined || maxUses === 1, {
    path: ["maxUses"],
    error: "A code for one name is good once.",
  })
  .refine(({ name, namePattern }) => name === undefined || namePattern === undefined, {
    path: ["namePattern"],
    error: "A code is for one name, or has a pattern for many.",
  });

export const codeIdInput = z.strictObject({ id: resourceId("cod") });

/** What a host sends with a code: of its secret only the hash and the first 8 characters. */
export const enrolInput = z.strictObject({
  /** May be absent where the code has the name. */
  name: executorName.optional(),
  kind: z.enum(EXECUTOR_KINDS),
  version: shownText({ max: 64 }),
  secretHash,
  hint: secretHint,
  instanceId: z.uuid().optional(),
  host: shownText({ max: 255 }).optional(),
});

/** What a host learns: under which name it may sync with the secret that it has made. */
export const enrolOutput = z.object({
  key: z.object({ id: z.string(), expiresAt: z.date().nullable() }),
  executor: z.object({ name: z.string() }),
  organization: z.object({ id: z.string(), slug: z.string() }),
});

export type CreateCodeInput = z.infer<typeof createCodeInput>;
export type EnrolInput = z.infer<typeof enrolInput>;
export type EnrolOutput = z.infer<typeof enrolOutput>;

/** What managers may see of an enrolment code. Never the code, never its hash. */
export interface CodeView {
  id: string;
  /** The one executor that may be enrolled; null for a code of a fleet. */
  name: string | null;
  namePattern: string | null;
  kind: ExecutorKind | null;
  maxUses: number;
  uses: number;
  status: CodeStatus;
  keyExpiresInDays: number | null;
  /** What the keys get. */
  labels: Labels;
  createdAt: Date;
  createdBy: { id: string; name: string };
  expiresAt: Date;
}

/** A host that has used a code. */
export interface CodeUseView {
  executorName: string;
  /** The key that the host made. It may have been deleted since. */
  keyId: string;
  address: string;
  at: Date;
}

/** How long codes for executors that are locked out are good, unless it is said: their hosts are many. */
export const LOCKED_OUT_CODE_MINUTES = 24 * 60;

export const createLockedOutCodesInput = z.strictObject({
  /** A day when it is absent. */
  expiresInMinutes: codeMinutes.optional(),
});

export type CreateLockedOutCodesInput = z.infer<typeof createLockedOutCodesInput>;

/** A code for each executor that is locked out, each shown this once. */
export interface LockedOutCodes {
  codes: { code: CodeView; secret: string }[];
}
