import { formatSecret } from "@excalibur/api/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exchange } from "./harness/exchange.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const JSON_TYPE = { "content-type": "application/json" };
const INPUT = { name: "exe-1", kind: "agent", version: "1.0.0" };
const TEXT = JSON.stringify(INPUT);

let server: TestServer;
let secret: string;

beforeAll(async () => {
  server = await startTestServer("sqlite");
  const owner = await server.signIn((await server.addOrganization("Acme")).owner);
  ({ secret } = await owner.trpc.apiKeys.create.mutate({ name: "good", target: { kind: "newExecutor" } }));
});
afterAll(() => server.close());

interface Case {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | readonly string[];
}

async function send({ method = "POST", path = "/v1/sync", headers = {}, body = TEXT }: Case) {
  const { status, body: text } = await exchange(server.url, {
    method,
    path,
    headers: { ...JSON_TYPE, authorization: `Bearer ${secret}`, ...headers },
    body,
  });
  const { error } = JSON.parse(text === "" ? "{}" : text) as { error?: { reason: string; fields?: object } };
  return { status, reason: error?.reason ?? null, fields: Object.keys(error?.fields ?? {}) };
}

const field = (name: string, value: unknown) => JSON.stringify({ ...INPUT, [name]: value });

test.each<[what: string, request: Case, status: number, reason: string | null, fields?: readonly string[]]>([
  ["the usual request", {}, 200, null],
  ["a query behind the path", { path: "/v1/sync?from=here" }, 200, null],
  ["a charset", { headers: { "content-type": "application/json; charset=utf-8" } }, 200, null],
  ["a content type in capitals", { headers: { "content-type": "Application/JSON" } }, 200, null],
  ["a scheme in lower case, and blanks", { headers: { authorization: "  bearer \t $\t " } }, 200, null],
  ["the first of two authorizations", { headers: { authorization: ["Bearer $", "Bearer x"] } }, 200, null],
  ["chunks", { headers: { "transfer-encoding": "chunked" }, body: [TEXT.slice(0, 9), TEXT.slice(9)] }, 200, null],
  ["blanks around the JSON", { body: ` \n${TEXT}\n ` }, 200, null],
  ["a field twice: the later one counts", { body: TEXT.replace('"kind"', '"name":"exe-2","kind"') }, 200, null],
  ["an escape", { body: TEXT.replace("exe-1", "exe\\u002d1") }, 200, null],
  ["a host of another alphabet", { body: field("host", "höst-日本") }, 200, null],
  ["capabilities", { body: field("capabilities", { gpu: [1, null, "é"], deep: { a: true } }) }, 200, null],
  ["a wish to go on", { headers: { expect: "100-continue", "content-length": `${TEXT.length}` } }, 200, null],
  ["another content type", { headers: { "content-type": "text/plain" } }, 415, "invalid_input"],
  [
    "a content type that only begins like JSON",
    { headers: { "content-type": "application/jsonl" } },
    415,
    "invalid_input",
  ],
  ["broken JSON", { body: "{" }, 400, "invalid_input"],
  ["an empty body", { body: "" }, 400, "invalid_input"],
  ["a byte order mark", { body: `\uFEFF${TEXT}` }, 400, "invalid_input"],
  ["a compressed body", { headers: { "content-encoding": "gzip" }, body: "\u001f\u008b" }, 400, "invalid_input"],
  ["a list", { body: "[]" }, 400, "invalid_input", [""]],
  ["nothing in particular", { body: "null" }, 400, "invalid_input", [""]],
  ["an unknown field", { body: field("admin", true) }, 400, "invalid_input", [""]],
  [
    "three mistakes",
    { body: '{"name":"","kind":"root","version":"\\n"}' },
    400,
    "invalid_input",
    ["name", "kind", "version"],
  ],
  ["a prototype", { body: TEXT.replace('"kind"', '"__proto__":{"x":1},"kind"') }, 400, "invalid_input"],
  [
    "a hidden prototype",
    { body: field("capabilities", 1).replace(":1}", ':{"\\u005f_proto__":1}}') },
    400,
    "invalid_input",
  ],
  ["a constructor", { body: field("capabilities", { constructor: { prototype: 1 } }) }, 400, "invalid_input"],
  ["half a character", { body: TEXT.replace('"kind"', '"host":"\\ud800","kind"') }, 400, "invalid_input", ["host"]],
  [
    "capabilities over 16 KiB",
    { body: field("capabilities", "x".repeat(17_000)) },
    400,
    "invalid_input",
    ["capabilities"],
  ],
  ["a body over 32 KiB", { body: " ".repeat(32 * 1024) + TEXT }, 413, "invalid_input"],
  [
    "more values than any sync has",
    {
      body: field(
        "capabilities",
        Array.from({ length: 11_000 }, () => 1),
      ),
    },
    413,
    "invalid_input",
  ],
  ["a depth that no sync has", { body: "[".repeat(100) + "]".repeat(100) }, 413, "invalid_input"],
  ["a foreign page", { headers: { origin: "https://evil.example" } }, 403, "foreign_origin"],
  ["another method", { method: "PUT" }, 404, "not_found"],
  ["another address", { path: "/v1/sync/" }, 404, "not_found"],
])("POST /v1/sync with %s", async (_what, request, status, reason, fields) => {
  const filled = Object.entries(request.headers ?? {}).map(([name, value]) => {
    const fill = (text: string) => text.replace("$", name === "authorization" ? secret : "$");
    return [name, typeof value === "string" ? fill(value) : value.map(fill)] as const;
  });
  const answer = await send({ ...request, headers: Object.fromEntries(filled) });
  expect(answer).toMatchObject({ status, reason });
  if (fields !== undefined) expect(answer.fields).toEqual(fields);
});

test("an answer with a slug that JSON has to escape is the same as any other's", async () => {
  const tenant = await server.addOrganization("Odd");
  const owner = await server.signIn(tenant.owner);
  const odd = await owner.trpc.apiKeys.create.mutate({ name: "odd", target: { kind: "newExecutor" } });
  const slug = 'quote " back\\slash é 🗝';
  await server.database.client.organization.update({ where: { id: tenant.organizationId }, data: { slug } });
  const headers = { ...JSON_TYPE, authorization: `Bearer ${odd.secret}` };
  const { body } = await exchange(server.url, { path: "/v1/sync", headers, body: TEXT });
  expect(JSON.parse(body)).toMatchObject({ organization: { slug }, key: { id: odd.key.id, expiresAt: null } });
});

test("every refusal of a key comes before the body is looked at", async () => {
  const unknown = formatSecret(new Uint8Array(32).fill(3));
  const nonsense = { body: "{" };
  expect(await send({ ...nonsense, headers: { authorization: "none" } })).toMatchObject({ reason: "key_missing" });
  expect(await send({ ...nonsense, headers: { authorization: "Bearer x" } })).toMatchObject({
    reason: "key_malformed",
  });
  expect(await send({ ...nonsense, headers: { authorization: `Bearer ${unknown}` } })).toMatchObject({ status: 400 });
});
