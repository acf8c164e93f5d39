import type { ExecutorView, ListExecutorsInput, StateCounts } from "../contract/executors.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import type { MemberRequest } from "../ports/services.ts";
import { executorFilterOf } from "./executor-filter-of.ts";
import { presentExecutor } from "./present-executor.ts";

/** One page of the organization's executors, by name unless asked otherwise, and how many the filter finds in each state. */
export async function listExecutors(
  request: MemberRequest,
  input: ListExecutorsInput,
): Promise<{ items: ExecutorView[]; nextCursor: string | null; counts: StateCounts }> {
  const { services, member } = request;
  const now = services.now();
  const { state: _state, online: _online, ...ofEveryState } = input;
  const [page, counts] = await Promise.all([
    readExecutors(request, { ...input, limit: input.limit ?? DEFAULT_PAGE_SIZE }),
    services.data.executors.countByState(executorFilterOf(member.organization.id, ofEveryState, now), now),
  ]);
  return { ...page, counts };
}

/** The executors of one page alone, of any length: nothing is counted. */
export async function readExecutors(
  { services, member }: Pick<MemberRequest, "services" | "member">,
  input: ListExecutorsInput & { limit: number },
): Promise<{ items: ExecutorView[]; nextCursor: string | null }> {
  const now = services.now();
  const query = {
    ...executorFilterOf(member.organization.id, input, now),
    sort: input.sort ?? { by: "name", direction: "asc" },
    after: readCursor(input.cursor),
    limit: input.limit + 1,
  } as const;
  const rows = await services.data.executors.page(query, now);
  const { items, nextCursor } = takePage(rows, input.limit, ({ place }) => place);
  return { items: items.map(({ executor }) => presentExecutor(executor, now)), nextCursor };
}
