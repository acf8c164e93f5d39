import type { AppRouter, ErrorData, RouterInputs, RouterOutputs } from "@excalibur/api";
import { ORGANIZATION_HEADER } from "@excalibur/api/contract";
import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError, type TRPCClient } from "@trpc/client";
import superjson from "superjson";
import { onTestFinished } from "vitest";
import { LiveSubscription } from "./live-subscription.ts";
import type { Person } from "./people.ts";

type CreateKey = RouterInputs["apiKeys"]["create"];
type CreatedKey = RouterOutputs["apiKeys"]["create"];

/** A caller that sends no hash gets a secret. */
type TestTrpc = {
  apiKeys: {
    create: { mutate(input: CreateKey & { secretHash?: undefined }): Promise<CreatedKey & { secret: string }> };
  };
} & TRPCClient<AppRouter>;

/** Speaks to a server as the desktop and as executors do: real HTTP, real cookies. */
export class Client {
  readonly url: string;
  readonly trpc: TestTrpc;
  /** What is asked of it together goes in one request, and so reaches the server in one instant. */
  readonly together: TestTrpc;
  readonly #organization: Record<string, string>;
  cookie = "";

  /** @param organizationId the organization that its requests name; without one they name none. */
  constructor(url: string, organizationId?: string) {
    this.url = url;
    this.#organization = organizationId === undefined ? {} : { [ORGANIZATION_HEADER]: organizationId };
    const options = { url: `${url}/trpc`, transformer: superjson, headers: () => this.#headers() };
    this.trpc = createTRPCClient<AppRouter>({ links: [httpLink(options)] }) as TestTrpc;
    this.together = createTRPCClient<AppRouter>({ links: [httpBatchLink(options)] }) as TestTrpc;
  }

  /** The same session, for requests that name an organization. */
  in(organizationId: string): Client {
    const named = new Client(this.url, organizationId);
    named.cookie = this.cookie;
    return named;
  }

  async signIn({ email, password }: Pick<Person, "email" | "password">): Promise<Response> {
    const response = await fetch(`${this.url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    this.cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");
    return response;
  }

  /** Subscribes to live messages; resolves once no later change can be missed. */
  async watch(): Promise<LiveSubscription> {
    const subscription = await LiveSubscription.open(`${this.url}/trpc/live.subscribe`, this.#headers());
    onTestFinished(() => subscription.close());
    return subscription.first();
  }

  #headers(): Record<string, string> {
    return { cookie: this.cookie, ...this.#organization };
  }

  /** One sync over `POST /v1/sync`. */
  async sync(secret: string | null, input: { name: string } & Record<string, unknown>): Promise<SyncAnswer> {
    const response = await fetch(`${this.url}/v1/sync`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify({ kind: "agent", version: "1.0.0", ...input }),
    });
    const body = (await response.json()) as { error?: { reason: string } };
    return { status: response.status, reason: body.error?.reason ?? null, headers: response.headers, body };
  }
}

export interface SyncAnswer {
  readonly status: number;
  /** Null when the sync was accepted. */
  readonly reason: string | null;
  readonly headers: Headers;
  readonly body: unknown;
}

/** The reason a call is refused with; "accepted" when it is not. */
export async function reasonOf(call: Promise<unknown>): Promise<string | null> {
  try {
    await call;
    return "accepted";
  } catch (error) {
    return errorData(error).reason;
  }
}

/** The server's answer of an error. @throws the error itself when it did not come from the server. */
export function errorData(error: unknown): ErrorData {
  if (error instanceof TRPCClientError && error.data) return error.data as ErrorData;
  throw error;
}
