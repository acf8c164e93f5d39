import { change } from "../changes/change.ts";
import type { ApiKeyView, EnsureKeyInput } from "../contract/api-keys.ts";
import type { MemberRequest } from "../ports/services.ts";
import { issueKeyWithin } from "./issue-key.ts";
import { makeSecret, type HashedSecret } from "./make-secret.ts";
import { presentKey } from "./present-key.ts";

/**
 * Issues a key unless there is one with this external id. A repeated or concurrent call changes nothing and answers with that
 * key; it ignores the rest of the input and the key's status. Only the call that issues the key gets its secret.
 * The external id is free again once the key is deleted.
 * @throws Refusal `executor_not_found` when the target is not an executor of the organization, or `key_exists`.
 */
export async function ensureKey(
  request: MemberRequest,
  { externalId, secretHash, hint, ...input }: EnsureKeyInput,
): Promise<{ key: ApiKeyView; externalId: string; created: boolean; secret: string | null }> {
  const { services, member } = request;
  const organizationId = member.organization.id;
  const there = await services.data.apiKeys.findByExternalId(organizationId, externalId);
  if (there !== null) return { key: presentKey(there, services.now()), externalId, created: false, secret: null };

  const made = secretHash === undefined || hint === undefined ? makeSecret(services) : null;
  const hashed: HashedSecret = made ?? { secretHash: secretHash ?? "", hint: hint ?? "" };
  const { result } = await change(request, async (tx) => {
    // Another call may have been first.
    const found = await tx.apiKeys.findByExternalId(organizationId, externalId);
    if (found !== null) return { key: presentKey(found, tx.now), created: false };
    const key = await issueKeyWithin(tx, request, input, hashed);
    await tx.apiKeys.giveExternalId(organizationId, key.id, externalId);
    return { key, created: true };
  });
  return { ...result, externalId, secret: result.created ? (made?.secret ?? null) : null };
}
