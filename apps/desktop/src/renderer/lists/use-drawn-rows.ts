import { useEffect, useReducer, useRef } from "react";
import { clock } from "../clock.ts";
import { freshRowsAfter, rowsToDraw, type Frame } from "./rows-to-draw.ts";

const FRAME_MS = 16;

interface Scrolling {
  isScrolling: boolean;
  scrollDirection: "forward" | "backward" | null;
}

interface DrawnFrame extends Frame {
  atMs: number;
}

/**
 * Ids of the rows on screen that are drawn now. While one scrolls, a few new ones at a time, so that no frame takes longer
 * the faster one scrolls; the rest as soon as there is time.
 */
export function useDrawnRows(onScreen: readonly string[], { isScrolling, scrollDirection }: Scrolling) {
  const drawn = useRef<DrawnFrame>({ ids: new Set(), atMs: 0, fresh: freshRowsAfter(0) });
  const [, drawMore] = useReducer((turn: number) => turn + 1, 0);
  const towards = isScrolling ? (scrollDirection ?? "forward") : null;
  // oxlint-disable-next-line react/refs -- what was drawn is only known afterwards; state would draw every frame twice
  const now = rowsToDraw(onScreen, drawn.current, towards);
  useEffect(() => {
    const atMs = clock.monotonicMs();
    drawn.current = { ids: now, atMs, fresh: freshRowsAfter(isScrolling ? atMs - drawn.current.atMs : 0) };
    if (now.size === onScreen.length) return;
    const timer = setTimeout(drawMore, FRAME_MS);
    return () => clearTimeout(timer);
  }, [drawn, now, onScreen.length, isScrolling]);
  return now;
}
