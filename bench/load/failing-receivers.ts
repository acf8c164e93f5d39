import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const BLOCK = Buffer.alloc(65_536);

/** How receivers of webhooks fail. */
const WAYS: Readonly<Record<string, RequestListener>> = {
  "hang without an answer": () => {},
  "answer 500": (request, response) => void request.resume().on("end", () => response.writeHead(500).end()),
  "begin an answer of 1 GB": (_request, response) => {
    response.writeHead(503, { "content-length": "1000000000" });
    const write = () => {
      while (!response.destroyed && response.write(BLOCK));
    };
    response.on("drain", write).on("error", () => {});
    write();
  },
};

/** Real receivers that fail, each in a way of its own. */
export interface FailingReceivers {
  readonly ways: readonly string[];
  readonly urls: readonly string[];
  /** Messages that came. */
  readonly tries: () => number;
  close(): void;
}

/** Starts a receiver for each way, and names an address where nothing listens. */
export async function startFailingReceivers(): Promise<FailingReceivers> {
  let tries = 0;
  const servers: Server[] = [];
  const urls: string[] = [];
  for (const answer of Object.values(WAYS)) {
    const server = createServer((request, response) => {
      tries += 1;
      answer(request, response);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    servers.push(server);
    urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
  }
  return {
    ways: [...Object.keys(WAYS), "refuse the connection"],
    urls: [...urls, "http://127.0.0.1:1/hook"],
    tries: () => tries,
    close: () => {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
