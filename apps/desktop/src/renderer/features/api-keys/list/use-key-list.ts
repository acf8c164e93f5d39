import type { ApiKeyView } from "@excalibur/api/contract";
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { api, apiClient } from "../../../server/api.ts";
import { readFailure } from "../../../server/failure.ts";
import { queryClient } from "../../../server/query-client.ts";
import { listInputOf, type KeyFilter } from "./key-filter.ts";
import { mergeLive, missingFrom, newTo, pagesHolding } from "./live-pages.ts";

const PAGE_SIZE = 100;
const LIVE_EVERY_MS = 3_000;
/** Rows asked for one by one because they left their page; more than a screen of them waits for the next round. */
const MAX_REREADS = 30;

interface Live {
  /** Keys that the list does not show yet. */
  arrivals: string[];
  /** Rows on screen that somebody has deleted. They stay, marked, until the list is read anew. */
  gone: string[];
}

const NOTHING_NEW: Live = { arrivals: [], gone: [] };

/** The keys under a filter, page by page, kept up to date in place while they are looked at. */
export function useKeyList(filter: KeyFilter) {
  const input = { ...listInputOf(filter), limit: PAGE_SIZE };
  const options = infiniteQueryOptions({
    queryKey: api.apiKeys.list.infiniteQueryKey(input),
    // The stock options would send a `direction` along, which the procedure, strict as it is, does not know.
    queryFn: ({ pageParam, signal }) => apiClient.apiKeys.list.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // The order is read once and then kept; what changes inside the rows comes by the query below.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const list = useInfiniteQuery(options);
  const range = useRef({ first: 0, last: 0 });
  const noteVisibleRows = useCallback((first: number, last: number) => {
    range.current = { first, last };
  }, []);

  const liveKey = ["apiKeys.list.live", input];
  const live = useQuery({
    queryKey: liveKey,
    enabled: list.isSuccess && !list.isPlaceholderData,
    initialData: NOTHING_NEW,
    staleTime: LIVE_EVERY_MS,
    refetchInterval: LIVE_EVERY_MS,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<Live> => {
      const known = queryClient.getQueryData<Live>(liveKey)?.gone ?? [];
      const shown = queryClient.getQueryData(options.queryKey);
      if (shown === undefined) return NOTHING_NEW;
      const asked = pagesHolding(shown, range.current.first, range.current.last);
      const cursors = asked.map((index) => shown.pageParams[index]);
      const fresh = await Promise.all(
        cursors.map((cursor) => apiClient.apiKeys.list.query({ ...input, cursor }, { signal })),
      );
      const missing = missingFrom(shown, asked, fresh).filter((id) => !known.includes(id));
      const { found, gone } = await reread(missing.slice(0, MAX_REREADS), signal);
      signal.throwIfAborted();
      queryClient.setQueryData(options.queryKey, (latest) => latest && mergeLive(latest, fresh, found));
      return { arrivals: newTo(shown, fresh), gone: [...known, ...gone] };
    },
  });

  /** Reads the list anew from its top, in its order of now. */
  const startOver = async () => {
    queryClient.setQueryData(
      options.queryKey,
      (all) => all && { pages: all.pages.slice(0, 1), pageParams: all.pageParams.slice(0, 1) },
    );
    queryClient.setQueryData(liveKey, NOTHING_NEW);
    await list.refetch();
  };

  return {
    list,
    live: live.data,
    startOver,
    noteVisibleRows,
  };
}

/** Reads keys one by one; tells those that exist no more from those that merely moved. */
async function reread(ids: readonly string[], signal: AbortSignal): Promise<{ found: ApiKeyView[]; gone: string[] }> {
  const answers = await Promise.allSettled(ids.map((id) => apiClient.apiKeys.get.query({ id }, { signal })));
  const found: ApiKeyView[] = [];
  const gone: string[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.status === "fulfilled") found.push(answer.value);
    else if (isNotFound(answer.reason)) gone.push(ids[index] ?? "");
  }
  return { found, gone };
}

function isNotFound(error: unknown): boolean {
  const failure = readFailure(error);
  return failure.kind === "refused" && failure.reason === "key_not_found";
}
