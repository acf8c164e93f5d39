import type { RouterOutputs } from "@excalibur/api";
import type { ApiKeyView } from "@excalibur/api/contract";
import { changeLists } from "../lists/change-lists.ts";
import { firstPageOf, insertAbove, replaceItem, withoutItem } from "../lists/live-pages.ts";
import type { Pages } from "../lists/pages.ts";
import { api } from "../server/api.ts";
import { queryClient } from "../server/query-client.ts";

type KeyPage = RouterOutputs["apiKeys"]["list"];

/** Shows at once what an action has answered, in every list and on the page of the key. */
export function keyWasUpdated(key: ApiKeyView): void {
  changeKeyLists((pages) => replaceItem(pages, key));
  showKey(key);
}

export function keyWasRotated(replaced: ApiKeyView, successor: ApiKeyView): void {
  changeKeyLists((pages) => insertAbove(pages, replaced, successor));
  showKey(replaced);
  showKey(successor);
}

export function keyWasDeleted(id: string): void {
  changeKeyLists((pages) => withoutItem(pages, id));
  queryClient.removeQueries(api.apiKeys.get.queryFilter({ id }));
}

/** A new key belongs where the order puts it, so the lists are read again from their top. */
export function keyWasCreated(key: ApiKeyView): void {
  const lists = { queryKey: api.apiKeys.list.infiniteQueryKey() };
  queryClient.setQueriesData<Pages<KeyPage>>(lists, (all) => all && firstPageOf(all));
  void queryClient.invalidateQueries(lists);
  showKey(key);
}

function showKey(key: ApiKeyView): void {
  queryClient.setQueryData(api.apiKeys.get.queryKey({ id: key.id }), key);
}

function changeKeyLists(change: (pages: Pages<KeyPage>) => Pages<KeyPage>): void {
  changeLists(api.apiKeys.list.infiniteQueryKey(), change);
}
