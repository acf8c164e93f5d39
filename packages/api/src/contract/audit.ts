import { z } from "zod";
import { AUDIT_ACTIONS, AUDIT_TARGET_KINDS } from "../domain/audit-actions.ts";
import type { ChainProblem } from "../domain/audit-verification.ts";
import { instant, pageCursor, pageSize, shownText, text } from "./fields.ts";

const shortText = shownText({ max: 254 });

const filters = {
  action: z.enum(AUDIT_ACTIONS).optional(),
  /** The id of a person, executor or management key, a person's e-mail address, or a kind of actor: `user`, `executor`, `management_key`, `system`. */
  actor: shortText.optional(),
  targetKind: z.enum(AUDIT_TARGET_KINDS).optional(),
  targetId: shortText.optional(),
  /** At this instant or later. */
  from: instant.optional(),
  /** Before this instant. */
  to: instant.optional(),
};

export const listAuditInput = z.strictObject({
  ...filters,
  cursor: pageCursor.nullish(),
  limit: pageSize.optional(),
});

export const verifyAuditInput = z
  .strictObject({
    /** The head noted at an earlier verification. */
    head: text()
      .trim()
      .toLowerCase()
      .regex(/^[0-9a-f]{64}$/, "A head has 64 hexadecimal digits.")
      .optional(),
  })
  .optional();

export type AuditFilterInput = Omit<ListAuditInput, "cursor" | "limit">;

/** What a verification of the whole chain found. */
export interface AuditVerification {
  ok: boolean;
  /** Rows found unbroken, from the first one on. */
  checked: number;
  /** Hash of the last of them: note it elsewhere, and give it to a later verification. */
  head: string;
  /** The first row that is wrong, and how. `id` is null where there should be a row, at the end. */
  firstBad: { id: string | null; sequence: number; problem: ChainProblem } | null;
  /** The last head in the log that each witness has co-signed, by the witness's name. */
  cosigned: { witness: string; sequence: number; at: Date }[];
}

export type ListAuditInput = z.infer<typeof listAuditInput>;

/** One change, as its readers see it. */
export interface AuditView {
  id: string;
  /** The row's number in the organization's chain. */
  sequence: number;
  at: Date;
  /** As they were then. `email` and `role` are those of people only. */
  actor: { kind: string; id: string | null; name: string; email: string | null; role: string | null };
  /** One of `AUDIT_ACTIONS`, unless the row was tampered with. */
  action: string;
  /** What was changed, by the name it had then. It may be gone by now. */
  target: { kind: string; id: string; name: string };
  details: Record<string, unknown>;
  sourceAddress: string | null;
  /** SHA-256 over the row and the one before it, hexadecimal. */
  hash: string;
}
