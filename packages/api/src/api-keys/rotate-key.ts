import { keyCreated, keyRevoked, originOf } from "../audit/audit-entries.ts";
import type { ApiKeyView } from "../contract/api-keys.ts";
import { judgeRotation } from "../domain/key-lifecycle.ts";
import { rotatedName } from "../domain/key-name.ts";
import { hintOf } from "../domain/key-secret.ts";
import { refuse } from "../domain/refusal.ts";
import type { ApiKeyRecord } from "../ports/api-key-store.ts";
import type { MemberRequest } from "../ports/services.ts";
import { changeCredentials } from "./change-credentials.ts";
import { presentKey, presentNewKey } from "./present-key.ts";

/**
 * Issues a successor with the same expiry and target and revokes the old key, in one step. When it returns, no server
 * process accepts the old key any more.
 * @throws Refusal `key_not_found`, `key_expired`, `key_revoked`, or `key_changed` to the loser of a race.
 */
export async function rotateKey(
  { services, member, sourceAddress, receivedAt }: MemberRequest,
  id: string,
): Promise<{ key: ApiKeyView; secret: string; replaced: ApiKeyView }> {
  const organizationId = member.organization.id;
  const secret = services.secrets.create();

  const { result: rotated } = await changeCredentials(services, async (stores, outdate) => {
    // The moment of the change itself: whoever asked before it and comes after it has lost a race.
    const now = services.now();
    const old = await stores.apiKeys.find(organizationId, id);
    if (old === null) throw refuse("key_not_found");
    const verdict = judgeRotation(old, receivedAt, now);
    if (verdict !== "allowed") throw refuse(verdict);

    const created = {
      ...successorOf(old, now),
      id: services.newId("key"),
      secretHash: services.secrets.hash(secret),
      hint: hintOf(secret),
      createdById: member.user.userId,
      createdByName: member.user.name,
    };
    // The guarded update decides between two rotations that both read an active key.
    if (!(await stores.apiKeys.revoke(organizationId, id, now, created.id))) throw refuse("key_changed");
    await stores.apiKeys.insert(created);
    const origin = originOf(member, now, sourceAddress);
    await stores.audit.append([
      keyCreated(origin, created),
      keyRevoked(origin, old, "rotation", { replacedByKeyId: created.id }),
    ]);
    outdate({ keyIds: [id] });
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
    revokePrevious: old.revokePrevious,
    replacesKeyId: old.id,
  };
}
