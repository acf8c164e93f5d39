import type { AuditRecord } from "@excalibur/api/server";
import type { Columns } from "./formats.ts";

export const AUDIT_COLUMNS: Columns<AuditRecord> = {
  Number: ({ sequence }) => sequence,
  Id: ({ id }) => id,
  "Time (UTC)": ({ at }) => at,
  "Actor kind": ({ actorKind }) => actorKind,
  "Actor id": ({ actorId }) => actorId,
  Actor: ({ actorName }) => actorName,
  "Actor e-mail": ({ actorEmail }) => actorEmail,
  "Actor role": ({ actorRole }) => actorRole,
  Action: ({ action }) => action,
  "Target kind": ({ targetKind }) => targetKind,
  "Target id": ({ targetId }) => targetId,
  Target: ({ targetName }) => targetName,
  Details: ({ details }) => details,
  "Source address": ({ sourceAddress }) => sourceAddress,
  "SHA-256": ({ hash }) => hash,
};
