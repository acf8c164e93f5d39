import { originOf } from "../audit/audit-entries.ts";
import { presentKey } from "../api-keys/present-key.ts";
import { change } from "../changes/change.ts";
import type { ApiKeyView, RevocationReceipt } from "../contract/api-keys.ts";
import type { ExecutorView } from "../contract/executors.ts";
import { followersOf, type KeyFollowers } from "../domain/key-followers.ts";
import { judgeRevocation } from "../domain/key-lifecycle.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentExecutor } from "./present-executor.ts";

/**
 * Revokes the key an executor is bound to, and with it the access of every other executor that shares the key. When it
 * returns, no server process accepts that key.
 * @throws Refusal `executor_not_found`, `executor_has_no_key`, or `key_revoked` when it was revoked before.
 */
export async function revokeExecutorAccess(
  request: MemberRequest,
  id: string,
): Promise<{ executor: ExecutorView; key: ApiKeyView; receipt: RevocationReceipt; followers: KeyFollowers }> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;

  const { result: changed, receipt } = await change(request, async (tx) => {
    const { now } = tx;
    const found = await tx.executors.find(organizationId, id, now);
    if (found === null) throw refuse("executor_not_found");
    const bound = found.boundKeyId === null ? null : await tx.apiKeys.findForUpdate(organizationId, found.boundKeyId);
    if (found.boundKey === null || bound === null) throw refuse("executor_has_no_key");
    if (judgeRevocation(bound) !== "allowed") {
      // As when a key is revoked: "revoked already" has to hold as much as a yes.
      tx.invalidate(organizationId, [bound.id]);
      return null;
    }
    const followers = followersOf([bound], await tx.apiKeys.movedFollowers(organizationId, [bound.id]));
    tx.apiKeys.revoke(bound, originOf(member, now, sourceAddress), "executor_access", { executorId: id });
    return {
      executor: presentExecutor({ ...found, boundKey: { ...found.boundKey, revokedAt: now } }, now),
      key: presentKey({ ...bound, revokedAt: now }, now),
      followers,
    };
  });
  if (changed === null) throw refuse("key_revoked");
  return { ...changed, receipt };
}
