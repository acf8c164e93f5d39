import { useEffect, useReducer, useRef } from "react";
import { rowsToDraw } from "./rows-to-draw.ts";

/** New rows that a frame has time for on a slow machine. */
const FRESH_ROWS_A_FRAME = 6;
const FRAME_MS = 16;

interface Scrolling {
  isScrolling: boolean;
  scrollDirection: "forward" | "backward" | null;
}

/**
 * Ids of the rows on screen that are drawn now. While one scrolls, a few new ones at a time, so that no frame takes longer
 * the faster one scrolls; the rest as soon as there is time.
 */
export function useDrawnRows(onScreen: readonly string[], { isScrolling, scrollDirection }: Scrolling) {
  const drawn = useRef<ReadonlySet<string>>(new Set());
  const [, drawMore] = useReducer((turn: number) => turn + 1, 0);
  // oxlint-disable-next-line react/refs -- what was drawn is only known afterwards; state would draw every frame twice
  const now = rowsToDraw(onScreen, drawn.current, {
    fresh: isScrolling ? FRESH_ROWS_A_FRAME : Number.POSITIVE_INFINITY,
    towards: scrollDirection ?? "forward",
  });
  useEffect(() => {
    drawn.current = now;
    if (now.size === onScreen.length) return;
    const timer = setTimeout(drawMore, FRAME_MS);
    return () => clearTimeout(timer);
  }, [drawn, now, onScreen.length]);
  return now;
}
