import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { dialects } from "@excalibur/db/testing";
import { MANAGEMENT_SCOPES, type ManagementScope } from "@excalibur/api/contract";
import { PROCEDURE_SCOPES } from "@excalibur/api/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPERATIONS } from "../src/rest/operations.ts";
import { openApiDocument } from "../src/rest/openapi.ts";
import type { Client } from "./harness/client.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

interface Documented {
  readonly content?: Record<string, { schema: object }>;
}
interface Document {
  readonly paths: Record<string, Record<string, { operationId: string; responses: Record<string, Documented> }>>;
}

/** What the tests look at in answers. */
interface Answer {
  readonly key: { readonly id: string };
  readonly code: { readonly id: string };
  readonly secret: string | null;
  readonly items: readonly { readonly id: string; readonly sequence: number; readonly type: string }[];
  readonly nextCursor: string | null;
  readonly revoked: readonly string[];
  readonly reason: string | null;
}

const document = openApiDocument({ version: "1.0.0", basePath: "" }) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ ...document, $id: "https://excalibur.example/openapi" });

/** Holds an answer against the document: its status, its type and its body. */
function expectAsDocumented(method: string, template: string, status: number, type: string, body: unknown): void {
  const documented = document.paths[template]?.[method.toLowerCase()]?.responses[String(status)];
  const mediaType = type.split(";")[0] ?? "";
  expect({ method, template, status, types: Object.keys(documented?.content ?? {}) }).toMatchObject({
    types: expect.arrayContaining([mediaType]),
  });
  if (!mediaType.endsWith("json")) return;
  const pointer = ["paths", template, method.toLowerCase(), "responses", String(status), "content", mediaType, "schema"]
    .map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1"))
    .map(encodeURIComponent)
    .join("/");
  const validate = ajv.getSchema(`https://excalibur.example/openapi#/${pointer}`);
  expect(validate).toBeDefined();
  void validate?.(body);
  expect(validate?.errors ?? []).toEqual([]);
}

