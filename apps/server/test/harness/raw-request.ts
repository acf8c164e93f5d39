import { request } from "node:http";

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  /** `error.reason` of an answer in words; null for any other. */
  readonly reason: string | null;
}

interface RawRequest {
  readonly method?: string;
  /** By name, or names and values in turn, where one is sent more than once. */
  readonly headers?: Record<string, string> | readonly string[];
  readonly body?: string;
}

/** Sends a path and headers (`Host` too) exactly as they are: `fetch` would put them right first. */
export function rawRequest(
  url: string,
  path: string,
  { method = "GET", headers = {}, body = "" }: RawRequest = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const length = body === "" ? {} : { "content-length": Buffer.byteLength(body) };
  const all = Array.isArray(headers) ? headers : { ...length, ...headers };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: all }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.once("error", reject);
      response.once("end", () => resolve({ status: response.statusCode ?? 0, text, reason: reasonIn(text) }));
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

function reasonIn(text: string): string | null {
  try {
    return (JSON.parse(text) as { error?: { reason?: string } }).error?.reason ?? null;
  } catch {
    return null;
  }
}
