import { api, apiClient } from "../api.ts";
import { queryClient } from "../query-client.ts";
import { applyAnyChange, applyChange } from "./apply-changes.ts";
import { liveState, setLiveOpen } from "./live-state.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** Ends whatever the latest attempt has open or waits for. */
let end: (() => void) | null = null;
let failures = 0;
let hasBeenOpen = false;

/** Has the server tell what changes, from now on until the returned function is called. Connects again by itself. */
export function startLive(): () => void {
  failures = 0;
  hasBeenOpen = false;
  open();
  return () => {
    end?.();
    end = null;
    setLiveOpen(false);
  };
}

/** Tries at once instead of later: somebody has just heard from the server. */
export function retryLiveNow(): void {
  if (end === null || liveState().isOpen) return;
  end();
  failures = 0;
  open();
}

function open(): void {
  let isOver = false;
  const subscription = apiClient.live.subscribe.subscribe(undefined, {
    onData: (change) => {
      if (change.kind !== "ready") return applyChange(change);
      failures = 0;
      setLiveOpen(true);
      // What the screens have read before the very first one is only a moment old.
      if (hasBeenOpen) applyAnyChange();
      hasBeenOpen = true;
    },
    // A connection that broke off. The stock link would try again by itself, but neither soon enough nor spread.
    onConnectionStateChange: ({ state, error }) => {
      if (state === "connecting" && error !== null) breakOff();
    },
    onError: () => breakOff(),
    // The server ends it when the role or the organization changed: who one is has to be asked anew.
    onComplete: () => {
      if (isOver) return;
      void queryClient.invalidateQueries(api.account.get.queryFilter());
      breakOff();
    },
  });
  const stop = () => {
    isOver = true;
    subscription.unsubscribe();
  };
  end = stop;

  const breakOff = () => {
    if (isOver) return;
    stop();
    if (liveState().isOpen) {
      setLiveOpen(false);
      // Is it the server, or this subscription alone?
      void queryClient.invalidateQueries(api.server.info.queryFilter(), { cancelRefetch: false });
    }
    failures += 1;
    const timer = setTimeout(open, retryDelayMs(failures, Math.random()));
    end = () => clearTimeout(timer);
  };
}
