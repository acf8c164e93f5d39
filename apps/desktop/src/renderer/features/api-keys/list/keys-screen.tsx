import { useCallback } from "react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { LiveListView, ShowArrivals } from "../../../lists/live-list-view.tsx";
import { useLiveList } from "../../../lists/use-live-list.ts";
import { useMayManageKeys } from "../../../server/account.ts";
import { api } from "../../../server/api.ts";
import { queryClient } from "../../../server/query-client.ts";
import { PageHeader } from "../../../ui/page-header.tsx";
import { countOf, keyFilterSearch, NO_FILTER, sortOf, type KeyFilter } from "./key-filter.ts";
import { FacetRow } from "./facet-row.tsx";
import { keyLayout, readOnlyKeyLayout } from "./key-layout.tsx";
import { keySource } from "./key-source.ts";
import { KeysToolbar } from "./keys-toolbar.tsx";
import { NoKeys } from "./no-keys.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { useSelectingKeys } from "./use-selecting-keys.ts";

export function KeysScreen() {
  const filter = useSearch({ from: "/app/o/$slug/keys" });
  const live = useLiveList(keySource(filter));
  const mayManage = useMayManageKeys();
  const navigate = useNavigate({ from: "/o/$slug" });
  const counts = live.list.data?.latest.counts;
  const total = counts === undefined ? null : countOf(counts, filter.status);
  const selecting = useSelectingKeys(filter);

  const changeFilter = useCallback(
    (change: Partial<Record<keyof KeyFilter, string | number | boolean | undefined>>) => {
      // Another order is always read again: a cached one may be hours old.
      queryClient.removeQueries({ queryKey: api.apiKeys.list.infiniteQueryKey(), type: "inactive" });
      void navigate({ to: "/o/$slug/keys", search: keyFilterSearch.parse({ ...filter, ...change }), replace: true });
    },
    [navigate, filter],
  );

  return (
    <div className="flex h-full flex-col">
      <PageHeader
        title="API keys"
        windowTitle="API keys"
        aside={<ShowArrivals count={live.changes.arrivals.length} what="key" onShow={() => void live.startOver()} />}
      >
        <KeysToolbar filter={filter} onFilter={changeFilter} counts={counts} />
      </PageHeader>
      <FacetRow filter={filter} onFilter={changeFilter} />
      <div className="relative min-h-0 flex-1">
        {mayManage && <SelectionBar selecting={selecting} total={total} onDeleted={() => void live.startOver()} />}
        <LiveListView
          live={live}
          layout={mayManage ? keyLayout : readOnlyKeyLayout}
          total={total}
          {...(mayManage && { selecting })}
          sort={sortOf(filter)}
          onSort={({ by, direction }) => changeFilter({ sort: by, direction })}
          empty={<NoKeys filter={filter} onClear={() => changeFilter(NO_FILTER)} />}
        />
      </div>
    </div>
  );
}
