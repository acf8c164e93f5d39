import { MAX_SELECTED_KEYS, type KeySelection } from "../contract/key-selections.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { keyFilterOf } from "./key-filter-of.ts";

/**
 * The ids that a selection names, each once, in their order.
 * @throws Refusal `preview_outdated` when a filter finds another number of keys than it names, `selection_too_large` when it
 * finds more than one call may change.
 */
export async function selectKeys(
  { services, member }: Pick<MemberRequest, "services" | "member">,
  { ids, expectedTotal, ...filter }: KeySelection,
): Promise<string[]> {
  if (ids !== undefined) return [...new Set(ids)].toSorted();
  const now = services.now();
  const wanted = keyFilterOf(member.organization.id, filter, now);
  const found = await services.data.apiKeys.ids(wanted, now, MAX_SELECTED_KEYS + 1);
  if (expectedTotal !== undefined && found.length !== expectedTotal) throw refuse("preview_outdated");
  if (found.length > MAX_SELECTED_KEYS) throw refuse("selection_too_large");
  return found;
}
