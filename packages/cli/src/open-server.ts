import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { createClient, type CallResponse, type Client } from "@excalibur/client";
import { describeConnectionProblem } from "@excalibur/executor/connection-problem";
import { requestSender, type HttpRequest } from "@excalibur/executor/send-request";
import { CommandFailure, EXIT } from "./exit-codes.ts";

/** A server to ask. */
export interface Server {
  /** Every procedure. */
  readonly client: Client;
  /** Reads what stands at a path, as it arrives. @throws CommandFailure when the server can't be reached. */
  readonly read: (path: string) => Promise<IncomingMessage>;
}

/**
 * Asks a server by `node:http`, by way of the proxy that the environment names. The fetch that is built into Node takes longer to
 * load than the rest of a command.
 */
export function openServer(url: string, environment: NodeJS.ProcessEnv, managementKey?: string): Server {
  const send = requestSender(environment, { maxSockets: Number.POSITIVE_INFINITY });
  const ask = (address: string, request: HttpRequest) =>
    send(new URL(address), request).catch((error: unknown) => {
      throw new Error(describeConnectionProblem(error).message);
    });
  const client = createClient({
    url,
    ...(managementKey !== undefined && { managementKey }),
    fetch: async (address, { method = "GET", headers, body, signal }) =>
      asResponse(
        await ask(address, {
          method,
          headers: headers as Record<string, string>,
          body: typeof body === "string" ? body : "",
          signal: signal ?? NEVER,
        }),
      ),
  });
  return {
    client,
    read: (path) => {
      const headers: Record<string, string> =
        managementKey === undefined ? {} : { authorization: `Bearer ${managementKey}` };
      return ask(`${url}${path}`, { method: "GET", headers, body: "", signal: NEVER }).catch((error: Error) => {
        throw new CommandFailure(EXIT.unavailable, `The server could not be reached. ${error.message}`);
      });
    },
  };
}

/** No command gives up by itself. */
const NEVER = new AbortController().signal;

function asResponse(answer: IncomingMessage): CallResponse {
  const get = (name: string): string | null => {
    const value = answer.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  };
  const status = answer.statusCode ?? 0;
  return { ok: status >= 200 && status < 300, status, headers: { get }, json: () => json(answer) };
}
