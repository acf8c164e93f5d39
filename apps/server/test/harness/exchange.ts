import { request, type Agent, type OutgoingHttpHeaders } from "node:http";

export interface Exchange {
  readonly method?: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Several parts are sent one after the other. */
  readonly body?: string | readonly string[];
  /** Whose connections to use; one of its own when left out. */
  readonly agent?: Agent;
}

export interface ExchangeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** One HTTP exchange, with headers and framing that `fetch` would not send. */
export function exchange(
  url: string,
  { method = "POST", path, headers = {}, body = "", agent }: Exchange,
): Promise<ExchangeAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const outgoing = request({ hostname, port, method, path, headers, agent: agent ?? false }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => (text += chunk));
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }));
    });
    outgoing.on("error", reject);
    if (typeof body === "string") return outgoing.end(body);
    for (const part of body) outgoing.write(part);
    outgoing.end();
  });
}
