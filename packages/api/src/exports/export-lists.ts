import { readKeys } from "../api-keys/list-keys.ts";
import { presentKey } from "../api-keys/present-key.ts";
import type { ApiKeyView, ListKeysInput } from "../contract/api-keys.ts";
import type { EventView, ListEventsInput } from "../contract/events.ts";
import type { ExecutorView, ListExecutorsInput } from "../contract/executors.ts";
import type { MemberView } from "../contract/members.ts";
import { listEvents } from "../events/list-events.ts";
import { readExecutors } from "../executors/list-executors.ts";
import { listMembers } from "../members/list-members.ts";
import type { MemberRequest } from "../ports/services.ts";
import { requireSameReader } from "./require-same-reader.ts";

/** Rows of one page: so many are in memory at a time, however long the list is. */
const PAGE_ROWS = 500;

type Filter<Input> = Omit<Input, "cursor" | "limit" | "skip" | "sort">;

interface Page<Row> {
  readonly items: Row[];
  readonly nextCursor: string | null;
}

/** The keys that pass a filter, page by page, the newest first. @throws Refusal as `requireSameReader`. */
export function exportKeys(request: MemberRequest, filter: Filter<ListKeysInput>): AsyncGenerator<ApiKeyView[]> {
  return readAll(request, (cursor) => readKeys(request, { ...filter, cursor, limit: PAGE_ROWS }));
}

/** Some keys by their ids, in the order of these; those that are gone are left out. */
export async function* exportSelectedKeys(
  { services, member }: MemberRequest,
  ids: readonly string[],
): AsyncGenerator<ApiKeyView[]> {
  const now = services.now();
  const keys = await services.data.apiKeys.many(member.organization.id, ids);
  yield keys.map((key) => presentKey(key, now));
}

/** The executors that pass a filter, page by page, by name. @throws Refusal as `requireSameReader`. */
export function exportExecutors(
  request: MemberRequest,
  filter: Filter<ListExecutorsInput>,
): AsyncGenerator<ExecutorView[]> {
  return readAll(request, (cursor) => readExecutors(request, { ...filter, cursor, limit: PAGE_ROWS }));
}

/** The events that pass a filter, page by page, the newest first. @throws Refusal as `requireSameReader`. */
export function exportEvents(request: MemberRequest, filter: Filter<ListEventsInput>): AsyncGenerator<EventView[]> {
  return readAll(request, (cursor) => listEvents(request, { ...filter, cursor, limit: PAGE_ROWS }));
}

/** Every member, the owner first. */
export function exportMembers(request: MemberRequest): AsyncGenerator<MemberView[]> {
  return readAll(request, async () => ({ ...(await listMembers(request)), nextCursor: null }));
}

async function* readAll<Row>(
  request: MemberRequest,
  readPage: (cursor: string | null) => Promise<Page<Row>>,
): AsyncGenerator<Row[]> {
  let cursor: string | null = null;
  do {
    await requireSameReader(request);
    const page: Page<Row> = await readPage(cursor);
    if (page.items.length > 0) yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
