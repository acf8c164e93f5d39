import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import { judgeDeletion } from "../domain/key-lifecycle.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Removes a revoked key's row for good; its audit rows stay. Its secret is unknown from then on.
 * @throws Refusal `key_not_found`, or `key_not_revoked`.
 */
export async function deleteKey(request: MemberRequest, id: string): Promise<{ id: string }> {
  const { member, sourceAddress } = request;
  await change(request, async (tx) => {
    const key = await tx.apiKeys.findForUpdate(member.organization.id, id);
    if (key === null) throw refuse("key_not_found");
    const verdict = judgeDeletion(key);
    if (verdict !== "allowed") throw refuse(verdict);
    await tx.apiKeys.delete(key, originOf(member, tx.now, sourceAddress));
  });
  return { id };
}
