import { keyCreated, originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { ApiKeyView, CreateKeyInput } from "../contract/api-keys.ts";
import { expiryAfterDays } from "../domain/key-expiry.ts";
import { hintOf } from "../domain/key-secret.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentNewKey } from "./present-key.ts";

/**
 * Issues a key. The answer is the only place where its secret is ever seen.
 * @throws Refusal `executor_not_found` when the target is not an executor of the organization.
 */
export async function createKey(
  request: MemberRequest,
  input: CreateKeyInput,
): Promise<{ key: ApiKeyView; secret: string }> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const secret = services.secrets.create();

  const { result: key } = await change(request, async (tx) => {
    const { now } = tx;
    const target = await findTarget(tx, organizationId, input.target);
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
    await tx.apiKeys.insert(created);
    tx.record(keyCreated(originOf(member, now, sourceAddress), created));
    return presentNewKey(created, now);
  });
  return { key, secret };
}

async function findTarget(tx: Change, organizationId: string, target: CreateKeyInput["target"]) {
  if (target.kind === "newExecutor") {
    return { targetExecutorId: null, targetExecutorName: null, revokePrevious: false };
  }
  const executor = await tx.executors.find(organizationId, target.executorId, tx.now);
  if (executor === null) throw refuse("executor_not_found");
  return {
    targetExecutorId: executor.id,
    targetExecutorName: executor.name,
    revokePrevious: target.revokePrevious ?? false,
  };
}
