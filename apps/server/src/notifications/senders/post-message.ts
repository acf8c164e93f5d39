import { once } from "node:events";
import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestByTls } from "node:https";
import type { AllowedInside } from "./allowed-inside.ts";
import { addressProblem, createGuardedLookup, RefusedAddressError, type Resolve } from "./guard-address.ts";
import { readAnswer, readFailure } from "./read-answer.ts";
import type { SendResult } from "./sender.ts";

/** From the first look-up of the name to the end of the answer. */
const TIME_LIMIT_MS = 10_000;
/** Bytes of an answer that are read; then the connection is closed. */
const MOST_OF_AN_ANSWER = 65_536;

interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Posts a body to an address that people gave. */
export type PostMessage = (post: Post) => Promise<SendResult>;

export interface PostOptions {
  readonly allowed: AllowedInside;
  readonly version: string;
  /** Only tests override these two. */
  readonly timeLimitMs?: number;
  readonly resolve?: Resolve;
}

/**
 * Makes what posts messages: only to addresses that `allowed` lets pass, without following redirects, and with a bound on the
 * time and the size of answers. Each message has a connection of its own.
 */
export function createPostMessage({
  allowed,
  version,
  timeLimitMs = TIME_LIMIT_MS,
  resolve,
}: PostOptions): PostMessage {
  return async ({ url: text, headers, body }) => {
    const problem = addressProblem(text, allowed);
    if (problem !== null) return { outcome: "refused", answer: problem };
    const url = new URL(text);
    const open = url.protocol === "https:" ? requestByTls : requestPlain;
    try {
      const request = open(url, {
        method: "POST",
        agent: false,
        lookup: createGuardedLookup(url, allowed, resolve),
        signal: AbortSignal.timeout(timeLimitMs),
        headers: { ...headers, "user-agent": `Excalibur/${version}`, "content-length": Buffer.byteLength(body) },
      });
      request.end(body);
      const [response] = (await once(request, "response")) as [IncomingMessage];
      await readSome(response);
      return readAnswer(response);
    } catch (error) {
      return error instanceof RefusedAddressError
        ? { outcome: "refused", answer: error.message }
        : readFailure(error, timeLimitMs);
    }
  };
}

/** The status has decided already; a body that never ends, or breaks off, changes nothing. */
async function readSome(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += (chunk as Buffer).length;
      if (bytes >= MOST_OF_AN_ANSWER) break;
    }
  } catch {
    response.destroy();
  }
}
