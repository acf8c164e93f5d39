import type { KeyOwner } from "../contract/api-keys.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberReads, MemberRecord } from "../ports/member-store.ts";

interface HasMembers {
  readonly members: MemberReads;
}

/** The owner that a key gets by default: the person behind it, if they are a member. */
export async function ownerOfUser(data: HasMembers, organizationId: string, userId: string): Promise<KeyOwner | null> {
  const member = await data.members.findByUser(organizationId, userId);
  return member && toOwner(member);
}

/**
 * The owner that a request names; null where it names none.
 * @throws Refusal `member_not_found` for any id that is not a member of the organization.
 */
export async function requireOwner(
  data: HasMembers,
  organizationId: string,
  memberId: string | null,
): Promise<KeyOwner | null> {
  if (memberId === null) return null;
  const member = await data.members.find(organizationId, memberId);
  if (member === null) throw refuse("member_not_found");
  return toOwner(member);
}

function toOwner({ id, user }: MemberRecord): KeyOwner {
  return { id, userId: user.id, name: user.name };
}
