import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { ApiKeyView, UpdateKeyInput } from "../contract/api-keys.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentKey } from "./present-key.ts";

/**
 * Changes the note of a key, also of one that has expired or is revoked. Fields that are absent keep their values; a value
 * that is the same already changes nothing and leaves no audit row.
 * @throws Refusal `key_not_found`.
 */
export async function updateKey(request: MemberRequest, { id, note }: UpdateKeyInput): Promise<ApiKeyView> {
  const { member, sourceAddress } = request;
  const { result } = await change(request, async (tx) => {
    const key = await tx.apiKeys.findForUpdate(member.organization.id, id);
    if (key === null) throw refuse("key_not_found");
    if (note === undefined || note === key.note) return presentKey(key, tx.now);
    await tx.apiKeys.update(key, { note }, originOf(member, tx.now, sourceAddress));
    return presentKey({ ...key, note }, tx.now);
  });
  return result;
}
