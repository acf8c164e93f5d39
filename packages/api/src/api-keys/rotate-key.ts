import { keyCreated, keyRotated, originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { ApiKeyView, RotateKeyInput } from "../contract/api-keys.ts";
import type { ChangeOrigin } from "../domain/audit-actions.ts";
import { endOf, judgeOldKeyEnd, type OldKeyEnd } from "../domain/key-end.ts";
import { inheritedBySuccessor } from "../domain/key-succession.ts";
import { judgeRotation } from "../domain/key-lifecycle.ts";
import { rotatedName } from "../domain/key-name.ts";
import { refuse } from "../domain/refusal.ts";
import type { ApiKeyRecord, LockedKey } from "../ports/api-key-store.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";
import { makeSecret, type HashedSecret } from "./make-secret.ts";
import { presentKey, presentNewKey } from "./present-key.ts";

/**
 * Issues a successor with the same expiry, target, note, labels and owner, and has the old key end: now, once its executors have moved, or at a
 * time. When it returns, every server process judges the old key so.
 * @throws Refusal `key_not_found`, `key_expired`, `key_revoked`, `key_retiring`, `renewal_pending`, `invalid_input` for a time that can't be, or
 *   `key_changed` to the loser of a race.
 */
export async function rotateKey(
  request: MemberRequest,
  { id, oldKeyEnds = { kind: "now" }, reason }: RotateKeyInput,
): Promise<{ key: ApiKeyView; secret: string; replaced: ApiKeyView }> {
  const { secret, ...hashed } = makeSecret(request.services);
  const { result: rotated } = await change(request, async (tx) => {
    const old = await tx.apiKeys.findForUpdate(request.member.organization.id, id);
    if (old === null) throw refuse("key_not_found");
    const verdict = judgeRotation(old, request.receivedAt, tx.now);
    if (verdict !== "allowed") throw refuse(verdict);
    return rotateLocked(tx, request, { old, oldKeyEnds, hashed, ...(reason === undefined ? {} : { reason }) });
  });
  return { ...rotated, secret };
}

/**
 * Issues the successor of a key that may be rotated, and has the key end as asked.
 * @throws Refusal `invalid_input` for a time that can't be.
 */
export async function rotateLocked(
  tx: Change,
  { services, member, sourceAddress }: MemberRequest,
  { old, oldKeyEnds, hashed, ...why }: { old: LockedKey; oldKeyEnds: OldKeyEnd; hashed: HashedSecret; reason?: string },
): Promise<{ key: ApiKeyView; replaced: ApiKeyView }> {
  const { now } = tx;
  const { organizationId } = old;
  // Counted now that it is locked: executors may have moved while this change waited.
  const boundExecutors = await tx.executors.countBoundForUpdate(organizationId, old.id);
  const oldEnd = judgeOldKeyEnd(oldKeyEnds, boundExecutors, now);
  if (oldEnd.kind === "refused") {
    throw refuse("invalid_input", { fieldErrors: { "oldKeyEnds.at": [oldEnd.problem] } });
  }

  const created = {
    ...inheritedBySuccessor(old),
    id: services.newId("key"),
    ...hashed,
    name: rotatedName(old.name, now),
    expiresAt: old.issuedExpiresAt,
    createdAt: now,
    createdById: member.user.userId,
    createdByName: member.user.name,
  };
  const end = await tx.apiKeys.insert(created);
  await tx.apiKeys.passExternalIdOn(organizationId, old.id, created.id);
  const origin = originOf(member, now, sourceAddress);
  tx.record(keyCreated(origin, created));
  const ended = await endOldKey(tx, old, { ...why, end: oldEnd, origin, replacedByKeyId: created.id });
  return { key: presentNewKey(created, end, now), replaced: presentKey(ended, now) };
}

/** Has the old key end as decided. @returns its row as it is then. */
async function endOldKey(
  tx: Change,
  old: LockedKey,
  { end, origin, ...details }: { end: OldKeyEnd; origin: ChangeOrigin; replacedByKeyId: string; reason?: string },
): Promise<ApiKeyRecord> {
  const { replacedByKeyId } = details;
  if (end.kind === "now") {
    tx.apiKeys.revoke(old, origin, "rotation", details);
    return { ...old, revokedAt: tx.now, revokedReason: details.reason ?? null, replacedByKeyId };
  }
  const retiresAt = end.kind === "at" ? end.at : null;
  // Its executors are to get the successor that a person has in hand.
  tx.apiKeys.revokePending(old, origin, "rotation");
  await tx.apiKeys.retire(old, { replacedByKeyId, retiresAt });
  tx.record(keyRotated(origin, old, { ...details, retiresAt }));
  const { expiresAt } = endOf({ issuedExpiresAt: old.issuedExpiresAt, bounds: [old.expiresAt, retiresAt] });
  return { ...old, replacedByKeyId, retiresAt, retiresWhenMoved: retiresAt === null, expiresAt };
}
