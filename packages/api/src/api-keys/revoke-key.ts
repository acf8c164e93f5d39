import { keyRevoked, originOf } from "../audit/audit-entries.ts";
import type { ApiKeyView, Effective } from "../contract/api-keys.ts";
import { judgeRevocation } from "../domain/key-lifecycle.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { changeCredentials } from "./change-credentials.ts";
import { presentKey } from "./present-key.ts";

/**
 * Revokes a key for good. When it returns, no server process accepts the key any more.
 * @throws Refusal `key_not_found`, or `key_revoked` when it was revoked before: then nothing changes.
 */
export async function revokeKey(
  { services, member, sourceAddress }: MemberRequest,
  id: string,
): Promise<{ key: ApiKeyView; effective: Effective }> {
  const organizationId = member.organization.id;

  const { result: key, effective } = await changeCredentials(services, async (stores, outdate) => {
    // Together, and all that is written as the transaction commits: whoever revokes waits for each round trip.
    const [found] = await Promise.all([stores.apiKeys.hold(organizationId, id), stores.audit.hold(organizationId)]);
    const now = services.now();
    if (found === null) throw refuse("key_not_found");
    const isRevoked = judgeRevocation(found) === "allowed";
    if (isRevoked) {
      stores.apiKeys.revokeHeld(organizationId, id, now);
      await stores.audit.append([keyRevoked(originOf(member, now, sourceAddress), found, "manual")]);
    }
    outdate({ keyIds: [id] });
    return isRevoked ? presentKey({ ...found, revokedAt: now }, now) : null;
  });
  // Only now: "revoked already" promises as much as a yes, and the call that revoked it may still be waiting, or gone.
  if (key === null) throw refuse("key_revoked");
  return { key, effective };
}
