import type { RouterOutputs } from "@excalibur/api";
import type { ApiKeyView } from "@excalibur/api/contract";
import { firstPageOf, insertAbove, replaceItem, withoutItem, type Pages } from "../../lists/live-pages.ts";
import { LIVE_LISTS } from "../../lists/use-live-list.ts";
import { api } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";

type KeyPages = Pages<RouterOutputs["apiKeys"]["list"]>;

/** Shows at once what an action has answered, in every list and on the key's own page. */
export function keyWasRevoked(key: ApiKeyView): void {
  changeLists((pages) => replaceItem(pages, key));
  showKey(key);
}

export function keyWasRotated(replaced: ApiKeyView, successor: ApiKeyView): void {
  changeLists((pages) => insertAbove(pages, replaced, successor));
  showKey(replaced);
  showKey(successor);
}

export function keyWasDeleted(id: string): void {
  changeLists((pages) => withoutItem(pages, id));
  queryClient.removeQueries(api.apiKeys.get.queryFilter({ id }));
}

/** A new key belongs where the order puts it, so the lists are read anew from their top. */
export function keyWasCreated(key: ApiKeyView): void {
  queryClient.setQueriesData<KeyPages>(listFilter(), (all) => all && firstPageOf(all));
  void queryClient.invalidateQueries(listFilter());
  showKey(key);
}

function showKey(key: ApiKeyView): void {
  queryClient.setQueryData(api.apiKeys.get.queryKey({ id: key.id }), key);
}

/** An answer that was on its way before the action would undo what is shown; it is given up. */
function changeLists(change: (pages: KeyPages) => KeyPages): void {
  void queryClient.cancelQueries({ queryKey: LIVE_LISTS });
  queryClient.setQueriesData<KeyPages>(listFilter(), (pages) => pages && change(pages));
  void queryClient.invalidateQueries({ queryKey: LIVE_LISTS });
}

function listFilter() {
  return { queryKey: api.apiKeys.list.infiniteQueryKey() };
}
