import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { ApiKeyView, RevocationReceipt, RevokeKeyInput } from "../contract/api-keys.ts";
import { followersOf, type KeyFollowers } from "../domain/key-followers.ts";
import { judgeRevocation } from "../domain/key-lifecycle.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentKey } from "./present-key.ts";

/**
 * Revokes a key for good. When it returns, no server process accepts the key.
 * @throws Refusal `key_not_found`, or `key_revoked` when it was revoked before: then nothing changes.
 */
export async function revokeKey(
  request: MemberRequest,
  { id, reason }: RevokeKeyInput,
): Promise<{ key: ApiKeyView; receipt: RevocationReceipt; followers: KeyFollowers }> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;

  const { result: revoked, receipt } = await change(request, async (tx) => {
    const found = await tx.apiKeys.findForUpdate(organizationId, id);
    if (found === null) throw refuse("key_not_found");
    if (judgeRevocation(found) !== "allowed") {
      // The call that revoked it may still be waiting, or gone: "revoked already" has to hold as much as a yes.
      tx.invalidate(organizationId, [id]);
      return null;
    }
    const followers = followersOf([found], await tx.apiKeys.movedFollowers(organizationId, [id]));
    tx.apiKeys.revoke(found, originOf(member, tx.now, sourceAddress), "manual", reason === undefined ? {} : { reason });
    const key = presentKey({ ...found, revokedAt: tx.now, revokedReason: reason ?? null }, tx.now);
    return { key, followers };
  });
  if (revoked === null) throw refuse("key_revoked");
  return { ...revoked, receipt };
}
