import { once } from "node:events";
import { createServer, request, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface TestProxy {
  readonly url: string;
  readonly port: number;
  /** What it was asked for: `CONNECT host:port`, or a method and a whole address. */
  readonly seen: string[];
}

interface ProxyRules {
  /** `user:password` that it asks for; the default is none. */
  readonly credentials?: string;
  /** Answers everything with this status; 0 never answers. */
  readonly status?: number;
}

/** An HTTP proxy, for http and https, that leads every name to one port of this machine. */
export async function startTestProxy(targetPort: number, { credentials, status }: ProxyRules = {}): Promise<TestProxy> {
  const seen: string[] = [];
  const refusal = ({ headers }: IncomingMessage): number | null => {
    const wanted = `Basic ${Buffer.from(credentials ?? "").toString("base64")}`;
    if (credentials !== undefined && headers["proxy-authorization"] !== wanted) return 407;
    return status ?? null;
  };
  const server = createServer((incoming, response) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    const refused = refusal(incoming);
    if (refused === 0) return;
    if (refused !== null)
      return void response.writeHead(refused, { "content-type": "text/html" }).end("<h1>proxy</h1>");
    const { pathname } = new URL(incoming.url ?? "");
    const { method, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port: targetPort, path: pathname, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  server.on("connect", (incoming: IncomingMessage, socket) => {
    seen.push(`CONNECT ${incoming.url}`);
    socket.on("error", () => {});
    const refused = refusal(incoming);
    if (refused === 0) return;
    if (refused !== null) return socket.end(`HTTP/1.1 ${refused} No\r\ncontent-length: 0\r\n\r\n`);
    const onward = connect(targetPort, "127.0.0.1", () => socket.write("HTTP/1.1 200 Connected\r\n\r\n"));
    onward.on("error", () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, seen };
}
