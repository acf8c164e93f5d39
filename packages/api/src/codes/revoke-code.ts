import { codeRevoked } from "../audit/code-entries.ts";
import { originOf } from "../audit/audit-entries.ts";
import { change } from "../changes/change.ts";
import type { CodeView } from "../contract/codes.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentCode } from "./present-code.ts";

/**
 * Makes a code worthless for hosts that have not used it yet. Keys that were made with it stay as they are.
 * @throws Refusal `code_not_found`, also for one that was revoked before.
 */
export async function revokeCode(request: MemberRequest, id: string): Promise<{ code: CodeView }> {
  const { member, sourceAddress } = request;
  const { result: code } = await change(request, async (tx) => {
    const revoked = await tx.codes.revoke(member.organization.id, id, tx.now);
    if (revoked === null) throw refuse("code_not_found");
    tx.record(codeRevoked(originOf(member, tx.now, sourceAddress), revoked));
    return presentCode({ ...revoked, revokedAt: tx.now }, tx.now);
  });
  return { code };
}
