import { keyCreated, originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { ApiKeyView } from "../contract/api-keys.ts";
import { judgeRotation } from "../domain/key-lifecycle.ts";
import { rotatedName } from "../domain/key-name.ts";
import { refuse } from "../domain/refusal.ts";
import type { ApiKeyRecord } from "../ports/api-key-store.ts";
import type { MemberRequest } from "../ports/services.ts";
import { makeSecret } from "./make-secret.ts";
import { presentKey, presentNewKey } from "./present-key.ts";

/**
 * Issues a successor with the same expiry and target and revokes the old key, in one step. When it returns, no server
 * process accepts the old key any more.
 * @throws Refusal `key_not_found`, `key_expired`, `key_revoked`, or `key_changed` to the loser of a race.
 */
export async function rotateKey(
  request: MemberRequest,
  id: string,
): Promise<{ key: ApiKeyView; secret: string; replaced: ApiKeyView }> {
  const { services, member, sourceAddress, receivedAt } = request;
  const organizationId = member.organization.id;
  const { secret, ...hashed } = makeSecret(services);

  const { result: rotated } = await change(request, async (tx) => {
    const { now } = tx;
    const old = await tx.apiKeys.findForUpdate(organizationId, id);
    if (old === null) throw refuse("key_not_found");
    const verdict = judgeRotation(old, receivedAt, now);
    if (verdict !== "allowed") throw refuse(verdict);

    const created = {
      ...successorOf(old, now),
      id: services.newId("key"),
      ...hashed,
      createdById: member.user.userId,
      createdByName: member.user.name,
    };
    await tx.apiKeys.insert(created);
    const origin = originOf(member, now, sourceAddress);
    tx.record(keyCreated(origin, created));
    tx.apiKeys.revoke(old, origin, "rotation", { replacedByKeyId: created.id });
    return {
      key: presentNewKey(created, now),
      replaced: presentKey({ ...old, revokedAt: now, replacedByKeyId: created.id }, now),
    };
  });
  return { ...rotated, secret };
}

function successorOf(old: ApiKeyRecord, now: Date) {
  return {
    organizationId: old.organizationId,
    name: rotatedName(old.name, now),
    createdAt: now,
    expiresAt: old.expiresAt,
    targetExecutorId: old.targetExecutorId,
    targetExecutorName: old.targetExecutorName,
    targetExecutorKind: old.targetExecutorKind,
    revokePrevious: old.revokePrevious,
    replacesKeyId: old.id,
  };
}
