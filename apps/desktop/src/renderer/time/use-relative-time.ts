import { useSyncExternalStore } from "react";
import { serverNow } from "../server/server-clock.ts";
import { relativeTime } from "./relative-time.ts";

const TICK_MS = 1_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for everything on screen that shows how long ago something was. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((listener) => listener()), TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Words for an instant, by the server's clock. Renders again only when the words change. */
export function useRelativeTime(at: Date, format: (at: Date, now: Date) => string = relativeTime): string {
  return useSyncExternalStore(subscribe, () => format(at, serverNow()));
}
