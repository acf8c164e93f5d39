import type { ApiKeyView, ListKeysInput } from "../contract/api-keys.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { keyStatus, type KeyStatus } from "../domain/key-status.ts";
import type { ApiKeyRecord, KeyPageQuery } from "../ports/api-key-store.ts";
import type { MemberRequest } from "../ports/services.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import { keyFilterOf } from "./key-filter-of.ts";
import { presentKey } from "./present-key.ts";

export interface KeyPage {
  items: ApiKeyView[];
  nextCursor: string | null;
  /** How many keys the search and the facets find, by status; the status filter itself does not narrow them. */
  counts: Record<KeyStatus, number>;
  /** How many keys there are on all pages. */
  total: number;
}

/** One page of the organization's keys, the newest first unless asked otherwise. */
export async function listKeys({ services, member }: MemberRequest, input: ListKeysInput): Promise<KeyPage> {
  const now = services.now();
  const limit = input.limit ?? DEFAULT_PAGE_SIZE;
  const query = pageQueryOf(member.organization.id, { ...input, limit }, now);
  const { apiKeys } = services.data;
  const isOfAll = query.search === null && query.executorId === null && Object.keys(query.facets).length === 0;
  const [rows, keptCounts] = await Promise.all([
    apiKeys.page(query, now),
    isOfAll ? apiKeys.countByStatus(query, now) : null,
  ]);
  const isWhole = query.status === null && query.after === null && query.skip === 0 && rows.length <= limit;
  // A search that finds little has looked at every key already; it need not do so once more.
  const counts = keptCounts ?? (isWhole ? countedByStatus(rows, now) : await apiKeys.countByStatus(query, now));
  const { items, nextCursor } = takePage(rows, limit, (key) => ({ value: sortValue(key, query.sort.by), id: key.id }));
  const total = query.status === null ? counts.active + counts.expired + counts.revoked : counts[query.status];
  return { items: items.map((key) => presentKey(key, now)), nextCursor, counts, total };
}

/** The keys of one page alone, of any length: nothing is counted. */
export async function readKeys(
  { services, member }: Pick<MemberRequest, "services" | "member">,
  input: ListKeysInput & { limit: number },
): Promise<Pick<KeyPage, "items" | "nextCursor">> {
  const now = services.now();
  const query = pageQueryOf(member.organization.id, input, now);
  const rows = await services.data.apiKeys.page(query, now);
  const place = (key: ApiKeyRecord) => ({ value: sortValue(key, query.sort.by), id: key.id });
  const { items, nextCursor } = takePage(rows, input.limit, place);
  return { items: items.map((key) => presentKey(key, now)), nextCursor };
}

/** Asks for one row more than the page has: whether there is a next page. */
function pageQueryOf(organizationId: string, input: ListKeysInput & { limit: number }, now: Date): KeyPageQuery {
  return {
    ...keyFilterOf(organizationId, input, now),
    sort: input.sort ?? { by: "createdAt", direction: "desc" },
    after: readCursor(input.cursor),
    skip: input.skip ?? 0,
    limit: input.limit + 1,
  };
}

function countedByStatus(rows: readonly ApiKeyRecord[], now: Date): Record<KeyStatus, number> {
  const counts = { active: 0, expired: 0, revoked: 0 };
  for (const row of rows) counts[keyStatus(row, now)] += 1;
  return counts;
}

function sortValue(key: ApiKeyRecord, by: KeyPageQuery["sort"]["by"]): string | number | null {
  if (by === "name") return key.nameOrder;
  if (by === "usedBy") return key.usedBy.total === 0 ? null : key.usedBy.total;
  return key[by]?.getTime() ?? null;
}
