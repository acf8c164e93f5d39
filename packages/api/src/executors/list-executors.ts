import type { ExecutorView, ListExecutorsInput, StateCounts } from "../contract/executors.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { OFFLINE_AFTER_MS } from "../domain/executor-presence.ts";
import { foldName } from "../domain/key-name.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import type { ExecutorFilter } from "../ports/executor-store.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentExecutor } from "./present-executor.ts";

/** One page of the organization's executors, by name, and how many the search finds in each state. */
export async function listExecutors(
  request: MemberRequest,
  input: ListExecutorsInput,
): Promise<{ items: ExecutorView[]; nextCursor: string | null; counts: StateCounts }> {
  const { services, member } = request;
  const [page, counts] = await Promise.all([
    readExecutors(request, { ...input, limit: input.limit ?? DEFAULT_PAGE_SIZE }),
    services.data.executors.countByState(filterOf(member.organization.id, input), services.now()),
  ]);
  return { ...page, counts };
}

/** The executors of one page alone, of any length: nothing is counted. */
export async function readExecutors(
  { services, member }: Pick<MemberRequest, "services" | "member">,
  input: ListExecutorsInput & { limit: number },
): Promise<{ items: ExecutorView[]; nextCursor: string | null }> {
  const now = services.now();
  const onlineAfter = new Date(now.getTime() - OFFLINE_AFTER_MS);
  const query = {
    ...filterOf(member.organization.id, input),
    state: input.state ?? null,
    seenAfter: input.online === true ? onlineAfter : null,
    notSeenAfter: input.online === false ? onlineAfter : null,
    after: readCursor(input.cursor),
    limit: input.limit + 1,
  };
  const rows = await services.data.executors.page(query, now);
  const { items, nextCursor } = takePage(rows, input.limit, ({ name, id }) => ({ value: foldName(name), id }));
  return { items: items.map((executor) => presentExecutor(executor, now)), nextCursor };
}

function filterOf(organizationId: string, { search, apiKeyId }: ListExecutorsInput): ExecutorFilter {
  return {
    organizationId,
    search: search === undefined || search === "" ? null : search,
    boundKeyId: apiKeyId ?? null,
  };
}
