import { MAX_REQUEST_BYTES } from "@excalibur/api/contract";
import { afterEach, describe, expect, it } from "vitest";
import { UNREACHABLE_HEADER } from "../../shared/host-bridge.ts";
import { SessionCookies } from "../session/session-cookies.ts";
import { handleAppRequest } from "./handle-app-request.ts";
import { createTestApp, startTestServer } from "./test-server.ts";

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(...args: Parameters<typeof startTestServer>) {
  const server = await startTestServer(...args);
  servers.push(server);
  return server;
}

const nowhere = "http://127.0.0.1:9";
const postJson = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

describe("files of the renderer", () => {
  it("serves the page with a policy that allows no inline script, no inline style and no foreign origin", async () => {
    const { request } = await createTestApp(nowhere);
    const response = await request("/");
    expect(await response.text()).toContain("the page");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain("unsafe");
  });

  it("serves assets with their type and the page for the app's own addresses", async () => {
    const { request } = await createTestApp(nowhere);
    expect((await request("/assets/index-1a2b.js")).headers.get("content-type")).toContain("text/javascript");
    expect(await (await request("/keys/key_01jx")).text()).toContain("the page");
    expect((await request("/assets/missing.js")).status).toBe(404);
  });

  it.each([
    "/../%2e%2e/etc/passwd.txt",
    "/%2e%2e%2fsecret.txt",
    "/assets/..%2f..%2f..%2f..%2fetc%2fhosts.txt",
    "/..%5c..%5cwindows.ini",
    "/%00index.html",
    "/%E0%A4%A.js",
  ])("never leaves the folder for %s", async (path) => {
    const { request } = await createTestApp(nowhere);
    const response = await request(path);
    expect([400, 403, 404]).toContain(response.status);
    expect(await response.text()).toBe("");
  });

  it("does not take a sibling folder of the same beginning for its own", async () => {
    const { request, rendererFolder } = await createTestApp(nowhere);
    const sibling = `/..%2f${rendererFolder.split("/").at(-1)}-secret.txt`;
    expect((await request(sibling)).status).toBe(403);
  });

  it("knows no other host and no other method", async () => {
    const { request } = await createTestApp(nowhere);
    expect((await request("/", { method: "PUT" })).status).toBe(405);
    const foreign = new Request("app://elsewhere/");
    const unused = { rendererFolder: "/", serverUrl: () => nowhere, fetch, timeoutMs: 1 };
    const { cookies } = await createTestApp(nowhere);
    expect((await handleAppRequest(foreign, { ...unused, cookies })).status).toBe(404);
  });
});

