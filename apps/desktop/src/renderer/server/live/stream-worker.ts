// A shared worker: one per browser, for all its pages of this server. Over HTTP/1.1 a browser opens six connections to a
// server, for all pages together; with a stream for each page, six of them would leave none for requests.
import { keepStream, type KeptStream, type StreamAddress, type StreamNews } from "./keep-stream.ts";
import type { StreamRequest } from "./stream-messages.ts";

interface SharedStream {
  /** The pages that follow it. */
  followers: Set<MessagePort>;
  isOpen: () => boolean;
  kept: KeptStream;
}

const streams = new Map<string, SharedStream>();

function openStream(address: StreamAddress): SharedStream {
  const followers = new Set<MessagePort>();
  let isOpen = false;
  const kept = keepStream(address, (news) => {
    if (news.kind !== "change") isOpen = news.kind === "open";
    for (const follower of followers) send(follower, news);
  });
  return { followers, isOpen: () => isOpen, kept };
}

/** Has a page follow a stream. Returns what retries it, and what ends the stream unless other pages follow it. */
function follow(port: MessagePort, address: StreamAddress): KeptStream {
  const name = JSON.stringify([address.url, address.userId, address.organizationId]);
  const stream = streams.get(name) ?? openStream(address);
  streams.set(name, stream);
  stream.followers.add(port);
  send(port, { kind: stream.isOpen() ? "open" : "trying" });
  return {
    retryNow: () => stream.kept.retryNow(),
    end() {
      stream.followers.delete(port);
      if (stream.followers.size > 0) return;
      stream.kept.end();
      streams.delete(name);
    },
  };
}

function send(port: MessagePort, news: StreamNews): void {
  port.postMessage(news);
}

function serve(port: MessagePort): void {
  let followed: KeptStream | null = null;
  const leave = () => {
    followed?.end();
    followed = null;
  };
  port.addEventListener("message", ({ data: request }: MessageEvent<StreamRequest>) => {
    if (request.kind === "follow") followed ??= follow(port, request.address);
    if (request.kind === "retryNow") followed?.retryNow();
    if (request.kind === "leave") leave();
  });
  // Some browsers report a crashed page; other pages send a message before they close.
  port.addEventListener("close", leave);
  port.start();
}

self.addEventListener("connect", (event) => {
  if (event instanceof MessageEvent) for (const port of event.ports) serve(port);
});
