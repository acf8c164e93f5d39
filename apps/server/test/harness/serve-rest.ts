import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { MANAGEMENT_SCOPES, type ManagementScope } from "@excalibur/api/contract";
import type { Dialect } from "@excalibur/db/testing";
import { afterAll, beforeAll, expect } from "vitest";
import { openApiDocument } from "../../src/rest/openapi.ts";
import type { Client } from "./client.ts";
import type { Tenant } from "./people.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

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

interface Call {
  readonly ids?: Record<string, string>;
  readonly query?: string;
  readonly body?: unknown;
  /** A management key; without it, the one that may do everything. */
  readonly secret?: string | null;
  readonly headers?: Record<string, string>;
}

/** A server for a block of tests, and calls of its management API that are held against the document. */
export function serveRest(dialect: Dialect) {
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
    { ids = {}, query = "", body, secret = all, headers = {} }: Call = {},
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
  return {
    get server() {
      return server;
    },
    get acme() {
      return acme;
    },
    get owner() {
      return owner;
    },
    /** A management key with every scope. */
    get all() {
      return all;
    },
    keyOf,
    call,
    create,
  };
}
