import superjson from "superjson";
import type { ErrorData } from "@excalibur/api";

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
