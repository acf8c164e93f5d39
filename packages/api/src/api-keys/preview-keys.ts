import type { KeySelection, KeysPreview } from "../contract/key-selections.ts";
import { OFFLINE_AFTER_MS } from "../domain/executor-presence.ts";
import { keyStatus } from "../domain/key-status.ts";
import type { MemberRequest } from "../ports/services.ts";
import { selectKeys } from "./select-keys.ts";

/** Executors named at most: more than a person reads before an answer. */
const SHOWN_EXECUTORS = 100;

/**
 * What a change of many keys would be of: which keys, in which states, and who is online with them.
 * @throws Refusal `preview_outdated` where another number of keys is named than there are, `selection_too_large`.
 */
export async function previewKeys(request: MemberRequest, selection: KeySelection): Promise<KeysPreview> {
  const { services, member } = request;
  const { apiKeys, executors } = services.data;
  const organizationId = member.organization.id;
  const selected = await selectKeys(request, selection);
  const now = services.now();
  const known = await apiKeys.names(organizationId, selected);
  const counts = { active: 0, expired: 0, revoked: 0 };
  const ids: string[] = [];
  const active: string[] = [];
  const open: string[] = [];
  for (const id of selected) {
    const row = known.get(id)?.row ?? null;
    if (row === null) continue;
    const status = keyStatus(row, now);
    counts[status] += 1;
    ids.push(id);
    if (status === "active") active.push(id);
    if (status !== "revoked") open.push(id);
  }
  const seenAfter = new Date(now.getTime() - OFFLINE_AFTER_MS);
  const online = await executors.boundToAny(organizationId, active, { seenAfter, shown: SHOWN_EXECUTORS });
  return { ids, counts, online, followers: await apiKeys.followers(organizationId, open) };
}
