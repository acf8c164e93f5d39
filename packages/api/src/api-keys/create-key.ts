import { keyCreated, originOf } from "../audit/audit-entries.ts";
import type { ApiKeyView, CreateKeyInput } from "../contract/api-keys.ts";
import { expiryAfterDays } from "../domain/key-expiry.ts";
import { hintOf } from "../domain/key-secret.ts";
import { refuse } from "../domain/refusal.ts";
import type { Stores } from "../ports/data.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentNewKey } from "./present-key.ts";

/**
 * Issues a key. The answer is the only place where its secret is ever seen.
 * @throws Refusal `executor_not_found` when the target is not an executor of the organization.
 */
export async function createKey(
  { services, member, sourceAddress }: MemberRequest,
  input: CreateKeyInput,
): Promise<{ key: ApiKeyView; secret: string }> {
  const organizationId = member.organization.id;
  const secret = services.secrets.create();

  const key = await services.data.transact(async (stores) => {
    const now = services.now();
    const target = await findTarget(stores, organizationId, input.target, now);
    const created = {
      id: services.newId("key"),
      organizationId,
      name: input.name,
      secretHash: services.secrets.hash(secret),
      hint: hintOf(secret),
      createdAt: now,
      createdById: member.user.userId,
      createdByName: member.user.name,
      expiresAt: expiryAfterDays(input.expiresInDays, now),
      ...target,
      replacesKeyId: null,
    };
    await stores.apiKeys.insert(created);
    await stores.audit.append([keyCreated(originOf(member, now, sourceAddress), created)]);
    return presentNewKey(created, now);
  });
  return { key, secret };
}

async function findTarget(stores: Stores, organizationId: string, target: CreateKeyInput["target"], now: Date) {
  if (target.kind === "newExecutor") {
    return { targetExecutorId: null, targetExecutorName: null, revokePrevious: false };
  }
  const executor = await stores.executors.find(organizationId, target.executorId, now);
  if (executor === null) throw refuse("executor_not_found");
  return {
    targetExecutorId: executor.id,
    targetExecutorName: executor.name,
    revokePrevious: target.revokePrevious ?? false,
  };
}
