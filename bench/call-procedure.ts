import { Agent, request } from "node:http";

/** Whose procedures are called, and in which session. */
export interface AdminSession {
  readonly url: string;
  readonly cookie: string;
}

/**
 * One connection for each server. Plain `node:http`: `fetch` takes so much of a busy core that a call would be timed for
 * what its client costs.
 */
const agent = new Agent({ keepAlive: true });

/** Calls a mutation. @throws when it is refused. */
export function callProcedure<Output>(session: AdminSession, path: string, input: unknown): Promise<Output> {
  return call(session, path, { method: "POST", search: "", body: JSON.stringify({ json: input }) });
}

/** Asks a query. @throws when it is refused. */
export function askProcedure<Output>(session: AdminSession, path: string, input: unknown): Promise<Output> {
  const search = `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
  return call(session, path, { method: "GET", search, body: undefined });
}

interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly search: string;
  readonly body: string | undefined;
}

function call<Output>(
  { url, cookie }: AdminSession,
  path: string,
  { method, search, body }: HttpRequest,
): Promise<Output> {
  const headers = { cookie, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/trpc/${path}${search}`, { agent, method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => (text += piece));
      answer.on("end", () => {
        if (answer.statusCode !== 200) return reject(new Error(`${path} answered ${answer.statusCode}: ${text}`));
        resolve((JSON.parse(text) as { result: { data: { json: Output } } }).result.data.json);
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
