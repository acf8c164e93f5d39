import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client } from "./harness/client.ts";
import { freePort } from "../../../scripts/testing/free-port.ts";
import { rawRequest } from "./harness/raw-request.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const JSON_TYPE = { "content-type": "application/json" };

describe("a request under a name that is not the server's", () => {
  let server: TestServer;
  /** Where it listens: its own address is the public one. */
  let url = "";
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    server = await startTestServer("sqlite", {
      EXCALIBUR_PORT: String(port),
      EXCALIBUR_PUBLIC_URL: "http://excalibur.example.com",
      EXCALIBUR_ALLOWED_HOSTS: "Excalibur.internal, monitoring.svc",
    });
  });
  afterAll(() => server.close());

  const guarded = [
    ["GET", "/"],
    ["GET", "/metrics"],
    ["GET", "/keys"],
    ["GET", "/trpc/server.info"],
    ["GET", "/trpc/setup.status"],
    ["GET", "/trpc/executor.sync,setup.status?batch=1"],
    ["GET", "/trpc/account.get"],
    ["GET", "/api/auth/get-session"],
    ["GET", "/api/audit/export?format=csv"],
    ["POST", "/api/auth/sign-in/email"],
    ["POST", "/api/auth/sign-out"],
    ["POST", "/trpc/setup.createOwner"],
    ["GET", "/nothing/here"],
  ] as const;

  test.each(guarded)("is refused: %s %s", async (method, path) => {
    for (const host of ["evil.example", "evil.example:4700", "127.0.0.1.evil.example", "excalibur.example.com.evil"]) {
      const body = method === "POST" ? "{}" : "";
      const answer = await rawRequest(url, path, { method, body, headers: { host, ...JSON_TYPE } });
      expect(answer).toMatchObject({ status: 421, reason: "foreign_host" });
    }
  });

  test("is refused also where the target names the host, which counts in place of the header", async () => {
    const headers = { host: "excalibur.example.com" };
    const evil = await rawRequest(url, "http://evil.example/trpc/setup.status", { headers });
    expect(evil).toMatchObject({ status: 421, reason: "foreign_host" });
    const own = await rawRequest(url, "http://excalibur.example.com/trpc/setup.status", {
      headers: { host: "evil.example" },
    });
    expect(own.status).toBe(200);
  });

  test.each(["/healthz", "/v1/sync", "/v1/keys", "/keys"])(
    "is refused where it names several hosts, or none that can be: %s",
    async (path) => {
      const headers = [
        ["Host", "127.0.0.1"],
        ["hOST", "127.0.0.1"],
      ];
      for (const sent of [headers, [["Host", "a@b"]], [["Host", "a b"]]]) {
        const answer = await rawRequest(url, path, { method: "POST", headers: sent.flat() });
        expect(answer).toMatchObject({ status: 400, reason: "invalid_input" });
      }
    },
  );

  test.each(guarded)("is not refused under its own names and addresses: %s %s", async (method, path) => {
    const own = [
      "excalibur.example.com",
      "localhost:1",
      "127.0.0.1",
      "10.42.0.7:4700",
      "[fd00::7]",
      "excalibur.INTERNAL",
    ];
    for (const host of own) {
      const body = method === "POST" ? "{}" : "";
      const answer = await rawRequest(url, path, { method, body, headers: { host, ...JSON_TYPE } });
      expect(answer.status).not.toBe(421);
      expect(answer.status).not.toBe(403);
    }
  });

  test("is answered where it is a probe or an executor with a key of its own", async () => {
    const tenant = await server.addOrganization("Acme");
    const owner = new Client(url);
    ({ cookie: owner.cookie } = await server.signIn(tenant.owner));
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "prod", target: { kind: "newExecutor" } });
    const headers = { host: "excalibur.default.svc:4700", authorization: `Bearer ${secret}`, ...JSON_TYPE };
    const input = { name: "edge-1", kind: "agent", version: "1" };
    const syncs = [
      ["/v1/sync", JSON.stringify(input)],
      ["/trpc/executor.sync", JSON.stringify({ json: input })],
    ] as const;
    for (const [path, body] of syncs) {
      for (const more of [{}, { "content-type": "application/json; charset=utf-8" }]) {
        const answer = await rawRequest(url, path, { method: "POST", body, headers: { ...headers, ...more } });
        expect(answer.status).toBe(200);
      }
    }
    for (const path of ["/healthz", "/readyz", "/v1/openapi.json"]) {
      expect((await rawRequest(url, path, { headers: { host: "any.name" } })).status).toBe(200);
    }
  });
});

describe("a request that another site makes a browser send", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer("sqlite");
  });
  afterAll(() => server.close());

  const reads = ["/", "/metrics", "/trpc/server.info", "/api/auth/get-session", "/v1/openapi.json"];
  const changes = ["/trpc/apiKeys.create", "/api/auth/sign-in/email", "/api/auth/sign-out", "/v1/sync"];
  const ask = (path: string, headers: Record<string, string>) =>
    changes.includes(path)
      ? rawRequest(server.url, path, { method: "POST", body: "{}", headers: { ...JSON_TYPE, ...headers } })
      : rawRequest(server.url, path, { headers });

  test.each([...reads, ...changes])("is refused by its Origin: %s", async (path) => {
    const own = new URL(server.url);
    for (const origin of [
      own.origin.replace("http:", "https:"),
      own.origin.replace("http:", "ftp:"),
      own.origin.replace("127.0.0.1", "localhost"),
      own.origin.replace(/:\d+$/, ":1"),
      "https://evil.example",
      "null",
      "file://",
    ]) {
      expect(await ask(path, { origin })).toMatchObject({ status: 403, reason: "foreign_origin" });
    }
    expect((await ask(path, { origin: own.origin })).reason).not.toBe("foreign_origin");
  });

  test.each([...reads, ...changes])("is refused by Sec-Fetch-Site: %s", async (path) => {
    for (const site of ["cross-site", "same-site", "Cross-Site", "unheard-of", "cross-site, same-origin"]) {
      for (const mode of ["no-cors", "cors", "same-origin"]) {
        const answer = await ask(path, { "sec-fetch-site": site, "sec-fetch-mode": mode });
        expect(answer).toMatchObject({ status: 403, reason: "foreign_origin" });
      }
    }
    for (const site of ["same-origin", "none"]) {
      expect((await ask(path, { "sec-fetch-site": site })).reason).not.toBe("foreign_origin");
    }
  });

  test("may open a page by a link, and send no form", async () => {
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", accept: "text/html" };
    expect((await ask("/keys", link)).status).not.toBe(403);
    const form = { ...link, "content-type": "application/x-www-form-urlencoded" };
    for (const path of changes) expect((await ask(path, form)).status).toBe(403);
  });
});
