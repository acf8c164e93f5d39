import type { ApiKeyView, CreateKeyInput } from "../contract/api-keys.ts";
import type { MemberRequest } from "../ports/services.ts";
import { issueKey } from "./issue-key.ts";
import { makeSecret, type HashedSecret } from "./make-secret.ts";

/**
 * Issues a key. The answer is the only place where its secret is ever seen; it is null when the caller has made the secret
 * and sent its hash.
 * @throws Refusal `executor_not_found` when the target is not an executor of the organization, or `key_exists`.
 */
export async function createKey(
  request: MemberRequest,
  { secretHash, hint, ...input }: CreateKeyInput,
): Promise<{ key: ApiKeyView; secret: string | null }> {
  const made = secretHash === undefined || hint === undefined ? makeSecret(request.services) : null;
  const hashed: HashedSecret = made ?? { secretHash: secretHash ?? "", hint: hint ?? "" };
  return { key: await issueKey(request, input, hashed), secret: made?.secret ?? null };
}
