import type { RouterOutputs } from "@excalibur/api";
import type { ExecutorView } from "@excalibur/api/contract";
import { changeLists } from "../../lists/change-lists.ts";
import { replaceItem, withoutItem } from "../../lists/live-pages.ts";
import { api } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";

type ExecutorPage = RouterOutputs["executors"]["list"];

/** Shows at once what an action has answered, in every list and on the executor's own page. */
export function executorChanged(executor: ExecutorView): void {
  changeLists<ExecutorPage>(api.executors.list.infiniteQueryKey(), (pages) => replaceItem(pages, executor));
  queryClient.setQueryData(api.executors.get.queryKey({ id: executor.id }), executor);
}

export function executorWasDeleted({ id, boundKey }: ExecutorView): void {
  changeLists<ExecutorPage>(api.executors.list.infiniteQueryKey(), (pages) => withoutItem(pages, id));
  queryClient.removeQueries(api.executors.get.queryFilter({ id }));
  if (boundKey !== null) void queryClient.invalidateQueries(api.apiKeys.get.queryFilter({ id: boundKey.id }));
}
