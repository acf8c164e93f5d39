import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";

/** Starts a real receiver of webhooks, which takes messages until it is told to refuse them for good. */
export async function startReceiver() {
  let received = 0;
  let status = 204;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      received += 1;
      response.writeHead(status).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    /** Waits until so many messages have come. */
    has: (count: number) => expect.poll(() => received).toBe(count),
    refuse: () => {
      status = 400;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
