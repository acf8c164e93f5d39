import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Answer = (response: ServerResponse) => void;

export interface TestReceiver {
  readonly port: number;
  /** With `127.0.0.1` as its host. */
  readonly url: string;
  /** Every message that came, in order. */
  readonly received: Received[];
  /** How the next messages are answered. */
  answer(how: Answer): void;
  close(): Promise<void>;
}

const ACCEPT: Answer = (response) => response.writeHead(204).end();

/** A real receiver of webhooks on a free port. It keeps what it gets, and answers 204 unless it is told otherwise. */
export async function startTestReceiver(): Promise<TestReceiver> {
  const received: Received[] = [];
  let how = ACCEPT;
  const take: RequestListener = (request, response) => void keep(request).then(() => how(response));
  const keep = async (request: IncomingMessage) => {
    const { url: path = "", headers } = request;
    received.push({ path, headers: headers as Record<string, string>, body: await text(request) });
  };
  const server = createServer(take).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (next) => {
      how = next;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
