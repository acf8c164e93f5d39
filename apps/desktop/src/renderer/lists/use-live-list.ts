import { useQuery } from "@tanstack/react-query";
import { readFailure } from "../server/failure.ts";
import { LIVE_LISTS } from "../server/live/concerned-queries.ts";
import { usePollInterval } from "../server/live/live-state.ts";
import { queryClient } from "../server/query-client.ts";
import { firstPageOf, mergeLive, missingFrom, newTo, pagesOfRows } from "./live-pages.ts";
import { cursorOf, type ItemOf, type Page, type Pages } from "./pages.ts";
import { usePages, type PageSource } from "./use-pages.ts";

const ASK_EVERY_MS = 3_000;
/** Rows asked for one by one because they left their page; more than a screen of them waits for the next round. */
const MAX_REREADS = 30;

/** What changed since the list was read, besides what is inside its rows. */
interface Changes {
  /** Rows that the list does not show yet. */
  arrivals: string[];
  /** Rows on screen that the server no longer finds. They stay, marked, until the list is read again. */
  gone: string[];
}

const NO_CHANGES: Changes = { arrivals: [], gone: [] };

interface ListSource<P extends Page> extends PageSource<P> {
  /** Reads a row that left its page. @throws as the server refuses it when it is gone. Absent for rows that never change. */
  readOne?: (id: string, signal: AbortSignal) => Promise<ItemOf<P>>;
}

export type LiveList<P extends Page> = ReturnType<typeof useLiveList<P>>;

/** The pages of a list, read as one scrolls and kept up to date in place while they are looked at. */
export function useLiveList<P extends Page>({ readOne, ...source }: ListSource<P>) {
  const { queryKey, readPage } = source;
  const pages = usePages(source);
  const { list, range } = pages;

  const changesKey = [...LIVE_LISTS, queryKey];
  const changes = useQuery({
    queryKey: changesKey,
    enabled: list.isSuccess && !list.isPlaceholderData,
    initialData: NO_CHANGES,
    initialDataUpdatedAt: 0,
    // Pages that were left for another screen and are shown again may be old; those just read are not.
    staleTime: ({ state }) => Math.max(0, list.dataUpdatedAt - state.dataUpdatedAt) + ASK_EVERY_MS,
    refetchInterval: usePollInterval(ASK_EVERY_MS),
    gcTime: 0,
    queryFn: async ({ signal }): Promise<Changes> => {
      const known = queryClient.getQueryData<Changes>(changesKey)?.gone ?? [];
      const shown = queryClient.getQueryData<Pages<P>>(queryKey);
      if (shown === undefined) return NO_CHANGES;
      const asked = pagesOfRows(shown, range.current.first, range.current.last);
      const fresh = await Promise.all(asked.map((index) => readPage(cursorOf(shown, index), signal)));
      const missing = missingFrom(shown, asked, fresh).filter((id) => !known.includes(id));
      const { found, gone } =
        readOne === undefined
          ? { found: [], gone: [] }
          : await reread(missing.slice(0, MAX_REREADS), (id) => readOne(id, signal));
      signal.throwIfAborted();
      queryClient.setQueryData<Pages<P>>(queryKey, (latest) => latest && mergeLive(latest, fresh, found));
      return { arrivals: newTo(shown, asked, fresh), gone: [...known, ...gone] };
    },
  });

  /** Reads the list again from its top, in its current order. */
  const startOver = async () => {
    queryClient.setQueryData<Pages<P>>(queryKey, (all) => all && firstPageOf(all));
    queryClient.setQueryData(changesKey, NO_CHANGES);
    await list.refetch();
  };

  return { ...pages, changes: changes.data, startOver };
}

/** Reads rows one by one; distinguishes deleted rows from moved ones. */
async function reread<Item>(
  ids: readonly string[],
  readOne: (id: string) => Promise<Item>,
): Promise<{ found: Item[]; gone: string[] }> {
  const answers = await Promise.allSettled(ids.map(readOne));
  const found: Item[] = [];
  const gone: string[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.status === "fulfilled") found.push(answer.value);
    else if (isNotFound(answer.reason)) gone.push(ids[index] ?? "");
  }
  return { found, gone };
}

function isNotFound(error: unknown): boolean {
  const failure = readFailure(error);
  return failure.kind === "refused" && failure.reason.endsWith("_not_found");
}