describe("requests to the server", () => {
  it("wait for the session of the last run, while files of the page do not", async () => {
    const server = await serve((_request, response) => response.end("{}"));
    let open: (text: string) => void = () => {};
    const opened = new Promise<string>((resolve) => (open = resolve));
    const file = { isKept: async () => true, read: () => opened, write: async () => {} };
    const cookies = new SessionCookies(file, Date.now);
    void cookies.restore();
    const { request } = await createTestApp(server.origin, { cookies });
    const answer = request("/trpc/account.get");
    expect((await request("/")).status).toBe(200);
    expect(server.seen).toEqual([]);
    open(JSON.stringify({ [server.origin]: [{ name: "s", value: "1", expiresAt: null }] }));
    expect((await answer).status).toBe(200);
    expect(server.seen[0]?.headers["cookie"]).toBe("s=1");
  });

  it("go below the path that the server is at, with its origin alone", async () => {
    const server = await serve((_request, response) => response.end("{}"));
    const { request } = await createTestApp(`${server.origin}/excalibur`);
    await request("/trpc/account.get");
    expect(server.seen[0]).toMatchObject({ url: "/excalibur/trpc/account.get", headers: { origin: server.origin } });
  });

  it("passes calls on with the server's own origin, and answers back", async () => {
    const server = await serve((_request, response) => {
      response.setHeader("content-type", "application/json").setHeader("x-secret-header", "1").end('[{"result":1}]');
    });
    const { request } = await createTestApp(server.origin);
    const response = await request("/trpc/apiKeys.list?batch=1", {
      headers: { authorization: "Bearer x", accept: "*/*", "excalibur-organization": "org_1" },
    });
    expect(await response.json()).toEqual([{ result: 1 }]);
    expect(response.headers.get("x-secret-header")).toBeNull();
    expect(server.seen[0]?.url).toBe("/trpc/apiKeys.list?batch=1");
    expect(server.seen[0]?.headers.origin).toBe(server.origin);
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
    expect(server.seen[0]?.headers["excalibur-organization"]).toBe("org_1");
  });

  it("keeps the session to itself: the page sees neither cookie nor token, later calls carry it", async () => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith("/api/auth/sign-in") === true) {
        response.setHeader("set-cookie", [
          "excalibur.session_token=abc.def; Max-Age=60; Path=/; HttpOnly; SameSite=Strict",
        ]);
        response.setHeader("set-auth-token", "abc.def");
      }
      response.setHeader("content-type", "application/json").end('{"token":"abc","user":{"id":"usr_1"}}');
    });
    const { request } = await createTestApp(server.origin);
    const signIn = await request(
      "/api/auth/sign-in/email",
      postJson({ email: "a@b.c", password: "correct horse battery" }),
    );
    expect(signIn.status).toBe(200);
    expect([...signIn.headers.keys()]).not.toContain("set-cookie");
    expect([...signIn.headers.keys()]).not.toContain("set-auth-token");
    expect(await signIn.text()).toBe("{}");
    expect(server.seen[0]?.body).toContain("correct horse battery");

    await request("/trpc/account.get");
    expect(server.seen[1]?.headers.cookie).toBe("excalibur.session_token=abc.def");
  });

  it("passes the reason of a refused sign-in to the page", async () => {
    const server = await serve((_request, response) => {
      response.writeHead(401, { "content-type": "application/json" }).end('{"code":"INVALID_EMAIL_OR_PASSWORD"}');
    });
    const { request } = await createTestApp(server.origin);
    const response = await request("/api/auth/sign-in/email", postJson({}));
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ code: "INVALID_EMAIL_OR_PASSWORD" });
  });

  it.each(["audit", "keys", "executors", "events", "members"])(
    "lets the %s be downloaded under the server's name for the file",
    async (list) => {
      const server = await serve((_request, response) => {
        response.setHeader("content-type", "text/csv").setHeader("content-disposition", 'attachment; filename="a.csv"');
        response.end("id\n");
      });
      const { request } = await createTestApp(server.origin);
      const response = await request(`/api/${list}/export?format=csv`);
      expect(await response.text()).toBe("id\n");
      expect(response.headers.get("content-disposition")).toBe('attachment; filename="a.csv"');
      expect(server.seen[0]?.url).toBe(`/api/${list}/export?format=csv`);
      const posted = await request(`/api/${list}/export`, { method: "POST" });
      expect(posted.status).toBe(list === "keys" ? 200 : 404);
    },
  );

  it("forwards to no other endpoint of the server", async () => {
    const server = await serve((_request, response) => void response.end("{}"));
    const { request } = await createTestApp(server.origin);
    expect((await request("/api/auth/get-session")).status).toBe(404);
    expect((await request("/v1/sync", { method: "POST" })).status).toBe(405);
    expect(server.seen).toEqual([]);
  });

  it("sends a cookie to the server that set it and to no other", async () => {
    const first = await serve((_request, response) => void response.setHeader("set-cookie", "s=1").end("{}"));
    const second = await serve((_request, response) => void response.end("{}"));
    let current = first.origin;
    const { request } = await createTestApp("", { serverUrl: () => current });
    await request("/trpc/a");
    current = second.origin;
    await request("/trpc/b");
    expect(second.seen[0]?.headers.cookie).toBeUndefined();
  });

  it("follows no redirect", async () => {
    const elsewhere = await serve((_request, response) => void response.end("{}"));
    const server = await serve(
      (_request, response) => void response.writeHead(302, { location: elsewhere.origin }).end(),
    );
    const { request } = await createTestApp(server.origin);
    const response = await request("/trpc/a");
    expect(response.status).toBe(502);
    expect(response.headers.get(UNREACHABLE_HEADER)).toBe("redirect");
    expect(elsewhere.seen).toEqual([]);
  });

  it("refuses a body that the server would refuse", async () => {
    const server = await serve((_request, response) => void response.end("{}"));
    const { request } = await createTestApp(server.origin);
    expect((await request("/trpc/a", postJson("x".repeat(MAX_REQUEST_BYTES)))).status).toBe(413);
    expect(server.seen).toEqual([]);
  });
});

describe("a server that does not answer", () => {
  it("is distinguished from one that refuses", async () => {
    const server = await startTestServer(() => {});
    await server.close();
    const { request } = await createTestApp(server.origin);
    const response = await request("/trpc/server.info");
    expect(response.status).toBe(502);
    expect(response.headers.get(UNREACHABLE_HEADER)).toBe("refused");
  });

  it("is given up after the timeout", async () => {
    const server = await serve(() => {});
    const { request } = await createTestApp(server.origin, { timeoutMs: 50 });
    const response = await request("/trpc/server.info");
    expect(response.status).toBe(504);
    expect(response.headers.get(UNREACHABLE_HEADER)).toBe("timeout");
  });

  it("may take longer than the timeout once it has begun to answer", async () => {
    const server = await serve((_request, response) => {
      response.write("begun ");
      setTimeout(() => response.end("and done"), 1_200);
    });
    // Long enough to begin an answer on a busy machine.
    const { request } = await createTestApp(server.origin, { timeoutMs: 1_000 });
    expect(await (await request("/trpc/live")).text()).toBe("begun and done");
  });
});

describe("a stream that the page gives up", () => {
  it("is closed at the server too, 3 of 3", async () => {
    let open = 0;
    const server = await serve((_request, response) => {
      open += 1;
      response.on("close", () => (open -= 1));
      response.writeHead(200, { "content-type": "text/event-stream" }).write("event: ready\n\n");
    });
    const { request } = await createTestApp(server.origin);
    const bodies = await Promise.all(
      [1, 2, 3].map(async () => {
        const { body } = await request("/trpc/live.subscribe");
        return body!.getReader();
      }),
    );
    await Promise.all(bodies.map((body) => body.read()));
    expect(open).toBe(3);
    await Promise.all(bodies.map((body) => body.cancel()));
    await expect.poll(() => open).toBe(0);
  });
});
