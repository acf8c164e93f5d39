import { originOf } from "../audit/audit-entries.ts";
import type { DeletedKeys, KeySelection, SkippedKey } from "../contract/key-selections.ts";
import { judgeDeletion } from "../domain/key-lifecycle.ts";
import type { MemberRequest } from "../ports/services.ts";
import { changeInSteps } from "./change-in-steps.ts";
import { selectKeys } from "./select-keys.ts";

/**
 * Removes the rows of many revoked keys for good; their audit rows stay. Keys that are not revoked are left as they are.
 * @throws Refusal `preview_outdated` or `selection_too_large`: then nothing has changed.
 */
export async function deleteKeys(request: MemberRequest, selection: KeySelection): Promise<DeletedKeys> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const selected = await selectKeys(request, selection);

  const { results } = await changeInSteps(request, selected, async (tx, ids) => {
    const origin = originOf(member, tx.now, sourceAddress);
    const found = new Map((await tx.apiKeys.findManyForUpdate(organizationId, ids)).map((key) => [key.id, key]));
    const deleted: string[] = [];
    const skipped: SkippedKey[] = [];
    for (const id of ids) {
      const key = found.get(id);
      if (key === undefined) {
        skipped.push({ id, reason: "key_not_found" });
      } else if (judgeDeletion(key) === "allowed") {
        await tx.apiKeys.delete(key, origin);
        deleted.push(id);
      } else {
        skipped.push({ id, reason: "key_not_revoked" });
      }
    }
    return { deleted, skipped };
  });
  return {
    deleted: results.flatMap(({ deleted }) => deleted),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}
