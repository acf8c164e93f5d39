import { judgeScope } from "../domain/management-key-judgement.ts";
import { refuse } from "../domain/refusal.ts";
import type { RequestContext } from "../ports/services.ts";
import type { ActingMember } from "../ports/session.ts";
import { readNamedOrganization } from "../organizations/read-named-organization.ts";
import { identifyManagementKey } from "./identify-management-key.ts";
import { scopeOfProcedure } from "./procedure-scopes.ts";

/**
 * For whom a request with a management key acts, where no procedure answers it.
 * @param path the procedure whose scope the key needs.
 * @throws Refusal as the procedure would.
 */
export async function requireManagementKey(context: RequestContext, path: string): Promise<ActingMember> {
  const key = await identifyManagementKey(context);
  if (key === null) throw refuse("management_key_missing");
  const verdict = judgeScope(key.scopes, scopeOfProcedure(path));
  if (verdict !== "allowed") throw refuse(verdict);
  const named = readNamedOrganization(context.organizationHeader);
  if (named !== null && named !== key.member.organization.id) throw refuse("organization_not_found");
  return key.member;
}
