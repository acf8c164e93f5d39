import type { Clock } from "../connect/clock.ts";
import { describeConnectionProblem, describeTimeout } from "./connection-problem.ts";
import type { UnreachableCause } from "./outcome.ts";
import type { HttpAnswer } from "./read-answer.ts";
import type { SyncFetch } from "./sync-fetch.ts";

/** One request to the server. */
export interface JsonPost {
  /** Address of the server, to which the path is added. */
  readonly url: string;
  readonly path: `/v1/${string}`;
  readonly body: object;
  /** What authorizes it: a key, or an enrolment code. */
  readonly bearer: string;
  /** Sent beside the usual ones. */
  readonly headers?: Record<string, string>;
  readonly timeoutMs: number;
  readonly fetch: SyncFetch;
  readonly clock: Clock;
  /** Ends the request early. */
  readonly signal: AbortSignal;
}

export type PostOutcome =
  | { readonly kind: "answered"; readonly answer: HttpAnswer }
  | { readonly kind: "unanswered"; readonly cause: UnreachableCause; readonly message: string };

/** Sends JSON and reads the answer. Never throws: a failed connection is an outcome too. */
export async function postJson(post: JsonPost): Promise<PostOutcome> {
  const { clock, timeoutMs } = post;
  const call = new AbortController();
  const timer = new AbortController();
  let late = false;
  const giveUp = (): void => call.abort();
  // By hand, not with AbortSignal.any: nothing may be left hanging on a signal that lives as long as the process.
  post.signal.addEventListener("abort", giveUp);
  const timed = clock.sleep(timeoutMs, timer.signal).then(() => {
    late = !timer.signal.aborted;
    giveUp();
  });
  try {
    const response = await post.fetch(`${post.url.replace(/\/+$/, "")}${post.path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${post.bearer}`,
        "content-type": "application/json",
        accept: "application/json",
        ...post.headers,
      },
      body: JSON.stringify(post.body),
      redirect: "manual",
      signal: call.signal,
    });
    const body = await response.text();
    const header = (name: string) => response.headers.get(name);
    return { kind: "answered", answer: { status: response.status, header, body } };
  } catch (error) {
    return { kind: "unanswered", ...(late ? describeTimeout(error, timeoutMs) : describeConnectionProblem(error)) };
  } finally {
    post.signal.removeEventListener("abort", giveUp);
    timer.abort();
    await timed;
  }
}
