import type http from "node:http";
import type { ProxyEnvironment } from "../proxy/choose-proxy.ts";
import { requestSender, StaleConnection } from "./send-request.ts";
import type { SyncFetch, SyncResponse } from "./sync-fetch.ts";

/** An answer to a sync is far below this; a page of someone else is cut here. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * Sends syncs over one kept-alive connection. Goes by the proxy that the environment names; a proxy that does not let a sync through
 * is a `ProxyProblem`.
 * @param environment the default is that of this process.
 */
export function httpFetch(environment: ProxyEnvironment = process.env): SyncFetch {
  const send = requestSender(environment, { maxSockets: 1 });
  return async (address, request) => {
    const url = new URL(address);
    const sync = async () => readAnswer(await send(url, request));
    try {
      return await sync();
    } catch (error) {
      // The server may close an idle connection just as it is used again. A sync can safely be sent twice.
      if (error instanceof StaleConnection) return await sync();
      throw error;
    }
  };
}

async function readAnswer(response: http.IncomingMessage): Promise<SyncResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) break;
  }
  const text = Buffer.concat(chunks).toString("utf8");
  const get = (name: string): string | null => {
    const value = response.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  };
  return { status: response.statusCode ?? 0, headers: { get }, text: () => Promise.resolve(text) };
}
