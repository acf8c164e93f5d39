import type { QueryKey } from "@tanstack/react-query";
import { LIVE_LISTS } from "../server/live/concerned-queries.ts";
import { queryClient } from "../server/query-client.ts";
import type { Page, Pages } from "./pages.ts";

/**
 * Shows at once what an action has answered, in every list of a sort. An answer that was on its way before the action
 * would undo that; it is given up.
 * @param queryKey what the keys of those lists begin with.
 */
export function changeLists<P extends Page>(queryKey: QueryKey, change: (pages: Pages<P>) => Pages<P>): void {
  void queryClient.cancelQueries({ queryKey: LIVE_LISTS });
  queryClient.setQueriesData<Pages<P>>({ queryKey }, (pages) => pages && change(pages));
  void queryClient.invalidateQueries({ queryKey: LIVE_LISTS });
}
