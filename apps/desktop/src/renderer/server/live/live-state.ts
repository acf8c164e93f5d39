import { useSyncExternalStore } from "react";

interface LiveState {
  /** Whether the server tells by itself what changes. */
  isOpen: boolean;
  /** By this machine's clock, when the latest subscription broke off; null while none did. */
  brokeOffAt: Date | null;
}

let state: LiveState = { isOpen: false, brokeOffAt: null };
const listeners = new Set<() => void>();

export function setLiveOpen(isOpen: boolean): void {
  if (state.isOpen === isOpen) return;
  state = { isOpen, brokeOffAt: isOpen ? state.brokeOffAt : new Date() };
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

/** How often to ask while the server does not tell; once it does, only seldom, lest something was missed. */
export function usePollInterval(withoutLiveMs: number): number {
  return useLiveState().isOpen ? SELDOM_MS : withoutLiveMs;
}

const SELDOM_MS = 60_000;
