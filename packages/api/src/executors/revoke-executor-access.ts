import { keyRevoked, originOf } from "../audit/audit-entries.ts";
import { presentKey } from "../api-keys/present-key.ts";
import type { ApiKeyView, Effective } from "../contract/api-keys.ts";
import type { ExecutorView } from "../contract/executors.ts";
import { judgeRevocation } from "../domain/key-lifecycle.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentExecutor } from "./present-executor.ts";

/**
 * Revokes the key an executor is bound to, and with it the access of every other executor that shares the key. When it
 * returns, no server process accepts that key any more.
 * @throws Refusal `executor_not_found`, `executor_has_no_key`, or `key_revoked` when it was revoked before.
 */
export async function revokeExecutorAccess(
  { services, member, sourceAddress }: MemberRequest,
  id: string,
): Promise<{ executor: ExecutorView; key: ApiKeyView; effective: Effective }> {
  const organizationId = member.organization.id;

  const changed = await services.data.transact(async (stores) => {
    const now = services.now();
    const found = await stores.executors.find(organizationId, id, now);
    if (found === null) throw refuse("executor_not_found");
    const bound = found.boundKeyId === null ? null : await stores.apiKeys.find(organizationId, found.boundKeyId);
    if (found.boundKey === null || bound === null) throw refuse("executor_has_no_key");
    const verdict = judgeRevocation(bound);
    if (verdict !== "allowed") throw refuse(verdict);
    if (!(await stores.apiKeys.revoke(organizationId, bound.id, now))) throw refuse("key_revoked");
    const origin = originOf(member, now, sourceAddress);
    await stores.audit.append([keyRevoked(origin, bound, "executor_access", { executorId: id })]);
    return {
      executor: presentExecutor({ ...found, boundKey: { ...found.boundKey, revokedAt: now } }, now),
      key: presentKey({ ...bound, revokedAt: now }, now),
    };
  });
  const effective = await services.credentials.invalidate({ keyIds: [changed.key.id] });
  return { ...changed, effective };
}
