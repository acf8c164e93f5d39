import { hashKey, keepPreviousData, useQuery, type QueryKey } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { clock } from "../clock.ts";
import { queryClient } from "../server/query-client.ts";
import {
  isElsewhere,
  cursorOf,
  startOf,
  TOP,
  firstUnreadSlot,
  withoutFarRows,
  withPage,
  type Page,
  type Pages,
  type PageCursor,
} from "./pages.ts";

/** Rows before and after those on screen that are read with them, so that they are there when the user scrolls. */
const AHEAD_ROWS = 50;
/** How long rows stay on screen before they are read, while one after the other flies past. */
const SETTLED_AFTER_MS = 80;

/** Where a list comes from. */
export interface PageSource<P extends Page> {
  /** Of the pages in the cache. */
  queryKey: QueryKey;
  readPage: (cursor: PageCursor, signal: AbortSignal) => Promise<P>;
  /** How many rows there are in all, by a page. Absent where the server does not count: such a list can't be jumped in. */
  totalOf?: (page: P) => number;
}

/** A list's first page. Asked for ahead of the screen that shows it, it is there when that one is. */
export function firstPageQuery<P extends Page>({ queryKey, readPage, totalOf }: PageSource<P>) {
  return {
    queryKey,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Pages<P>> => {
      const first = await readPage(TOP, signal);
      return startOf(first, totalOf?.(first) ?? null);
    },
    // The order is read once and then kept; what changes inside the rows is merged into them.
    staleTime: Number.POSITIVE_INFINITY,
    // What stays as it is, is the very same already; to find that out again takes longer the more rows are here.
    structuralSharing: false,
  };
}

/**
 * The pages of a list: the first one at once, each other one when its rows come on screen. One is read after the other,
 * always for the rows that are on screen then, so that rows passed by fast scrolling are not read. While all of
 * them change from one frame to the next, none is read.
 */
export function usePages<P extends Page>(source: PageSource<P>) {
  const { queryKey, readPage } = source;
  const list = useQuery({ ...firstPageQuery(source), placeholderData: keepPreviousData });
  const isReady = list.isSuccess && !list.isPlaceholderData;
  const range = useRef({ first: 0, last: 0 });
  const flight = useRef<{ notedAtMs: number; end?: ReturnType<typeof setTimeout> }>({ notedAtMs: 0 });
  const [moreFailed, setMoreFailed] = useState(false);
  const reading = useRef({ of: "", isUnderWay: false, given: new AbortController() });

  const readMore = async () => {
    const mine = reading.current;
    const { signal } = mine.given;
    if (mine.isUnderWay || !isReady) return;
    mine.isUnderWay = true;
    setMoreFailed(false);
    try {
      while (flight.current.end === undefined) {
        const { first, last } = range.current;
        const shown = queryClient.getQueryData<Pages<P>>(queryKey);
        const index =
          shown &&
          (firstUnreadSlot(shown, first, last) ?? firstUnreadSlot(shown, first - AHEAD_ROWS, last + AHEAD_ROWS));
        if (shown === undefined || index === undefined || index === null) break;
        const page = await readPage(cursorOf(shown, index), signal);
        signal.throwIfAborted();
        queryClient.setQueryData<Pages<P>>(queryKey, (latest) =>
          // The list was read again meanwhile: this page belongs to the old order.
          latest?.order === shown.order ? withPage(withoutFarRows(latest, first, last), index, page) : latest,
        );
      }
    } catch {
      if (!signal.aborted) setMoreFailed(true);
    } finally {
      mine.isUnderWay = false;
    }
  };
  const readNow = useEffectEvent(() => void readMore());

  const hash = hashKey(queryKey);
  useEffect(() => {
    const mine = { of: hash, isUnderWay: false, given: new AbortController() };
    reading.current = mine;
    if (isReady) readNow();
    // Another list: what is on its way for this one is given up.
    return () => {
      mine.given.abort();
      clearTimeout(flight.current.end);
      flight.current = { notedAtMs: 0 };
    };
  }, [hash, isReady]);

  /** Says which rows are on screen. Those that are not here yet are read. */
  const noteVisibleRows = (first: number, last: number) => {
    const notedAtMs = clock.monotonicMs();
    const isFlight = isElsewhere(first, last, range.current) && notedAtMs - flight.current.notedAtMs < SETTLED_AFTER_MS;
    range.current = { first, last };
    clearTimeout(flight.current.end);
    flight.current = { notedAtMs };
    if (!isFlight) return void readMore();
    flight.current.end = setTimeout(() => {
      delete flight.current.end;
      void readMore();
    }, SETTLED_AFTER_MS);
  };
  return { list, range, noteVisibleRows, moreFailed, readMore: () => void readMore() };
}
