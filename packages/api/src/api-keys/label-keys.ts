import { originOf } from "../audit/audit-entries.ts";
import type { KeyOwner } from "../contract/api-keys.ts";
import type { LabeledKeys, LabelKeysInput, SkippedKey } from "../contract/key-selections.ts";
import { relabel } from "../domain/labels.ts";
import type { ApiKeyRecord, ChangedKey } from "../ports/api-key-store.ts";
import type { MemberRequest } from "../ports/services.ts";
import { changeInSteps } from "./change-in-steps.ts";
import { requireOwner } from "./find-owner.ts";
import { differenceOf } from "./key-difference.ts";
import { requireMayExempt } from "./require-may-exempt.ts";
import { selectKeys } from "./select-keys.ts";

/**
 * Sets and removes labels of many keys, and gives them an owner, each with an audit row. Keys that have all of it already are left
 * without one; those that would have too many labels are left as they are.
 * @throws Refusal `member_not_found`, `preview_outdated` or `selection_too_large`: then nothing has changed.
 */
export async function labelKeys(
  request: MemberRequest,
  { set = {}, remove = [], ownerId, ...selection }: LabelKeysInput,
): Promise<LabeledKeys> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const owner = ownerId === undefined ? undefined : await requireOwner(services.data, organizationId, ownerId);
  const selected = await selectKeys(request, selection);

  const { results } = await changeInSteps(request, selected, async (tx, ids) => {
    const found = new Map((await tx.apiKeys.findManyForUpdate(organizationId, ids)).map((key) => [key.id, key]));
    const policy = await tx.policies.find(organizationId);
    const labeled: string[] = [];
    const skipped: SkippedKey[] = [];
    const changes: Parameters<typeof tx.apiKeys.update>[0][number][] = [];
    for (const id of ids) {
      const key = found.get(id);
      const changed = key === undefined ? "key_not_found" : changeOf(key, { set, remove, owner });
      if (typeof changed === "string") skipped.push({ id, reason: changed });
      else labeled.push(id);
      if (key === undefined || changed === null || typeof changed === "string") continue;
      if (changed.labels !== undefined) {
        requireMayExempt(member, policy, { before: key.labels, after: changed.labels });
      }
      changes.push({ key, changed });
    }
    await tx.apiKeys.update(changes, originOf(member, tx.now, sourceAddress));
    return { labeled, skipped };
  });
  return {
    labeled: results.flatMap(({ labeled }) => labeled),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}

/** Null: it is all there already. */
function changeOf(
  key: ApiKeyRecord,
  { set, remove, owner }: { set: ApiKeyRecord["labels"]; remove: string[]; owner: KeyOwner | null | undefined },
): ChangedKey | "too_many_labels" | null {
  const labels = relabel(key.labels, { set, remove });
  return labels === "too_many" ? "too_many_labels" : differenceOf(key, { labels, owner });
}
