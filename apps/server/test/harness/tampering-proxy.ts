import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** A proxy to a server that can be made to change the last byte of one path's body. */
export async function startTamperingProxy(): Promise<{
  url: string;
  to: (server: string) => void;
  tamper: (path: string) => void;
}> {
  let target = "";
  let tampered: string | null = null;
  const proxy = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const ofThisHop = ["host", "connection", "content-length", "transfer-encoding"];
    const headers = Object.entries(incoming.headers).filter(([name]) => !ofThisHop.includes(name));
    const answer = await fetch(target + incoming.url, {
      method: incoming.method ?? "GET",
      headers: headers.map(([name, value = ""]): [string, string] => [name, String(value)]),
      ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (incoming.url === tampered) body[body.length - 1] = (body.at(-1) ?? 0) ^ 1;
    outgoing.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(body);
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    to: (server) => void (target = server),
    tamper: (path) => void (tampered = path),
  };
}
