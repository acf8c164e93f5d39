import { keyCreated, originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { ApiKeyView, CreateKeyInput } from "../contract/api-keys.ts";
import { expiryAfterDays } from "../domain/key-expiry.ts";
import { refuse } from "../domain/refusal.ts";
import type { Change } from "../ports/change.ts";
import type { MemberRequest } from "../ports/services.ts";
import type { HashedSecret } from "./make-secret.ts";
import { ownerOfUser, requireOwner } from "./find-owner.ts";
import { presentNewKey } from "./present-key.ts";
import { policyForKey } from "../domain/key-policy.ts";
import { requireLife } from "./require-life.ts";
import { requireMayExempt } from "./require-may-exempt.ts";

type IssueInput = Pick<CreateKeyInput, "name" | "target" | "expiresInDays" | "note" | "labels" | "ownerId">;

/**
 * Issues a key for a secret that exists already.
 * @throws Refusal `executor_not_found` when the target is not an executor of the organization, `member_not_found` when the owner
 *   is no member of it, `key_life_too_long` when its policy allows fewer days, or `key_exists`.
 */
export async function issueKey(request: MemberRequest, input: IssueInput, hashed: HashedSecret): Promise<ApiKeyView> {
  const { result: key } = await change(request, (tx) => issueKeyWithin(tx, request, input, hashed));
  return key;
}

/** The same as part of a change. */
export async function issueKeyWithin(
  tx: Change,
  { services, member, sourceAddress }: MemberRequest,
  input: IssueInput,
  { secretHash, hint }: HashedSecret,
): Promise<ApiKeyView> {
  const organizationId = member.organization.id;
  const { now } = tx;
  const labels = input.labels ?? {};
  const policy = await tx.policies.find(organizationId);
  requireMayExempt(member, policy, { before: {}, after: labels });
  const created = {
    id: services.newId("key"),
    organizationId,
    name: input.name,
    secretHash,
    hint,
    note: input.note ?? "",
    labels,
    owner:
      input.ownerId === undefined
        ? await ownerOfUser(tx, organizationId, member.user.userId)
        : await requireOwner(tx, organizationId, input.ownerId),
    createdAt: now,
    createdById: member.user.userId,
    createdByName: member.user.name,
    expiresAt: expiryAfterDays(requireLife(input.expiresInDays, policyForKey(labels, policy)), now),
    ...(await findTarget(tx, organizationId, input.target)),
    replacesKeyId: null,
  };
  const end = await tx.apiKeys.insert(created);
  tx.record(keyCreated(originOf(member, now, sourceAddress), created));
  return presentNewKey(created, end, now);
}

const ANY_EXECUTOR = {
  targetExecutorId: null,
  targetExecutorName: null,
  targetExecutorKind: null,
  revokePrevious: false,
};

async function findTarget(tx: Change, organizationId: string, target: CreateKeyInput["target"]) {
  switch (target.kind) {
    case "newExecutor":
      return ANY_EXECUTOR;
    case "name": {
      // One that exists already is shown with the key that waits for it.
      const executor = await tx.executors.findByName(organizationId, target.name);
      const targetExecutorKind = target.executorKind ?? null;
      return {
        ...ANY_EXECUTOR,
        targetExecutorId: executor?.id ?? null,
        targetExecutorName: target.name,
        targetExecutorKind,
      };
    }
    case "executor": {
      const executor = await tx.executors.find(organizationId, target.executorId, tx.now);
      if (executor === null) throw refuse("executor_not_found");
      return {
        ...ANY_EXECUTOR,
        targetExecutorId: executor.id,
        targetExecutorName: executor.name,
        revokePrevious: target.revokePrevious ?? false,
      };
    }
  }
}
