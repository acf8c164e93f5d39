import { keyRevoked, originOf } from "../audit/audit-entries.ts";
import { changeCredentials } from "../api-keys/change-credentials.ts";
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

  const { result: changed, effective } = await changeCredentials(services, async (stores, outdate) => {
    const now = services.now();
    const found = await stores.executors.find(organizationId, id, now);
    if (found === null) throw refuse("executor_not_found");
    const bound = found.boundKeyId === null ? null : await stores.apiKeys.find(organizationId, found.boundKeyId);
    if (found.boundKey === null || bound === null) throw refuse("executor_has_no_key");
    const revokes =
      judgeRevocation(bound) === "allowed" && (await stores.apiKeys.revoke(organizationId, bound.id, now));
    const origin = originOf(member, now, sourceAddress);
    const row = keyRevoked(origin, bound, "executor_access", { executorId: id });
    outdate({ keyIds: [bound.id] });
    if (!revokes) return null;
    await stores.audit.append([row]);
    return {
      executor: presentExecutor({ ...found, boundKey: { ...found.boundKey, revokedAt: now } }, now),
      key: presentKey({ ...bound, revokedAt: now }, now),
    };
  });
  // Only now, as when a key is revoked: whoever is told "revoked already" may rely on it.
  if (changed === null) throw refuse("key_revoked");
  return { ...changed, effective };
}
