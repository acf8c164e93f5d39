import { keepStream, type KeptStream, type StreamAddress, type StreamNews } from "./keep-stream.ts";
import type { StreamRequest } from "./stream-messages.ts";

/**
 * Follows a stream that all pages of this browser share. Where the browser has no shared workers, or refuses this one, the
 * page opens a stream of its own.
 */
export function followStream(address: StreamAddress, onNews: (news: StreamNews) => void): KeptStream {
  if (typeof SharedWorker === "undefined") return keepStream(address, onNews);
  const worker = new SharedWorker(new URL("./stream-worker.ts", import.meta.url), {
    type: "module",
    name: "excalibur live",
  });
  const { port } = worker;
  const ask = (request: StreamRequest) => port.postMessage(request);
  let own: KeptStream | null = null;
  let hasEnded = false;
  const keepOwn = () => {
    if (!hasEnded) own ??= keepStream(address, onNews);
  };

  port.addEventListener("message", ({ data }: MessageEvent<StreamNews>) => {
    if (!hasEnded) onNews(data);
  });
  // It could not be loaded, or its process ended.
  worker.addEventListener("error", keepOwn);
  port.addEventListener("close", () => {
    if (hasEnded) return;
    onNews({ kind: "brokeOff", answer: null });
    keepOwn();
  });
  port.start();
  ask({ kind: "follow", address });
  return {
    retryNow: () => (own === null ? ask({ kind: "retryNow" }) : own.retryNow()),
    end() {
      hasEnded = true;
      own?.end();
      ask({ kind: "leave" });
      port.close();
    },
  };
}
