import { z } from "zod";
import { AUDIT_ACTIONS, AUDIT_TARGET_KINDS } from "../domain/audit-actions.ts";
import { instant, pageSize, SINGLE_LINE } from "./fields.ts";

const shortText = z.string().trim().min(1).max(254).regex(SINGLE_LINE, "No control characters, please.");

const filters = {
  action: z.enum(AUDIT_ACTIONS).optional(),
  /** The id of a person or executor, a person's e-mail address, or a kind of actor: `user`, `executor`, `system`. */
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
  cursor: z.string().max(1_000).nullish(),
  limit: pageSize.optional(),
});

export type ListAuditInput = z.infer<typeof listAuditInput>;

/** One change, as whoever may read it sees it. */
export interface AuditView {
  id: string;
  /** The row's number in the organization's chain. */
  sequence: number;
  at: Date;
  /** As they were then. `email` and `role` are those of people only. */
  actor: { kind: string; id: string | null; name: string; email: string | null; role: string | null };
  /** One of `AUDIT_ACTIONS`, unless somebody tampered with the row. */
  action: string;
  /** What was changed, by the name it had then. It may be gone by now. */
  target: { kind: string; id: string; name: string };
  details: Record<string, unknown>;
  sourceAddress: string | null;
  /** SHA-256 over the row and the one before it, hexadecimal. */
  hash: string;
}
