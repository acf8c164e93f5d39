import type { ExecutorView, ListExecutorsInput, StateCounts } from "../contract/executors.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { OFFLINE_AFTER_MS } from "../domain/executor-presence.ts";
import { foldName } from "../domain/key-name.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentExecutor } from "./present-executor.ts";

/** One page of the organization's executors, by name, and how many the search finds in each state. */
export async function listExecutors(
  { services, member }: MemberRequest,
  input: ListExecutorsInput,
): Promise<{ items: ExecutorView[]; nextCursor: string | null; counts: StateCounts }> {
  const { executors } = services.data;
  const now = services.now();
  const limit = input.limit ?? DEFAULT_PAGE_SIZE;
  const onlineAfter = new Date(now.getTime() - OFFLINE_AFTER_MS);
  const filter = {
    organizationId: member.organization.id,
    search: input.search === undefined || input.search === "" ? null : input.search,
    boundKeyId: input.apiKeyId ?? null,
  };

  const query = {
    ...filter,
    state: input.state ?? null,
    seenAfter: input.online === true ? onlineAfter : null,
    notSeenAfter: input.online === false ? onlineAfter : null,
    after: readCursor(input.cursor),
    limit: limit + 1,
  };
  const [rows, counts] = await Promise.all([executors.page(query, now), executors.countByState(filter, now)]);
  const { items, nextCursor } = takePage(rows, limit, ({ name, id }) => ({ value: foldName(name), id }));
  return { items: items.map((executor) => presentExecutor(executor, now)), nextCursor, counts };
}
