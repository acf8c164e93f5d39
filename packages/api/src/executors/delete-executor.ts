import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import { judgeRevocation } from "../domain/key-lifecycle.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Removes an executor: its bound key is revoked, its name is free again, its events and audit rows stay.
 * @throws Refusal `executor_not_found`.
 */
export async function deleteExecutor(request: MemberRequest, id: string): Promise<{ id: string }> {
  await change(request, (tx) => remove(tx, request, id));
  return { id };
}

async function remove(tx: Change, { member, sourceAddress }: MemberRequest, id: string): Promise<void> {
  const organizationId = member.organization.id;
  const executor = await tx.executors.find(organizationId, id, tx.now);
  if (executor === null) throw refuse("executor_not_found");
  const origin = originOf(member, tx.now, sourceAddress);
  await tx.executors.delete(executor, origin);

  const { name, boundKeyId } = executor;
  const key = boundKeyId === null ? null : await tx.apiKeys.findForUpdate(organizationId, boundKeyId);
  const keyRevoked = key !== null && judgeRevocation(key) === "allowed";
  if (keyRevoked) tx.apiKeys.revoke(key, origin, "executor_deleted", { executorId: id });
  await tx.events.append({
    organizationId,
    executorId: id,
    executorName: name,
    type: "executor.deleted",
    level: "warning",
    at: tx.now,
    keyId: boundKeyId,
    details: { keyRevoked },
  });
}
