import superjson from "superjson";
import type { ErrorData } from "@excalibur/api";
import { LiveSubscription } from "./live-subscription.ts";

/** What came back from a procedure called by its path. */
export interface CallOutcome {
  readonly status: number;
  /** "accepted", or the reason of the refusal. */
  readonly outcome: string;
  readonly text: string;
}

/** Calls any procedure by its path over HTTP, for tests that go through all of them. */
export async function callProcedure(
  url: string,
  type: string,
  path: string,
  input: unknown,
  headers: Record<string, string>,
): Promise<CallOutcome> {
  const body = JSON.stringify(superjson.serialize(input));
  if (type === "subscription") return subscribeBriefly(`${url}/trpc/${path}`, headers);
  const response =
    type === "query"
      ? await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(body)}`, { headers })
      : await fetch(`${url}/trpc/${path}`, {
          method: "POST",
          headers: { "content-type": "application/json", ...headers },
          body,
        });
  const text = await response.text();
  const answer = JSON.parse(text) as { error?: { json: { data: ErrorData } } };
  return { status: response.status, outcome: answer.error?.json.data.reason ?? "accepted", text };
}

/** Subscribes until the first message or the refusal. */
async function subscribeBriefly(url: string, headers: Record<string, string>): Promise<CallOutcome> {
  const subscription = await LiveSubscription.open(url, headers);
  const outcome = await Promise.race([subscription.first().then(() => "accepted"), subscription.ended]);
  subscription.close();
  return { status: outcome === "accepted" ? 200 : subscription.refusedWith, outcome, text: subscription.text };
}
