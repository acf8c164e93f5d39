import { refuse } from "../domain/refusal.ts";
import { revokeManagementKey } from "../management-keys/revoke-management-key.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Revokes the management key that the request presents. It names the key, so that none is revoked by mistake.
 * @throws Refusal `management_key_not_found` for any other key, and for a session.
 */
export async function endLogin(request: MemberRequest, id: string): ReturnType<typeof revokeManagementKey> {
  const { by } = request.member;
  if (by.kind !== "managementKey" || by.id !== id) throw refuse("management_key_not_found");
  return revokeManagementKey(request, id);
}
