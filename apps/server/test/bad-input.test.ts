import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { callProcedure } from "./harness/call.ts";
import type { Client } from "./harness/client.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const JSON_TYPE = { "content-type": "application/json" };

describe.each(dialectsAboveStores)("bad input on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;
  let secret: string;

  beforeAll(async () => {
    server = await startTestServer(dialect);
    const tenant = await server.addOrganization("Acme");
    owner = await server.signIn(tenant.owner);
    ({ secret } = await owner.trpc.apiKeys.create.mutate({ name: "good", target: NEW_EXECUTOR }));
  });
  afterAll(() => server.close());

  const create = (input: unknown) =>
    callProcedure(server.url, "mutation", "apiKeys.create", input, { cookie: owner.cookie });
  const post = (path: string, body: string, headers: Record<string, string>) =>
    fetch(`${server.url}${path}`, { method: "POST", body, headers });

  test.each([
    ["an empty name", { name: "  ", target: NEW_EXECUTOR }, "name"],
    ["a name of 33 characters", { name: "x".repeat(33), target: NEW_EXECUTOR }, "name"],
    ["a name with a line break", { name: "a\nb", target: NEW_EXECUTOR }, "name"],
    ["a name that is a number", { name: 7, target: NEW_EXECUTOR }, "name"],
    ["no target", { name: "a" }, "target"],
    ["a target of another sort", { name: "a", target: { kind: "everyone" } }, "target.kind"],
    ["an id that is none", { name: "a", target: { kind: "executor", executorId: "1 OR 1=1" } }, "target.executorId"],
    ["half a day", { name: "a", target: NEW_EXECUTOR, expiresInDays: 0.5 }, "expiresInDays"],
    ["no day", { name: "a", target: NEW_EXECUTOR, expiresInDays: 0 }, "expiresInDays"],
    ["3651 days", { name: "a", target: NEW_EXECUTOR, expiresInDays: 3651 }, "expiresInDays"],
    ["an unknown field", { name: "a", target: NEW_EXECUTOR, admin: true }, ""],
    ["nothing", undefined, ""],
  ])("apiKeys.create with %s is refused beside the field, and creates nothing", async (_what, input, field) => {
    const before = await server.database.client.apiKey.count();
    const answer = await create(input);
    expect(answer).toMatchObject({ status: 400, outcome: "invalid_input" });
    const { data } = (JSON.parse(answer.text) as { error: { json: { data: { fieldErrors: object } } } }).error.json;
    expect(Object.keys(data.fieldErrors)).toEqual([field]);
    expect(await server.database.client.apiKey.count()).toBe(before);
  });

  test.each([
    ["a name that starts with a dash", { name: "-x" }],
    ["a name with a slash", { name: "a/b" }],
    ["a name of 65 characters", { name: "x".repeat(65) }],
    ["an unknown kind", { name: "a", kind: "root" }],
    ["a version of 65 characters", { name: "a", version: "1".repeat(65) }],
    ["an instance that is no UUID", { name: "a", instanceId: "1" }],
    ["capabilities over 16 KiB", { name: "a", capabilities: "é".repeat(8 * 1024) }],
    ["an unknown field", { name: "a", isAdmin: true }],
  ])("a sync with %s is refused and leaves no executor", async (_what, input) => {
    const before = await server.database.client.executor.count();
    expect(await owner.sync(secret, input)).toMatchObject({ status: 400, reason: "invalid_input" });
    expect(await server.database.client.executor.count()).toBe(before);
  });

  test.each([
    ["spaces and newlines", (key: string) => ` \n\t${key} \r\n`, 200, null],
    ["its last character missing", (key: string) => key.slice(0, -1), 401, "key_malformed"],
    ["two neighbours swapped", swapNeighbours, 401, "key_malformed"],
    ["upper case only", (key: string) => key.toUpperCase(), 401, "key_malformed"],
  ])("a key with %s around or in it", async (_what, change, status, reason) => {
    // fetch refuses line breaks in a header, so what a shell may paste is sent with blanks only.
    const presented = change(secret).replaceAll(/[\r\n]/g, " ");
    expect(await owner.sync(presented, { name: "pasted" })).toMatchObject({ status, reason });
  });

  test.each([
    ["/v1/sync", "{", JSON_TYPE, 400],
    ["/v1/sync", "[]", JSON_TYPE, 400],
    ["/v1/sync", "name=a", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["/v1/sync", `"${"x".repeat(10 * 1024 * 1024)}"`, JSON_TYPE, 413],
    ["/trpc/apiKeys.create", "{", JSON_TYPE, 400],
    ["/trpc/apiKeys.create", "name=a", { "content-type": "text/plain" }, 415],
    ["/trpc/apiKeys.create", `"${"x".repeat(10 * 1024 * 1024)}"`, JSON_TYPE, 413],
    ["/trpc/nothing.here", "{}", JSON_TYPE, 404],
    ["/api/auth/sign-in/email", "{", JSON_TYPE, 400],
    ["/api/auth/sign-up/email", "{}", JSON_TYPE, 404],
    ["/api/auth/organization/create", "{}", JSON_TYPE, 404],
    ["/nothing/here", "{}", JSON_TYPE, 404],
  ])(
    "POST %s with bad content answers with words and the right status",
    async (path, body, headers: Record<string, string>, status) => {
      const signedIn = { ...headers, cookie: owner.cookie, authorization: `Bearer ${secret}` };
      const response = await post(path, body, path === "/v1/sync" ? signedIn : { ...headers, cookie: owner.cookie });
      expect(response.status).toBe(status);
      const text = await response.text();
      expect(text).toMatch(/"message":"[A-Z][^"]+\."/);
      expect(text).not.toMatch(/node_modules|\.ts\b|Error:|stack/);
    },
  );

  test("a batch of more procedures than anyone needs is refused whole", async () => {
    const path = Array.from({ length: 200 }, () => "server.info").join(",");
    const response = await fetch(`${server.url}/trpc/${path}?batch=1&input={}`);
    expect([413, 414, 404]).toContain(response.status);
  });

  test("a request that another site makes a browser send is refused before anything else", async () => {
    for (const origin of ["https://evil.example", "null", "file://"]) {
      const response = await post("/trpc/apiKeys.create", "{}", { ...JSON_TYPE, cookie: owner.cookie, origin });
      expect(response.status).toBe(403);
    }
    const own = await post("/trpc/apiKeys.create", "{}", { ...JSON_TYPE, cookie: owner.cookie, origin: server.url });
    expect(own.status).toBe(400);
  });

  test("a page never gets its session token where a script could read it; a program does", async () => {
    const { email, password } = (await server.addOrganization("Tokens")).owner;
    const signIn = (headers: Record<string, string>) =>
      post("/api/auth/sign-in/email", JSON.stringify({ email, password }), { ...JSON_TYPE, ...headers });

    const page = await signIn({ origin: server.url });
    expect(page.headers.get("set-auth-token")).toBeNull();
    expect(page.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Strict/);
    expect(await page.text()).not.toContain("token");

    const token = (await signIn({})).headers.get("set-auth-token");
    const asProgram = await callProcedure(server.url, "query", "account.get", undefined, {
      authorization: `Bearer ${token}`,
    });
    expect(asProgram).toMatchObject({ status: 200 });
    const unsigned = token!.split(".")[0]!;
    expect(
      await callProcedure(server.url, "query", "account.get", undefined, { authorization: `Bearer ${unsigned}` }),
    ).toMatchObject({ status: 401 });
  });

  test("an expired session has another reason than a missing permission", async () => {
    const tenant = await server.addOrganization("Expired");
    const client = await server.signIn(tenant.owner);
    await server.database.client.session.updateMany({
      where: { userId: tenant.owner.userId },
      data: { expiresAt: new Date(0) },
    });
    expect(await callProcedure(server.url, "query", "account.get", undefined, { cookie: client.cookie })).toMatchObject(
      { status: 401, outcome: "not_signed_in" },
    );
  });

  test("the answer to a failed sign-in does not reveal whether the address exists", async () => {
    const { email } = (await server.addOrganization("Quiet")).owner;
    const fail = async (address: string) => {
      const response = await server.anonymous().signIn({ email: address, password: "wrong wrong wrong" });
      return { status: response.status, body: await response.text() };
    };
    expect(await fail(email)).toEqual(await fail("absent@example.com"));
  });

  test("a database fault is masked: the client learns a request id, nothing of the fault", async () => {
    const broken = await startTestServer(
      dialect,
      {},
      {
        through: (database) => ({
          ...database,
          transact: () => Promise.reject(new Error("secret detail of the fault")),
        }),
      },
    );
    const tenant = await broken.addOrganization("Broken");
    const client = await broken.signIn(tenant.owner);
    const input = { name: "x", target: NEW_EXECUTOR };
    const answer = await callProcedure(broken.url, "mutation", "apiKeys.create", input, { cookie: client.cookie });
    await broken.close();
    expect(answer.status).toBe(500);
    expect(answer.text).toMatch(/Something went wrong on the server.*"requestId":"[0-9a-f-]{36}"/);
    expect(answer.text).not.toContain("secret detail");
  });

  test("while the database is away a key is answered `unavailable`, never refused", async () => {
    let away = false;
    const flaky = await startTestServer(
      dialect,
      {},
      {
        through: (database) => ({
          ...database,
          readRaw: (...read) => (away ? Promise.reject(new Error("connection refused")) : database.readRaw(...read)),
        }),
      },
    );
    const client = await flaky.signIn((await flaky.addOrganization("Flaky")).owner);
    const key = await client.trpc.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR });
    away = true;
    expect(await client.sync(key.secret, { name: "x" })).toMatchObject({ status: 503, reason: "unavailable" });
    away = false;
    expect(await client.sync(key.secret, { name: "x" })).toMatchObject({ status: 200 });
    await flaky.close();
  });
});

/** Swaps the first two neighbours that differ, past the prefix. */
function swapNeighbours(key: string): string {
  const characters = [...key];
  const index = characters.findIndex((character, at) => at > 4 && character !== characters[at + 1]);
  [characters[index], characters[index + 1]] = [characters[index + 1]!, characters[index]!];
  return characters.join("");
}