describe.each(dialects)("the management API on %s", (dialect) => {
  let server: TestServer;
  let acme: Tenant;
  let owner: Client;
  let all: string;

  beforeAll(async () => {
    server = await startTestServer(dialect);
    acme = await server.addOrganization("Acme");
    owner = await server.signIn(acme.owner);
    all = await keyOf(owner, [...MANAGEMENT_SCOPES]);
  });
  afterAll(() => server.close());

  const keyOf = async ({ trpc }: Client, scopes: ManagementScope[]) =>
    (await trpc.managementKeys.create.mutate({ name: "program", scopes, expiresInDays: 30 })).secret;

  /** Calls an operation by its path in the document, and holds the answer against the document. */
  const call = async (
    method: string,
    template: string,
    {
      ids = {},
      query = "",
      body,
      secret = all,
      headers = {},
    }: {
      ids?: Record<string, string>;
      query?: string;
      body?: unknown;
      secret?: string | null;
      headers?: Record<string, string>;
    } = {},
  ) => {
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ""));
    const response = await fetch(`${server.url}${path}${query}`, {
      method,
      headers: {
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const type = response.headers.get("content-type") ?? "";
    const answer: unknown = type.includes("json") && !type.includes("jsonl") ? JSON.parse(text) : text;
    expectAsDocumented(method, template, response.status, type, answer);
    expect(response.headers.get("cache-control")).toBe("no-store");
    return { status: response.status, answer: answer as Answer, text, headers: response.headers };
  };
  const create = async (name: string) => {
    const body = { name, target: { kind: "newExecutor" } };
    return (await call("POST", "/v1/keys", { body })).answer;
  };

  test("a key is created, found, rotated, revoked and deleted", async () => {
    const body = { name: "prod", target: { kind: "name", name: "prod-1" }, expiresInDays: 90 };
    const created = await call("POST", "/v1/keys", { body });
    expect(created.status).toBe(201);
    expect(created.answer.secret).toMatch(/^exc_/);
    const { id } = created.answer.key;
    expect(await owner.sync(created.answer.secret, { name: "prod-1" })).toMatchObject({ status: 200 });
    expect((await call("GET", "/v1/keys/{id}", { ids: { id } })).answer).toMatchObject({ id, status: "active" });
    const listed = await call("GET", "/v1/keys", { query: "?search=prod&status=active&limit=10" });
    expect(listed.answer).toMatchObject({ total: 1, items: [{ id }] });

    const changed = await call("PATCH", "/v1/keys/{id}", { ids: { id }, body: { note: "for CI" } });
    expect(changed.answer).toMatchObject({ id, note: "for CI" });

    const at = new Date(Date.now() + 60 * 60 * 1000).toISOString();
    const rotated = await call("POST", "/v1/keys/{id}/rotate", {
      ids: { id },
      body: { oldKeyEnds: { kind: "at", at } },
    });
    expect(rotated.answer).toMatchObject({ replaced: { id, retiresAt: at }, key: { replacesKeyId: id } });
    const revoked = await call("POST", "/v1/keys/{id}/revoke", { ids: { id } });
    expect(revoked.answer).toMatchObject({ key: { status: "revoked" }, receipt: { expiredLeases: 0 } });
    expect(await call("POST", "/v1/keys/{id}/revoke", { ids: { id } })).toMatchObject({
      status: 409,
      answer: { reason: "key_revoked", type: "urn:excalibur:problem:key_revoked", title: "Conflict", status: 409 },
    });
    expect((await call("DELETE", "/v1/keys/{id}", { ids: { id } })).answer).toEqual({ id });
    expect(await call("GET", "/v1/keys/{id}", { ids: { id } })).toMatchObject({
      status: 404,
      answer: { reason: "key_not_found" },
    });
  });

  test("many keys are revoked and deleted by their ids", async () => {
    const ids = [(await create("one")).key.id, (await create("two")).key.id].sort();
    const revoked = await call("POST", "/v1/keys/revoke-many", { body: { ids, reason: "retired" } });
    expect(revoked.answer).toMatchObject({ revoked: ids, skipped: [] });
    expect((await call("POST", "/v1/keys/delete-many", { body: { ids } })).answer).toMatchObject({ deleted: ids });
  });

  test("a key with an external id is created once, also when it is asked for many times at once", async () => {
    const put = (externalId: string) =>
      call("PUT", "/v1/keys/by-external-id/{externalId}", {
        ids: { externalId },
        body: { name: "host", target: { kind: "newExecutor" } },
      });
    const answers = await Promise.all(Array.from({ length: 8 }, () => put("host-001")));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(new Set(answers.map(({ answer }) => answer.key.id)).size).toBe(1);
    expect(answers.filter(({ answer }) => answer.secret !== null)).toHaveLength(1);

    const { id } = answers[0]!.answer.key;
    const successor = (await call("POST", "/v1/keys/{id}/rotate", { ids: { id } })).answer.key.id;
    expect(await put("host-001")).toMatchObject({ status: 200, answer: { created: false, key: { id: successor } } });
    await call("POST", "/v1/keys/{id}/revoke", { ids: { id: successor } });
    expect(await put("host-001")).toMatchObject({ status: 200, answer: { key: { id: successor, status: "revoked" } } });
    await call("DELETE", "/v1/keys/{id}", { ids: { id: successor } });
    expect(await put("host-001")).toMatchObject({ status: 201, answer: { created: true } });
  });

  test("an external id is an organization's own", async () => {
    const evil = await server.signIn((await server.addOrganization("Evil")).owner);
    const secret = await keyOf(evil, ["keys:write"]);
    const body = { name: "host", target: { kind: "newExecutor" } };
    const ids = { externalId: "shared-name" };
    const ours = await call("PUT", "/v1/keys/by-external-id/{externalId}", { ids, body });
    const theirs = await call("PUT", "/v1/keys/by-external-id/{externalId}", { ids, body, secret });
    expect([ours.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.answer.key.id).not.toBe(ours.answer.key.id);
  });

  test("an enrolment code is created, listed and revoked", async () => {
    const { status, answer } = await call("POST", "/v1/codes", { body: { namePattern: "web-{n}", maxUses: 2 } });
    expect(status).toBe(201);
    const listed = await call("GET", "/v1/codes");
    expect(listed.answer.items).toMatchObject([{ id: answer.code.id, namePattern: "web-{n}", status: "open" }]);
    const ids = { id: answer.code.id };
    expect((await call("POST", "/v1/codes/{id}/revoke", { ids })).answer).toMatchObject({
      code: { status: "revoked" },
    });
    expect(await call("POST", "/v1/codes/{id}/revoke", { ids })).toMatchObject({ status: 404 });
  });

  test("executors are listed, read, cut off and deleted", async () => {
    const { key, secret } = await create("edge");
    await owner.sync(secret, { name: "edge-1" });
    const { answer } = await call("GET", "/v1/executors", { query: `?apiKeyId=${key.id}&online=true` });
    expect(answer).toMatchObject({ items: [{ name: "edge-1", online: true, boundKey: { id: key.id } }] });
    const ids = { id: answer.items[0]!.id };
    expect((await call("GET", "/v1/executors/{id}", { ids })).answer).toMatchObject({ id: ids.id, kind: "agent" });
    expect((await call("POST", "/v1/executors/{id}/revoke-access", { ids })).answer).toMatchObject({
      key: { id: key.id },
    });
    expect(await call("POST", "/v1/executors/{id}/revoke-access", { ids })).toMatchObject({ status: 409 });
    expect((await call("DELETE", "/v1/executors/{id}", { ids })).answer).toEqual(ids);
    expect(await call("GET", "/v1/executors/{id}", { ids })).toMatchObject({ status: 404 });
    const events = await call("GET", "/v1/events", { query: `?executorId=${ids.id}&from=2026-01-01T00:00:00%2B02:00` });
    expect(events.answer.items.map(({ type }) => type)).toContain("executor.connected");
  });

  test("the audit log is listed page by page, verified and exported", async () => {
    const first = await call("GET", "/v1/audit", { query: "?limit=2" });
    const second = await call("GET", "/v1/audit", { query: `?limit=2&cursor=${first.answer.nextCursor}` });
    const sequences = [...first.answer.items, ...second.answer.items].map(({ sequence }) => sequence);
    expect(sequences).toEqual([0, 1, 2, 3].map((back) => sequences[0]! - back));
    expect((await call("GET", "/v1/audit/verify")).answer).toMatchObject({ ok: true, checked: sequences[0] });
    const { text: lines } = await call("GET", "/v1/audit/export", { query: "?format=jsonl" });
    expect(lines.trim().split("\n")).toHaveLength(sequences[0]!);
    const admin = await server.signIn(await server.addMember(acme, "admin"));
    const secret = await keyOf(admin, ["audit:read"]);
    expect(await call("GET", "/v1/audit/verify", { secret })).toMatchObject({
      status: 403,
      answer: { reason: "not_permitted" },
    });
  });

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
    expect(await post({ name: "x".repeat(40_000), target: { kind: "newExecutor" } })).toMatchObject({ status: 413 });
    expect(await call("GET", "/v1/keys", { query: "?limit=many" })).toMatchObject({
      status: 400,
      answer: { fields: { limit: ["A whole number."] } },
    });
    expect(await call("GET", "/v1/keys", { query: "?limit=201" })).toMatchObject({ status: 400 });
    expect(await call("GET", "/v1/keys", { query: "?nonsense=1" })).toMatchObject({ status: 400 });
    expect(await call("GET", "/v1/keys/{id}", { ids: { id: "nonsense" } })).toMatchObject({ status: 400 });
    const pasted = await call("PUT", "/v1/keys/by-external-id/{externalId}", {
      ids: { externalId: all },
      body: { name: "x", target: { kind: "newExecutor" } },
    });
    expect(pasted.status).toBe(400);
    expect(JSON.stringify(pasted.answer)).not.toContain(all);
  });

  test("only a management key opens it: not a session, not an executor's key, and not the two together", async () => {
    const { secret: executorKey } = await create("executor");
    for (const secret of [null, executorKey]) {
      const refused = await call("GET", "/v1/keys", { secret, headers: { cookie: owner.cookie } });
      expect(refused).toMatchObject({ status: 401, answer: { reason: "management_key_missing" } });
      expect(refused.headers.get("www-authenticate")).toBe("Bearer");
    }
    const reader = await keyOf(owner, ["events:read"]);
    const { status, answer } = await call("GET", "/v1/keys", { secret: reader, headers: { cookie: owner.cookie } });
    expect({ status, reason: answer.reason }).toEqual({ status: 403, reason: "scope_missing" });
  });

  test("a key that requests too much gets `Retry-After`", async () => {
    const secret = await keyOf(owner, ["members:read"]);
    let limited;
    for (let sent = 0; sent <= 1_200 && limited === undefined; sent += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => call("GET", "/v1/events", { secret })));
      limited = answers.find(({ status }) => status === 429);
    }
    expect(limited?.answer).toMatchObject({ reason: "too_many_requests" });
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  const needed: Record<string, ManagementScope | null> = PROCEDURE_SCOPES;
  const cells = [
    ...OPERATIONS.map(({ method, path, procedure }) => ({ method, path, procedure: procedure as string })),
    { method: "GET", path: "/v1/audit/export", procedure: "audit.list" },
  ]
    .flatMap((operation) => MANAGEMENT_SCOPES.map((scope) => ({ ...operation, scope })))
    .filter(({ procedure, scope }) => needed[procedure] !== scope);

  test("each operation is refused to every scope but its own", async () => {
    const secrets = new Map<ManagementScope, string>();
    for (const scope of MANAGEMENT_SCOPES) secrets.set(scope, await keyOf(owner, [scope]));
    expect(cells).toHaveLength((OPERATIONS.length + 1) * (MANAGEMENT_SCOPES.length - 1));
    const ids = { id: `key_${"0".repeat(26)}`, externalId: "x" };
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
    await owner.sync(executorKey, { name: "foreign-1" });
    const { answer } = await call("GET", "/v1/executors", { query: `?apiKeyId=${key.id}` });
    const evil = await server.signIn((await server.addOrganization("Evil")).owner);
    const secret = await keyOf(evil, [...MANAGEMENT_SCOPES]);
    for (const { method, path, parameters, body } of OPERATIONS) {
      if (parameters?.["id"] === undefined) continue;
      if (path.startsWith("/v1/codes")) continue;
      const id = path.startsWith("/v1/keys") ? key.id : answer.items[0]!.id;
      const request = { ids: { id }, secret, ...(body === undefined ? {} : { body: body.example }) };
      expect(await call(method, path, request)).toMatchObject({ status: 404 });
    }
    expect((await call("POST", "/v1/keys/revoke-many", { secret, body: { ids: [key.id] } })).answer.revoked).toEqual(
      [],
    );
    for (const path of ["/v1/keys", "/v1/executors", "/v1/events"]) {
      expect((await call("GET", path, { secret })).answer.items).toEqual([]);
    }
  });
});
