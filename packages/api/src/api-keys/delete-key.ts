import { keyDeleted, originOf } from "../audit/audit-entries.ts";
import { judgeDeletion } from "../domain/key-lifecycle.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { changeCredentials } from "./change-credentials.ts";

/**
 * Removes a revoked key's row for good; its audit rows stay. Its secret is unknown from then on.
 * @throws Refusal `key_not_found`, or `key_not_revoked`.
 */
export async function deleteKey(
  { services, member, sourceAddress }: MemberRequest,
  id: string,
): Promise<{ id: string }> {
  const organizationId = member.organization.id;

  await changeCredentials(services, async (stores, outdate) => {
    const key = await stores.apiKeys.find(organizationId, id);
    if (key === null) throw refuse("key_not_found");
    const verdict = judgeDeletion(key);
    if (verdict !== "allowed") throw refuse(verdict);
    if (!(await stores.apiKeys.deleteRevoked(organizationId, id))) throw refuse("key_not_found");
    await stores.audit.append([keyDeleted(originOf(member, services.now(), sourceAddress), key)]);
    outdate({ keyIds: [id] });
  });
  return { id };
}
