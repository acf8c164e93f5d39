import { host } from "../../host/host.ts";
import { api, noteFailure, personApi, TRPC_URL } from "../api.ts";
import { answeredFailure } from "../failure.ts";
import { queryClient } from "../query-client.ts";
import { currentSession } from "../session-state.ts";
import { applyAnyChange, applyChange } from "./apply-changes.ts";
import { followStream } from "./follow-stream.ts";
import { keepStream, type KeptStream, type StreamAddress, type StreamNews } from "./keep-stream.ts";
import { liveState, noteLiveEnded, noteLiveOpen } from "./live-state.ts";
import { followPage } from "./page-presence.ts";

/** What is followed; null while nothing is to be. */
let stream: KeptStream | null = null;
/** Which the present attempt to open it belongs to. */
let session = 0;

/**
 * Subscribes to live messages until the returned function is called. Reconnects by itself. Pages of
 * one browser share a stream, and follow it while they are in sight: what one missed is read once it is shown again. The
 * desktop has one window, and shows notifications also while it is hidden.
 */
export function startLive(of: Omit<StreamAddress, "url">): () => void {
  const address = { ...of, url: new URL(TRPC_URL, window.location.href).href };
  const isDesktop = host.kind === "desktop";
  const connect = () => {
    stream ??= isDesktop ? keepStream(address, heed) : followStream(address, heed);
  };
  if (isDesktop) {
    connect();
    return disconnect;
  }
  const leavePage = followPage(connect, disconnect);
  return () => {
    leavePage();
    disconnect();
  };
}

function disconnect(): void {
  stream?.end();
  stream = null;
  noteLiveEnded({ brokeOff: false });
}

/** Reconnects at once: another request has just been answered by the server. */
export function retryLiveNow(): void {
  if (!liveState().isOpen) stream?.retryNow();
}

function heed(news: StreamNews): void {
  switch (news.kind) {
    case "trying":
      session = currentSession();
      return;
    case "open":
      // There was no message about earlier changes, neither before the first connection nor while the stream was closed.
      if (!liveState().isOpen) applyAnyChange();
      noteLiveOpen();
      return;
    case "change":
      return applyChange(news.change);
    case "completed":
      // The account must be read again.
      void queryClient.invalidateQueries(api.account.get.queryFilter());
      return noteBrokeOff();
    case "brokeOff":
      if (news.answer !== null) {
        noteFailure(answeredFailure(news.answer.message, news.answer.data), "live.subscribe", session);
      }
      return noteBrokeOff();
  }
}

function noteBrokeOff(): void {
  if (!liveState().isOpen) return;
  noteLiveEnded({ brokeOff: true });
  // Is it the server, or this stream alone?
  void queryClient.invalidateQueries(personApi.server.info.queryFilter(), { cancelRefetch: false });
}
