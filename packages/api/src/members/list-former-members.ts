import type { FormerMemberView } from "../contract/members.ts";
import type { MemberRequest } from "../ports/services.ts";

/** At most this many departures are read, the latest first. Only the largest organizations have more. */
const LOOKS_BACK_AT = 500;

/**
 * Former members of the active organization, the latest to leave first. Read from the audit log, since nothing else of a
 * membership is kept.
 */
export async function listFormerMembers({ services, member }: MemberRequest): Promise<{ items: FormerMemberView[] }> {
  const { members, audit } = services.data;
  const organizationId = member.organization.id;
  const [present, removals] = await Promise.all([
    members.list(organizationId),
    audit.page({
      organizationId,
      scope: { kind: "all" },
      action: "member.removed",
      actor: null,
      targetKind: null,
      targetId: null,
      from: null,
      to: null,
      after: null,
      limit: LOOKS_BACK_AT,
    }),
  ]);
  const known = new Set(present.map(({ user }) => user.id));
  const items: FormerMemberView[] = [];
  for (const { targetId, targetName, at } of removals) {
    if (known.has(targetId)) continue;
    known.add(targetId);
    items.push({ userId: targetId, name: targetName, leftAt: at });
  }
  return { items };
}
