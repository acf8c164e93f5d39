import type { PolicyView } from "../contract/policies.ts";
import type { MemberRequest } from "../ports/services.ts";

/** What the organization asks of the lives of its keys. */
export async function readPolicy({ services, member }: MemberRequest): Promise<PolicyView> {
  return { ...(await services.data.policies.find(member.organization.id)) };
}
