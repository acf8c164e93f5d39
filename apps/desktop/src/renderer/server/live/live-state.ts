import { useSyncExternalStore } from "react";
import { clock } from "../../clock.ts";

interface LiveState {
  /** Whether live messages arrive. */
  isOpen: boolean;
  /** By this machine's clock, when the latest subscription ended; null while none did. */
  endedAt: Date | null;
  /** The same by the monotonic clock. */
  endedAtMs: number;
  /** Whether the stream was cut. A stream that the page itself has closed shows nothing about the server. */
  brokeOff: boolean;
}

let state: LiveState = { isOpen: false, endedAt: null, endedAtMs: Number.NEGATIVE_INFINITY, brokeOff: false };
const listeners = new Set<() => void>();

export function noteLiveOpen(): void {
  if (!state.isOpen) set({ ...state, isOpen: true });
}

/** Notes that the subscription that was open, if one was, is no more. */
export function noteLiveEnded({ brokeOff }: { brokeOff: boolean }): void {
  if (state.isOpen) set({ isOpen: false, endedAt: new Date(clock.wallMs()), endedAtMs: clock.monotonicMs(), brokeOff });
}

function set(next: LiveState): void {
  state = next;
  for (const listener of listeners) listener();
}

export function liveState(): LiveState {
  return state;
}

export function useLiveState(): LiveState {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, liveState);
}

/** How often to read without live messages; with them rarely, in case one was missed. */
export function usePollInterval(withoutLiveMs: number): number {
  return useLiveState().isOpen ? SELDOM_MS : withoutLiveMs;
}

const SELDOM_MS = 60_000;
