import type { MemberView } from "../contract/members.ts";
import type { MemberRequest } from "../ports/services.ts";

/** Everybody in the organization that the request is for, the owner first. */
export async function listMembers({ services, member }: MemberRequest): Promise<{ items: MemberView[] }> {
  return { items: await services.data.members.list(member.organization.id) };
}
