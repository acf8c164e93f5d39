import { api, apiClient } from "../api.ts";
import { queryClient } from "../query-client.ts";
import { applyAnyChange, applyChange } from "./apply-changes.ts";
import { liveState, noteLiveEnded, noteLiveOpen } from "./live-state.ts";
import { followPage } from "./page-presence.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** Ends whatever the latest attempt has open or waits for; null while there is to be no subscription. */
let end: (() => void) | null = null;
let failures = 0;
/** Whether there was a time in which nobody told what changed. */
let hasMissed = false;

/**
 * Has the server tell what changes, from now on until the returned function is called. Connects again by itself.
 * @param whileHidden whether also while the page is out of sight. If not, what it missed is read once it is shown again.
 */
export function startLive({ whileHidden }: { whileHidden: boolean }): () => void {
  // What the screens have just read is only a moment old.
  hasMissed = false;
  if (whileHidden) {
    connect();
    return disconnect;
  }
  const leavePage = followPage(connect, disconnect);
  return () => {
    leavePage();
    disconnect();
  };
}

function connect(): void {
  if (end !== null) return;
  failures = 0;
  open();
}

function disconnect(): void {
  end?.();
  end = null;
  hasMissed = true;
  noteLiveEnded({ brokeOff: false });
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
      noteLiveOpen();
      if (hasMissed) applyAnyChange();
      hasMissed = false;
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
    hasMissed = true;
    if (liveState().isOpen) {
      noteLiveEnded({ brokeOff: true });
      // Is it the server, or this subscription alone?
      void queryClient.invalidateQueries(api.server.info.queryFilter(), { cancelRefetch: false });
    }
    failures += 1;
    const timer = setTimeout(open, retryDelayMs(failures, Math.random()));
    end = () => clearTimeout(timer);
  };
}
