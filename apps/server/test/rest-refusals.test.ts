import { MANAGEMENT_SCOPES, WRITTEN_INSTANT, type ManagementScope } from "@excalibur/api/contract";
import { PROCEDURE_SCOPES } from "@excalibur/api/server";
import { describe, expect, test } from "vitest";
import { AUDIT_STREAM_PATH } from "../src/audit-stream/send-audit-stream.ts";
import { EXPORTS } from "../src/exports/exported-lists.ts";
import { openApiDocument } from "../src/rest/openapi.ts";
import { OPERATIONS } from "../src/rest/operations.ts";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { serveRest } from "./harness/serve-rest.ts";

describe.each(dialectsAboveStores)("what the management API refuses, on %s", (dialect) => {
  const rest = serveRest(dialect);
  const { keyOf, call, create } = rest;

  test("mistakes are answered as problems, with their field", async () => {
    const post = (body: unknown, headers = {}) => call("POST", "/v1/keys", { body, headers });
    expect(await post({ name: "", target: { kind: "newExecutor" } })).toMatchObject({
      status: 400,
      answer: { reason: "invalid_input", fields: { name: ["A key needs a name."] } },
    });
    expect(await post({ name: "x", target: { kind: "newExecutor" }, surprise: 1 })).toMatchObject({ status: 400 });
    expect(await post("{")).toMatchObject({ status: 400, answer: { reason: "invalid_input" } });
    expect(await post("[]")).toMatchObject({ status: 400 });
    expect(await post("name=x", { "content-type": "application/x-www-form-urlencoded" })).toMatchObject({
      status: 415,
    });
    const named = (characters: number) => ({ name: "x".repeat(characters), target: { kind: "newExecutor" } });
    expect(await post(named(200_000))).toMatchObject({
      status: 400,
      answer: { fields: { name: [expect.any(String)] } },
    });
    expect(await post(named(300_000))).toMatchObject({
      status: 413,
      answer: { detail: expect.stringMatching("256 KiB") },
    });
    expect(await call("GET", "/v1/keys", { query: "?limit=many" })).toMatchObject({
      status: 400,
      answer: { fields: { limit: ["A whole number."] } },
    });
    expect(await call("GET", "/v1/keys", { query: "?limit=201" })).toMatchObject({ status: 400 });
    expect(await call("GET", "/v1/keys", { query: "?nonsense=1" })).toMatchObject({ status: 400 });
    expect(await call("GET", "/v1/keys/{id}", { ids: { id: "nonsense" } })).toMatchObject({ status: 400 });
    const pasted = await call("PUT", "/v1/keys/by-external-id/{externalId}", {
      ids: { externalId: rest.all },
      body: { name: "x", target: { kind: "newExecutor" } },
    });
    expect(pasted.status).toBe(400);
    expect(JSON.stringify(pasted.answer)).not.toContain(rest.all);
  });

  test.each([
    ["GET", "/v1/nothing", 404, null],
    ["GET", "/v1/keys/a/b/c", 404, null],
    ["PUT", "/v1/keys", 405, "GET, POST"],
    ["POST", "/v1/audit", 405, "GET"],
    ["GET", "/v1/keys/revoke-many", 405, "POST"],
    ["GET", "/v1/keys/%zz", 400, null],
  ] as const)(
    "a request that no operation is for is answered as a problem too: %s %s",
    async (method, path, status, allow) => {
      const answer = await fetch(`${rest.owner.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${rest.all}` },
      });
      const problem = { status, detail: expect.any(String), requestId: expect.any(String) };
      expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
      expect({ status: answer.status, allow: answer.headers.get("allow") }).toEqual({ status, allow });
      expect(await answer.json()).toMatchObject(problem);
    },
  );

  test.each(["/v1/keys", "/v1/sync"])("bytes that are no text are refused, not replaced: %s", async (path) => {
    const secret = path === "/v1/keys" ? rest.all : (await create("for bytes")).secret;
    const body = Buffer.concat([
      Buffer.from('{"name":"a'),
      Buffer.of(0xff),
      Buffer.from('","target":{"kind":"newExecutor"}}'),
    ]);
    const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
    const answer = await fetch(`${rest.owner.url}${path}`, { method: "POST", headers, body });
    expect({ status: answer.status, text: await answer.text() }).toEqual({
      status: 400,
      text: expect.stringContaining("in UTF-8"),
    });
  });

  test("an instant is written as RFC 3339 writes it, or refused in words", async () => {
    const { key } = await create("with an end");
    for (const at of ["12/01/2026", "tomorrow", null]) {
      const body = { oldKeyEnds: { kind: "at", at } };
      expect(await call("POST", "/v1/keys/{id}/rotate", { ids: { id: key.id }, body })).toMatchObject({
        status: 400,
        answer: { fields: { "oldKeyEnds.at": [WRITTEN_INSTANT] } },
      });
    }
  });

  test("only a management key opens it: not a session, not an executor's key, and not the two together", async () => {
    const { secret: executorKey } = await create("executor");
    for (const secret of [null, executorKey]) {
      const refused = await call("GET", "/v1/keys", { secret, headers: { cookie: rest.owner.cookie } });
      expect(refused).toMatchObject({ status: 401, answer: { reason: "management_key_missing" } });
      expect(refused.headers.get("www-authenticate")).toBe("Bearer");
    }
    const reader = await keyOf(rest.owner, ["events:read"]);
    const { status, answer } = await call("GET", "/v1/keys", {
      secret: reader,
      headers: { cookie: rest.owner.cookie },
    });
    expect({ status, reason: answer.reason }).toEqual({ status: 403, reason: "scope_missing" });
  });

  const needed: Record<string, ManagementScope | "any" | null> = PROCEDURE_SCOPES;
  const operations = [
    ...OPERATIONS.map(({ method, path, procedure }) => ({ method, path, procedure: procedure as string })),
    ...Object.entries(EXPORTS).map(([list, { procedure }]) => ({
      method: "GET",
      path: `/v1/${list}/export`,
      procedure,
    })),
    { method: "GET", path: AUDIT_STREAM_PATH, procedure: "audit.verify" },
  ];
  const cells = operations
    .filter(({ procedure }) => needed[procedure] !== "any")
    .flatMap((operation) => MANAGEMENT_SCOPES.map((scope) => ({ ...operation, scope })))
    .filter(({ procedure, scope }) => needed[procedure] !== scope);

  test("every method and path of the document for a management key is among the operations that are tried", () => {
    const { paths } = openApiDocument({ version: "1.0.0", basePath: "" }) as {
      paths: Record<string, Record<string, { security?: object[] }>>;
    };
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security }]) => JSON.stringify(security) === '[{"managementKey":[]}]')
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(documented.toSorted());
  });

  test("each operation is refused to every scope but its own", async () => {
    const secrets = new Map<ManagementScope, string>();
    for (const scope of MANAGEMENT_SCOPES) secrets.set(scope, await keyOf(rest.owner, [scope]));
    const scoped = operations.filter(({ procedure }) => needed[procedure] !== "any");
    expect(operations.length - scoped.length).toBe(1);
    expect(cells).toHaveLength(scoped.length * (MANAGEMENT_SCOPES.length - 1));
    const ids = {
      id: `key_${"0".repeat(26)}`,
      externalId: "x",
      name: "x",
      place: "docker",
      facet: "label",
      messageId: "x",
    };
    for (const { method, path, scope } of cells) {
      const body = method === "POST" || method === "PUT" ? { body: {} } : {};
      const { status, answer } = await call(method, path, { ids, secret: secrets.get(scope)!, ...body });
      expect({ method, path, scope, status, reason: answer.reason }).toEqual({
        method,
        path,
        scope,
        status: 403,
        reason: "scope_missing",
      });
    }
  });

  test("no operation finds what is another organization's", async () => {
    const { key, secret: executorKey } = await create("foreign");
    await rest.owner.sync(executorKey, { name: "foreign-1" });
    const { answer } = await call("GET", "/v1/executors", { query: `?apiKeyId=${key.id}` });
    const evil = await rest.server.signIn((await rest.server.addOrganization("Evil")).owner);
    const secret = await keyOf(evil, [...MANAGEMENT_SCOPES]);
    const { channel } = await rest.owner.trpc.channels.create.mutate({ name: "feed", receiver: { kind: "calendar" } });
    const { items: managementKeys } = await rest.owner.trpc.managementKeys.list.query({});
    const foreign = {
      keys: key.id,
      executors: answer.items[0]!.id,
      channels: channel.id,
      "management-keys": managementKeys[0]!.id,
    };
    for (const { method, path, parameters, body } of OPERATIONS) {
      if (parameters?.["id"] === undefined) continue;
      if (path.startsWith("/v1/codes")) continue;
      const id = foreign[path.split("/")[2] as keyof typeof foreign];
      const ids = { id, messageId: `msg_${"0".repeat(26)}` };
      const request = { ids, secret, ...(body === undefined ? {} : { body: body.example }) };
      const { status } = await call(method, path, request);
      expect({ method, path, status }).toEqual({ method, path, status: 404 });
    }
    expect((await call("POST", "/v1/keys/revoke-many", { secret, body: { ids: [key.id] } })).answer.revoked).toEqual(
      [],
    );
    for (const path of ["/v1/keys", "/v1/executors", "/v1/events"]) {
      expect((await call("GET", path, { secret })).answer.items).toEqual([]);
    }
  });
});
