import { Agent, request } from "node:http";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuth } from "../src/sessions/auth.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

/** The methods of better-auth's addresses: every spelling is asked by them. */
const METHODS = ["GET", "POST"];
/** The others: the plain spelling is asked by them too. */
const OTHER_METHODS = ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Ways to write an address of better-auth that could pass a list of allowed endpoints, or reach one that is not in it. */
const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => `/api/auth${path}`,
  (path) => `/api/auth${path}/`,
  (path) => `/api/auth/${path}`,
  (path) => `//api/auth${path}`,
  (path) => `/api//auth${path}`,
  (path) => `/./api/auth${path}`,
  (path) => `/api/auth/x/..${path}`,
  (path) => `/api/auth/%2e%2e/auth${path}`,
  (path) => `/api/auth%2F${path.slice(1)}`,
  (path) => `/api/auth/${path.slice(1).replaceAll("/", "%2F")}`,
  (path) => `/api/auth${path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}`,
  (path) => `/API/AUTH${path.toUpperCase()}`,
  (path) => `/api/auth${path};x=1`,
  (path) => `/api/auth${path}%00`,
  (path) => `/api/auth${path}?x=/api/auth/get-session`,
  (path) => `/api/auth\\${path.slice(1)}`,
  (path) => `/api/auth${path}.json`,
];

/** The allowed endpoints, with the answer to an empty request. */
const OPEN = {
  "POST /api/auth/sign-in/email": 400,
  "POST /api/auth/two-factor/verify-totp": 401,
  "POST /api/auth/two-factor/verify-backup-code": 401,
  "POST /api/auth/sign-out": 200,
  "GET /api/auth/get-session": 200,
  "HEAD /api/auth/get-session": 200,
};

let server: TestServer;
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
beforeAll(async () => {
  server = await startTestServer("sqlite");
});
afterAll(async () => {
  agent.destroy();
  await server.close();
});

interface Answer {
  readonly asked: string;
  readonly status: number;
  readonly body: string;
}

/** Sends a path as it stands: `fetch` would tidy it up. */
function send(method: string, path: string, cookie: string): Promise<Answer> {
  const body = method === "GET" || method === "HEAD" ? "" : "{}";
  // Without its length, node:http sends the body of DELETE and OPTIONS as if it were a next request.
  const headers = { cookie, ...(body === "" ? {} : { "content-type": "application/json", "content-length": 2 }) };
  return new Promise((resolve, reject) => {
    const asked = request(server.url, { method, path, headers, agent }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve({ asked: `${method} ${path}`, status: response.statusCode ?? 0, body: text }));
    });
    asked.on("error", (error) => reject(new Error(`${method} ${path} was not answered`, { cause: error })));
    asked.end(body);
  });
}

/** Every address that better-auth has, of the version that is installed and with the plugins that are loaded. */
function pathsOfBetterAuth(): string[] {
  const { api } = createAuth({
    database: server.database,
    secret: "s".repeat(32),
    publicUrl: server.url,
    cookies: { prefix: "x", isSecure: false, path: "/" },
    logger: pino({ level: "silent" }),
  });
  const paths = Object.values(api).flatMap(({ path }: { path?: string }) => path ?? []);
  return [...new Set(paths)].map((path) => path.replaceAll(/:\w+/g, "x"));
}

test("of better-auth's addresses none is reached but the five that are meant, in every spelling", async () => {
  const { owner } = await server.addOrganization("Acme");
  const { cookie } = await server.signIn(owner);
  // How the server answers where there is nothing, for addresses of each depth.
  const answersToNothing = new Map<string, Answer[]>();
  const askInEverySpelling = (path: string) => {
    // The session lasts until the end of the test.
    const as = path === "/sign-out" ? "" : cookie;
    const asked = SPELLINGS.flatMap((spelling) => METHODS.map((method) => [method, spelling(path)] as const));
    const plain = OTHER_METHODS.map((method) => [method, `/api/auth${path}`] as const);
    return Promise.all([...asked, ...plain].map(([method, written]) => send(method, written, as)));
  };

  const paths = pathsOfBetterAuth();
  expect(paths).toContain("/sign-up/email");
  const reached: Record<string, number> = {};
  for (const path of paths) {
    const nothing = path.replaceAll(/[^/]+/g, "nothing");
    const known = answersToNothing.get(nothing) ?? (await askInEverySpelling(nothing));
    answersToNothing.set(nothing, known);
    for (const [index, { asked, status, body }] of (await askInEverySpelling(path)).entries()) {
      expect({ asked, isFault: status >= 500 }).toEqual({ asked, isFault: false });
      const isNothing = status === known[index]?.status && body === known[index].body;
      // A letter may be written by its number: that is the same address to every server.
      if (!isNothing) reached[decodeURI(asked).replace(/\?.*/, "")] = status;
    }
  }
  expect(reached).toEqual(OPEN);
});
