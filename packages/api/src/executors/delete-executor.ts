import { executorDeleted, keyRevoked, originOf } from "../audit/audit-entries.ts";
import { changeCredentials, type Outdate } from "../api-keys/change-credentials.ts";
import { refuse } from "../domain/refusal.ts";
import { retryLostRaces } from "../executor/retry-lost-races.ts";
import type { Stores } from "../ports/data.ts";
import { LostRaceError } from "../ports/lost-race-error.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Removes an executor: its bound key is revoked, its name is free again, its events and audit rows stay.
 * @throws Refusal `executor_not_found`.
 */
export async function deleteExecutor(
  { services, member, sourceAddress }: MemberRequest,
  id: string,
): Promise<{ id: string }> {
  const organizationId = member.organization.id;

  const remove = async (stores: Stores, outdate: Outdate) => {
    const now = services.now();
    const executor = await stores.executors.find(organizationId, id, now);
    if (executor === null) throw refuse("executor_not_found");
    const { name, boundKey } = executor;
    // Guarded by the key that is revoked here: an executor that moves at this moment must not keep the other one.
    if (!(await stores.executors.delete(organizationId, id, executor.boundKeyId))) throw new LostRaceError();
    const revokes = boundKey !== null && (await stores.apiKeys.revoke(organizationId, boundKey.id, now));

    await stores.events.append({
      organizationId,
      executorId: id,
      executorName: name,
      type: "executor.deleted",
      level: "warning",
      at: now,
      keyId: executor.boundKeyId,
      details: { keyRevoked: revokes },
    });
    const origin = originOf(member, now, sourceAddress);
    await stores.audit.append([
      executorDeleted(origin, executor),
      ...(revokes ? [keyRevoked(origin, boundKey, "executor_deleted", { executorId: id })] : []),
    ]);
    // Also when the key was revoked before: a cached credential may still remember the executor.
    if (executor.boundKeyId !== null) outdate({ keyIds: [executor.boundKeyId] });
  };
  await retryLostRaces(
    () => changeCredentials(services, remove),
    () => refuse("unavailable"),
  );
  return { id };
}
