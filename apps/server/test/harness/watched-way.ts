import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** One sync that passed. */
export interface PassedSync {
  /** The key that was presented. */
  readonly secret: string;
  readonly status: number;
}

/** A proxy to a server that records which key each sync presented, in order. */
export async function watchTheWayTo(url: string): Promise<{ url: string; passed: readonly PassedSync[] }> {
  const passed: PassedSync[] = [];
  const way = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const { authorization = "", "content-type": type = "" } = incoming.headers;
    const answer = await fetch(`${url}${incoming.url}`, {
      method: incoming.method ?? "GET",
      headers: { authorization, "content-type": type },
      body: Buffer.concat(parts),
    });
    passed.push({ secret: authorization.replace(/^Bearer /, ""), status: answer.status });
    outgoing.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  }).listen(0, "127.0.0.1");
  await once(way, "listening");
  onTestFinished(() => {
    way.closeAllConnections();
    way.close();
  });
  return { url: `http://127.0.0.1:${(way.address() as AddressInfo).port}`, passed };
}
