import type { AppRouter, ErrorData } from "@excalibur/api";
import { ORGANIZATION_HEADER, type LiveChange } from "@excalibur/api/contract";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import superjson from "superjson";
import { retryDelayMs } from "./retry-delay.ts";

/** Which stream: of which server, for whom, of which organization's changes. */
export interface StreamAddress {
  /** The server's tRPC endpoint, as an absolute address. */
  url: string;
  userId: string;
  organizationId: string;
}

/** What becomes of a stream, and what it carries. */
export type StreamNews =
  | { kind: "trying" }
  | { kind: "open" }
  | { kind: "change"; change: Exclude<LiveChange, { kind: "ready" }> }
  /** The server ended it, because the role or the organization changed. It is opened again. */
  | { kind: "completed" }
  /** It was cut, or could not be opened. It is opened again. `answer` is the server's answer, if there was one. */
  | { kind: "brokeOff"; answer: { message: string; data: ErrorData } | null };

export interface KeptStream {
  /** Opens a stream that is not open at once instead of after the delay. */
  retryNow(): void;
  end(): void;
}

/** Opens a stream of changes, and opens it again whenever it breaks off, until it is ended. */
export function keepStream({ url, organizationId }: StreamAddress, onNews: (news: StreamNews) => void): KeptStream {
  // A browser's subscription can send no header, so its address names the organization.
  const connectionParams = () => ({ [ORGANIZATION_HEADER]: organizationId });
  const client = createTRPCClient<AppRouter>({
    links: [httpSubscriptionLink({ url, transformer: superjson, connectionParams })],
  });
  let failures = 0;
  let isOpen = false;
  /** Ends the present attempt, or the wait for the next one. */
  let stop: () => void = () => {};

  const open = () => {
    let isOver = false;
    const breakOff = (news: StreamNews) => {
      if (isOver) return;
      stop();
      isOpen = false;
      failures += 1;
      onNews(news);
      const timer = setTimeout(open, retryDelayMs(failures, Math.random()));
      stop = () => clearTimeout(timer);
    };
    onNews({ kind: "trying" });
    const subscription = client.live.subscribe.subscribe(undefined, {
      onData: (change) => {
        if (change.kind !== "ready") return onNews({ kind: "change", change });
        failures = 0;
        isOpen = true;
        onNews({ kind: "open" });
      },
      // A connection that broke off. The stock link would try again by itself, but neither soon enough nor spread.
      onConnectionStateChange: ({ state, error }) => {
        if (state === "connecting" && error !== null) breakOff({ kind: "brokeOff", answer: null });
      },
      onError: ({ message, data }) => breakOff({ kind: "brokeOff", answer: data ? { message, data } : null }),
      onComplete: () => breakOff({ kind: "completed" }),
    });
    stop = () => {
      isOver = true;
      subscription.unsubscribe();
    };
  };

  open();
  return {
    retryNow() {
      if (isOpen) return;
      stop();
      failures = 0;
      open();
    },
    end: () => stop(),
  };
}
