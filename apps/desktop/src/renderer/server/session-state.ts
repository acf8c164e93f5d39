import { useSyncExternalStore } from "react";

/** Whether a call was refused because the session has ended. The screens stay as they are until someone signs in again. */
let hasEnded = false;
/** How many sessions there have been: distinguishes calls by the session they began in. */
let session = 0;
const listeners = new Set<() => void>();

/** The session that a call beginning now belongs to. */
export function currentSession(): number {
  return session;
}

/** Records that a call was refused without a session. A call that began before the latest sign-in is ignored. */
export function noteSessionEnded(ofSession: number): void {
  if (ofSession === session) setEnded(true);
}

/** Records that the user has signed in, or has gone to the sign-in screen. */
export function noteSessionBegun(): void {
  session += 1;
  setEnded(false);
}

export function hasSessionEnded(): boolean {
  return hasEnded;
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, hasSessionEnded);
}

function setEnded(ended: boolean): void {
  if (hasEnded === ended) return;
  hasEnded = ended;
  for (const listener of listeners) listener();
}
