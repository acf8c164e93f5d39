import { AUDIT_ACTIONS, AUDIT_TARGET_KINDS } from "@excalibur/api/contract";
import type { RouterInputs } from "@excalibur/api";
import { z } from "zod";
import { instantsOfDays, isDay } from "../../time/local-days.ts";

const shortText = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .regex(/^\P{Cc}*$/u)
  .optional()
  .catch(undefined);
const day = z.string().refine(isDay).optional().catch(undefined);

/** What narrows the audit log. Lives in the page's address, so that a link shows others the same. */
export const auditFilterSearch = z.object({
  action: z.enum(AUDIT_ACTIONS).optional().catch(undefined),
  /** An id, an e-mail address, or a kind of actor. */
  actor: shortText,
  kind: z.enum(AUDIT_TARGET_KINDS).optional().catch(undefined),
  target: shortText,
  /** Days where the reader is, both included. */
  from: day,
  to: day,
});

export type AuditFilter = z.infer<typeof auditFilterSearch>;

/** The filter as the procedure takes it: days have become instants. */
export function auditInputOf({ action, actor, kind, target, from, to }: AuditFilter): RouterInputs["audit"]["list"] {
  return {
    ...(action === undefined ? {} : { action }),
    ...(actor === undefined ? {} : { actor }),
    ...(kind === undefined ? {} : { targetKind: kind }),
    ...(target === undefined ? {} : { targetId: target }),
    ...instantsOfDays({ from, to }),
  };
}

export function isFiltered(filter: AuditFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}
