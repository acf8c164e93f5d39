import type { ApiKeyView } from "../contract/api-keys.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentKey } from "./present-key.ts";

/**
 * One key of the organization.
 * @throws Refusal `key_not_found` for any id that is not a key of the organization.
 */
export async function getKey({ services, member }: MemberRequest, id: string): Promise<ApiKeyView> {
  const key = await services.data.apiKeys.find(member.organization.id, id);
  if (key === null) throw refuse("key_not_found");
  return presentKey(key, services.now());
}
