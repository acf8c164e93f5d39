import { managementKeyCreated } from "../audit/management-key-entries.ts";
import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { ManagementKeyView } from "../contract/management-keys.ts";
import { mayAddManagementKey } from "../domain/growth-limits.ts";
import { instantAfterDays } from "../domain/key-expiry.ts";
import { refuse } from "../domain/refusal.ts";
import { presentManagementKey } from "../management-keys/present-management-key.ts";
import type { MemberRequest } from "../ports/services.ts";
import { judgeLoginCode } from "./judge-login-code.ts";

/**
 * Gives a command the management key that it asked for: of the person who confirms, and so never stronger than they are. A code is
 * good for one decision.
 * @throws Refusal as `judgeLoginCode`, or `management_key_limit`.
 */
export async function confirmLogin(request: MemberRequest, typed: string): Promise<{ key: ManagementKeyView }> {
  const { services, member, sourceAddress } = request;
  const { login, userCodeHash } = await judgeLoginCode(request, typed);
  const organizationId = member.organization.id;
  const { result: key } = await change(request, async (tx) => {
    const { now } = tx;
    if (!mayAddManagementKey(await tx.managementKeys.countActiveForUpdate(organizationId, now))) {
      throw refuse("management_key_limit");
    }
    const created = {
      id: services.newId("mgk"),
      organizationId,
      name: login.name,
      secretHash: login.secretHash,
      hint: login.hint,
      scopes: login.scopes,
      cidrs: [],
      createdAt: now,
      createdById: member.user.userId,
      createdByName: member.user.name,
      expiresAt: instantAfterDays(login.expiresInDays, now),
    };
    if (!(await tx.managementKeys.insertUnlessThere(created))) throw refuse("login_code_invalid");
    const decision = { outcome: "confirmed", managementKeyId: created.id } as const;
    if (!(await tx.logins.decide(userCodeHash, now, decision))) throw refuse("login_code_invalid");
    const requested = { host: login.host, from: login.sourceAddress };
    tx.record(managementKeyCreated(originOf(member, now, sourceAddress), created, requested));
    return presentManagementKey({ ...created, revokedAt: null, lastUsedAt: null, lastUsedFrom: null }, now);
  });
  return { key };
}
