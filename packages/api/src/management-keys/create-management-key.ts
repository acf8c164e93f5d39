import { managementKeyCreated } from "../audit/management-key-entries.ts";
import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { CreateManagementKeyInput, ManagementKeyView } from "../contract/management-keys.ts";
import { mayAddManagementKey } from "../domain/growth-limits.ts";
import { instantAfterDays } from "../domain/key-expiry.ts";
import { hintOf } from "../domain/key-secret.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentManagementKey } from "./present-management-key.ts";

/**
 * Issues a management key. The answer is the only place where its secret is ever seen.
 * @throws Refusal `management_key_limit` when the organization has as many active ones as it may have.
 */
export async function createManagementKey(
  request: MemberRequest,
  input: CreateManagementKeyInput,
): Promise<{ key: ManagementKeyView; secret: string }> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const secret = services.secrets.create("managementKey");
  const { result: key } = await change(request, async (tx) => {
    const { now } = tx;
    const active = await tx.managementKeys.countActiveForUpdate(organizationId, now);
    if (!mayAddManagementKey(active)) throw refuse("management_key_limit");
    const created = {
      id: services.newId("mgk"),
      organizationId,
      name: input.name,
      secretHash: services.secrets.hash(secret),
      hint: hintOf(secret),
      scopes: input.scopes,
      cidrs: input.cidrs ?? [],
      createdAt: now,
      createdById: member.user.userId,
      createdByName: member.user.name,
      expiresAt: instantAfterDays(input.expiresInDays, now),
    };
    await tx.managementKeys.insert(created);
    tx.record(managementKeyCreated(originOf(member, now, sourceAddress), created));
    return presentManagementKey({ ...created, revokedAt: null, lastUsedAt: null, lastUsedFrom: null }, now);
  });
  return { key, secret };
}
