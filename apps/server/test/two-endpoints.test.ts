import { formatSecret } from "@excalibur/api/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const UNKNOWN = formatSecret(new Uint8Array(32).fill(7));
const DAY_MS = 24 * 60 * 60 * 1000;

/** The answer to an executor, on either endpoint. */
interface Answer {
  readonly status: number;
  /** Null when the sync was accepted. */
  readonly reason: string | null;
  readonly message: string | null;
  /** Names of the fields that can't be used. */
  readonly fields: readonly string[];
  readonly retryAfter: string | null;
  readonly output: unknown;
}

interface Endpoint {
  readonly name: string;
  readonly path: string;
  readonly bodyOf: (input: unknown) => unknown;
  readonly read: (body: Body) => Omit<Answer, "status" | "retryAfter">;
}

interface Body {
  readonly error?: {
    readonly reason?: string;
    readonly message?: string;
    readonly fields?: object;
    readonly json?: { readonly message: string; readonly data: { reason: string; fieldErrors: object | null } };
  };
  readonly result?: { readonly data: { readonly json: unknown } };
}

const ENDPOINTS: readonly Endpoint[] = [
  {
    name: "POST /v1/sync",
    path: "/v1/sync",
    bodyOf: (input) => input,
    read: (body) => ({
      reason: body.error?.reason ?? null,
      message: body.error?.message ?? null,
      fields: Object.keys(body.error?.fields ?? {}),
      output: body.error === undefined ? body : null,
    }),
  },
  {
    name: "executor.sync",
    path: "/trpc/executor.sync",
    bodyOf: (json) => ({ json }),
    read: (body) => ({
      reason: body.error?.json?.data.reason ?? null,
      message: body.error?.json?.message ?? null,
      fields: Object.keys(body.error?.json?.data.fieldErrors ?? {}),
      output: body.result?.data.json ?? null,
    }),
  },
];

const INPUT = { name: "edge-1", kind: "agent", version: "1.0.0" };

/** One table for both endpoints: which key is presented with what, and the executor's answer. */
const CASES: readonly [what: string, key: string, input: unknown, status: number, reason: string | null][] = [
  ["a good key", "good", INPUT, 200, null],
  ["a good key, again", "good", INPUT, 200, null],
  ["all fields", "good", { ...INPUT, host: "h", capabilities: { gpu: [1, null] } }, 200, null],
  ["a guard that names its organization", "good", { ...INPUT, organization: "$slug" }, 200, null],
  ["no key", "none", INPUT, 401, "key_missing"],
  ["a mistyped key", "mistyped", INPUT, 401, "key_malformed"],
  ["something that is no key", "nonsense", INPUT, 401, "key_malformed"],
  ["an unknown key", "unknown", INPUT, 401, "key_unknown"],
  ["a deleted key", "deleted", INPUT, 401, "key_unknown"],
  ["a revoked key", "revoked", INPUT, 401, "key_revoked"],
  ["an expired key", "expired", INPUT, 401, "key_expired"],
  ["a key made for another executor", "targeted", { ...INPUT, name: "edge-2" }, 403, "key_bound_to_other_executor"],
  ["a guard that names another organization", "good", { ...INPUT, organization: "x" }, 403, "organization_mismatch"],
  ["a key of a deactivated organization", "inactive", INPUT, 403, "organization_inactive"],
  ["another kind than before", "good", { ...INPUT, kind: "operator" }, 409, "kind_mismatch"],
  ["a name that can't be", "good", { ...INPUT, name: "edge 1" }, 400, "invalid_input"],
  ["several mistakes", "good", { name: "", kind: "root" }, 400, "invalid_input"],
  ["a field that does not exist", "good", { ...INPUT, admin: true }, 400, "invalid_input"],
  ["mistakes with a key that is no good", "mistyped", { name: "" }, 401, "key_malformed"],
];

describe.each(dialectsAboveStores)("both endpoints of the sync on %s", (dialect) => {
  let server: TestServer;
  let slug: string;
  const secrets: Record<string, string> = { unknown: UNKNOWN, mistyped: `${UNKNOWN.slice(0, -1)}0`, nonsense: "sk_x" };

  beforeAll(async () => {
    server = await startTestServer(dialect);
    const tenant = await server.addOrganization("Acme");
    slug = tenant.slug;
    const owner = await server.signIn(tenant.owner);
    const create = async (name: string, expiresInDays: number | null = null) => {
      const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR, expiresInDays });
      secrets[name] = secret;
      return key.id;
    };
    await create("expired", 1);
    server.advanceClock(DAY_MS);
    await create("good");
    const deleted = await create("deleted");
    for (const id of [await create("revoked"), deleted]) await owner.trpc.apiKeys.revoke.mutate({ id });
    await owner.trpc.apiKeys.delete.mutate({ id: deleted });
    await owner.sync(secrets["good"] ?? "", INPUT);
    const { items } = await owner.trpc.executors.list.query({});
    const target = { kind: "executor", executorId: items[0]?.id ?? "" } as const;
    secrets["targeted"] = (await owner.trpc.apiKeys.create.mutate({ name: "targeted", target })).secret;

    const sleepy = await server.signIn((await server.addOrganization("Sleepy")).owner);
    secrets["inactive"] = (await sleepy.trpc.apiKeys.create.mutate({ name: "i", target: NEW_EXECUTOR })).secret;
    await sleepy.trpc.organizations.deactivate.mutate();
  });
  afterAll(() => server.close());

  const call = async ({ path, bodyOf, read }: Endpoint, key: string, input: unknown): Promise<Answer> => {
    const secret = secrets[key];
    const response = await fetch(`${server.url}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify(bodyOf(input)).replace("$slug", slug),
    });
    const { output, ...answer } = read((await response.json()) as Body);
    return {
      ...answer,
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      output: output === null ? null : { ...(output as object), serverTime: null },
    };
  };

  test.each(CASES)("%s", async (_what, key, input, status, reason) => {
    const [plain, trpc] = [await call(ENDPOINTS[0]!, key, input), await call(ENDPOINTS[1]!, key, input)];
    expect(plain).toMatchObject({ status, reason });
    expect({ ...trpc, message: null }).toEqual({ ...plain, message: null });
    if (reason !== "invalid_input") expect(trpc.message).toBe(plain.message);
    expect(plain.output === null).toBe(reason !== null);
  });

  test("an address that presented too many unknown keys has to wait, as long at either", async () => {
    const presentUnknown = () => call(ENDPOINTS[0]!, "unknown", INPUT);
    let answer = await presentUnknown();
    while (answer.reason === "key_unknown") answer = await presentUnknown();
    for (const endpoint of ENDPOINTS) {
      const refused = await call(endpoint, "unknown", INPUT);
      expect(refused).toMatchObject({
        status: 429,
        reason: "rate_limited",
        retryAfter: expect.stringMatching(/^\d+$/),
      });
      expect(await call(endpoint, "good", INPUT)).toMatchObject({ status: 200 });
    }
  });
});
