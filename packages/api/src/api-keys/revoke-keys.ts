import { originOf } from "../audit/audit-entries.ts";
import type { RevokedKeys, RevokeKeysInput, SkippedKey } from "../contract/key-selections.ts";
import { followersOf, followersOfAll } from "../domain/key-followers.ts";
import { judgeRevocation } from "../domain/key-lifecycle.ts";
import type { MemberRequest } from "../ports/services.ts";
import { changeInSteps } from "./change-in-steps.ts";
import { selectKeys } from "./select-keys.ts";

/**
 * Revokes many keys for good, each with an audit row. When it returns, no server process accepts any of them, nor
 * those that were revoked before.
 * @throws Refusal `preview_outdated` or `selection_too_large`: then nothing has changed.
 */
export async function revokeKeys(
  request: MemberRequest,
  { reason, ...selection }: RevokeKeysInput,
): Promise<RevokedKeys> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const selected = await selectKeys(request, selection);

  const { results, receipt } = await changeInSteps(request, selected, async (tx, ids) => {
    const origin = originOf(member, tx.now, sourceAddress);
    const found = new Map((await tx.apiKeys.findManyForUpdate(organizationId, ids)).map((key) => [key.id, key]));
    const moved = await tx.apiKeys.movedFollowers(organizationId, [...found.keys()]);
    const followers = followersOf([...found.values()], moved);
    const revoked: string[] = [];
    const skipped: SkippedKey[] = [];
    for (const id of ids) {
      const key = found.get(id);
      if (key === undefined) {
        skipped.push({ id, reason: "key_not_found" });
      } else if (judgeRevocation(key) === "allowed") {
        tx.apiKeys.revoke(key, origin, "manual", reason === undefined ? {} : { reason });
        revoked.push(id);
      } else {
        // The call that revoked it may still be waiting, or gone.
        tx.invalidate(organizationId, [id]);
        skipped.push({ id, reason: "key_revoked" });
      }
    }
    return { revoked, skipped, followers };
  });
  const revoked = results.flatMap((step) => step.revoked);
  return {
    receipt,
    revoked,
    followers: followersOfAll(
      results.map(({ followers }) => followers),
      revoked,
    ),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}
