import type { KeyOwner } from "../contract/api-keys.ts";
import type {
  AuditActor,
  AuditEntry,
  ChangeOrigin,
  RevocationCause,
  RevocationDetails,
} from "../domain/audit-actions.ts";
import { labelTexts, type Labels } from "../domain/labels.ts";
import type { ActingMember } from "../ports/session.ts";

interface NamedKey {
  readonly id: string;
  readonly name: string;
}

/** The origin of a change that a member makes: themselves, or a program with a management key of theirs. */
export function originOf(
  { user, organization, role, by }: ActingMember,
  at: Date,
  sourceAddress: string,
): ChangeOrigin {
  const actor: AuditActor =
    by.kind === "managementKey"
      ? { kind: "management_key", id: by.id, name: by.name }
      : { kind: "user", id: user.userId, name: user.name, email: user.email, role };
  return { organizationId: organization.id, actor, at, sourceAddress };
}

/** A key was issued, by hand or as a successor. Names what it was made for, never its secret or its hash. */
export function keyCreated(
  origin: ChangeOrigin,
  key: NamedKey & {
    expiresAt: Date | null;
    targetExecutorId: string | null;
    targetExecutorName: string | null;
    replacesKeyId: string | null;
    note: string;
    labels: Labels;
    owner: KeyOwner | null;
    createdById: string | null;
    /** The code that it was made with by its host. */
    enrolmentCodeId?: string;
    /** Whether its executor asked for it. */
    cause?: "renewal";
  },
): AuditEntry {
  const details = {
    ...(key.enrolmentCodeId === undefined ? {} : { enrolmentCodeId: key.enrolmentCodeId }),
    ...(key.cause === undefined ? {} : { cause: key.cause }),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    ...madeFor(key),
    replacesKeyId: key.replacesKeyId,
    ...(key.note === "" ? {} : { note: key.note }),
    ...(Object.keys(key.labels).length === 0 ? {} : { labels: labelsInDetails(key.labels) }),
    // Who created it owns it, unless it says otherwise.
    ...(key.owner?.userId === key.createdById ? {} : ownerInDetails(key.owner)),
  };
  return { ...origin, action: "api_key.created", target: keyTarget(key), details };
}

/** An executor that does not exist yet has a name and no id. */
function madeFor(key: { targetExecutorId: string | null; targetExecutorName: string | null }) {
  const { targetExecutorId, targetExecutorName } = key;
  return targetExecutorId === null && targetExecutorName !== null ? { targetExecutorName } : { targetExecutorId };
}

/** What people wrote about a key was changed. */
export function keyUpdated(
  origin: ChangeOrigin,
  key: NamedKey,
  { note, labels, owner }: { note?: string; labels?: Labels; owner?: KeyOwner | null },
): AuditEntry {
  const details = {
    ...(note === undefined ? {} : { note }),
    ...(labels === undefined ? {} : { labels: labelsInDetails(labels) }),
    ...(owner === undefined ? {} : ownerInDetails(owner)),
  };
  return { ...origin, action: "api_key.updated", target: keyTarget(key), details };
}

/** What people wrote about an executor was changed. */
export function executorUpdated(
  origin: ChangeOrigin,
  { id, name }: NamedKey,
  { note, labels }: { note?: string; labels?: Labels },
): AuditEntry {
  const details = {
    ...(note === undefined ? {} : { note }),
    ...(labels === undefined ? {} : { labels: labelsInDetails(labels) }),
  };
  return { ...origin, action: "executor.updated", target: { kind: "executor", id, name }, details };
}

/** All of them, as people write them. */
function labelsInDetails(labels: Labels): string {
  return labelTexts(labels).join(" ");
}

function ownerInDetails(owner: KeyOwner | null) {
  return { ownerUserId: owner?.userId ?? null, ownerName: owner?.name ?? null };
}

/** A key was revoked, and by what. */
export function keyRevoked(
  origin: ChangeOrigin,
  key: NamedKey,
  cause: RevocationCause,
  more: RevocationDetails = {},
): AuditEntry {
  return { ...origin, action: "api_key.revoked", target: keyTarget(key), details: { cause, ...more } };
}

/** A key is refused for a while. */
export function keyPaused(
  origin: ChangeOrigin,
  key: NamedKey,
  { until, reason }: { until: Date; reason: string | null },
): AuditEntry {
  const details = { pausedUntil: until.toISOString(), ...(reason === null ? {} : { reason }) };
  return { ...origin, action: "api_key.paused", target: keyTarget(key), details };
}

/** The pause of a key was ended early. */
export function keyResumed(origin: ChangeOrigin, key: NamedKey): AuditEntry {
  return { ...origin, action: "api_key.resumed", target: keyTarget(key), details: {} };
}

/** A key has a successor, and ends later: at an instant, or (null) once its last executor has moved. */
export function keyRotated(
  origin: ChangeOrigin,
  key: NamedKey,
  { retiresAt, ...more }: { replacedByKeyId: string; retiresAt: Date | null; reason?: string },
): AuditEntry {
  const details =
    retiresAt === null ? { ...more, retiresWhenMoved: true } : { ...more, retiresAt: retiresAt.toISOString() };
  return { ...origin, action: "api_key.rotated", target: keyTarget(key), details };
}

/** A revoked key's row was removed. */
export function keyDeleted(origin: ChangeOrigin, key: NamedKey): AuditEntry {
  return { ...origin, action: "api_key.deleted", target: keyTarget(key), details: {} };
}

/** An executor was removed, with the key it was bound to. */
export function executorDeleted(origin: ChangeOrigin, executor: NamedKey & { boundKeyId: string | null }): AuditEntry {
  return {
    ...origin,
    action: "executor.deleted",
    target: { kind: "executor", id: executor.id, name: executor.name },
    details: { boundKeyId: executor.boundKeyId },
  };
}

function keyTarget(key: NamedKey): AuditEntry["target"] {
  return { kind: "api_key", id: key.id, name: key.name };
}
