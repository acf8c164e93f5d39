import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { ApiKeyView, UpdateKeyInput } from "../contract/api-keys.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { differenceOf } from "./key-difference.ts";
import { requireOwner } from "./find-owner.ts";
import { presentKey } from "./present-key.ts";
import { requireMayExempt } from "./require-may-exempt.ts";

/**
 * Changes the note, the labels or the owner of a key, also of one that has expired or is revoked. Fields that are absent keep
 * their values; a value that is the same already changes nothing and leaves no audit row.
 * @throws Refusal `key_not_found`, or `member_not_found` when the owner is no member.
 */
export async function updateKey(
  request: MemberRequest,
  { id, note, labels, ownerId }: UpdateKeyInput,
): Promise<ApiKeyView> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const { result } = await change(request, async (tx) => {
    const key = await tx.apiKeys.findForUpdate(organizationId, id);
    if (key === null) throw refuse("key_not_found");
    const owner = ownerId === undefined ? undefined : await requireOwner(tx, organizationId, ownerId);
    const changed = differenceOf(key, { note, labels, owner });
    if (changed?.labels !== undefined) {
      const policy = await tx.policies.find(organizationId);
      requireMayExempt(member, policy, { before: key.labels, after: changed.labels });
    }
    if (changed === null) return presentKey(key, tx.now);
    await tx.apiKeys.update([{ key, changed }], originOf(member, tx.now, sourceAddress));
    return presentKey((await tx.apiKeys.find(organizationId, id)) ?? { ...key, ...changed }, tx.now);
  });
  return result;
}
