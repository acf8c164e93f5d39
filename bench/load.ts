import autocannon from "autocannon";

const CONNECTIONS = 32;

export interface Load {
  readonly url: string;
  readonly body: string;
  readonly authorization: string;
}

/** Sends one request over and over on 32 connections. @returns answers a second. @throws when any answer is not a 200. */
export async function measure({ url, body, authorization }: Load, seconds: number): Promise<number> {
  const result = await autocannon({
    url,
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body,
    connections: CONNECTIONS,
    duration: seconds,
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`);
  }
  return result.requests.average;
}
