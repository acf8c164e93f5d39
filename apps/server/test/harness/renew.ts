import type { Client } from "./client.ts";
import { ownSecret } from "./own-secret.ts";

export interface RenewAnswer {
  readonly status: number;
  /** Null when there is a successor. */
  readonly reason: string | null;
  readonly body: {
    readonly key?: { readonly id: string; readonly expiresAt: string | null };
    readonly unusedUntil?: string | null;
    readonly executor?: { readonly id: string; readonly name: string };
    readonly error?: { readonly reason: string; readonly message: string; readonly fields?: Record<string, string[]> };
  };
  /** All of the answer, as it came. */
  readonly text: string;
}

/** `POST /v1/renew` as an executor sends it, with a secret of its own unless one is given. */
export async function renew(
  { url, address }: { readonly url: string; readonly address?: string },
  secret: string | null,
  input: { name: string } & Record<string, unknown>,
): Promise<RenewAnswer> {
  const { secretHash, hint } = ownSecret();
  const response = await fetch(`${url}/v1/renew`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      ...(address === undefined ? {} : { "x-forwarded-for": address }),
    },
    body: JSON.stringify({ kind: "agent", version: "1.0.0", secretHash, hint, ...input }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as RenewAnswer["body"];
  return { status: response.status, reason: body.error?.reason ?? null, body, text };
}

/** An executor that has synced, and what it needs to renew its key. */
export interface ConnectedHost {
  readonly name: string;
  readonly secret: string;
  readonly keyId: string;
  readonly executorId: string;
  /** Asks for a successor with the hash of a secret. */
  ask(secretHash: string, hint: string): Promise<RenewAnswer>;
}

let hosts = 0;

/** Connects an executor with a new key of its own, or with one that exists. */
export async function connectHost(
  owner: Client,
  { secret: shared, ...made }: { secret?: string; expiresInDays?: number; targeted?: boolean } = {},
): Promise<ConnectedHost> {
  const name = `host-${(hosts += 1)}`;
  const target = made.targeted === true ? ({ kind: "name", name } as const) : ({ kind: "newExecutor" } as const);
  const create = () => owner.trpc.apiKeys.create.mutate({ name, target, expiresInDays: made.expiresInDays ?? null });
  const secret = shared ?? (await create()).secret;
  const answer = (await owner.sync(secret, { name })).body as { executor: { id: string }; key: { id: string } };
  const ask = (secretHash: string, hint: string) => renew(owner, secret, { name, secretHash, hint });
  return { name, secret, keyId: answer.key.id, executorId: answer.executor.id, ask };
}

/** What the answer to a sync asks the executor to do. */
export async function instructionsOf(owner: Client, secret: string, name: string): Promise<unknown[]> {
  return ((await owner.sync(secret, { name })).body as { instructions: unknown[] }).instructions;
}
