import { formatSecret } from "@excalibur/api/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rawRequest } from "./harness/raw-request.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer("sqlite");
});
afterAll(() => server.close());

const BEGINNINGS = ["/", "/assets/", "/keys/", "/trpc/", "/api/", "/api/auth/", "/v1/", "/healthz/", "/metrics/"];
const PIECES = [
  "",
  "/x",
  "./x",
  "../x",
  ".",
  "..",
  "%00",
  "%2e%2e",
  "%2e",
  "%2f",
  "%5c..%5c",
  "\\x",
  "x\\..\\y",
  ".env",
  "%",
  "%zz",
  "%c0%af",
  "%ff",
  "%ed%a0%80",
  "a%0d%0ab",
  "x".repeat(4_000),
  "%25",
  "%252e",
  ";",
  "~",
  "*",
  "a//b",
  "?",
  "?a=%",
  "?input=%00",
  "#",
  "index.html/",
  "index.html.br",
  "index.html%00.js",
  "..%00/",
  "http://x/",
];
const addresses = BEGINNINGS.flatMap((beginning) => PIECES.map((piece) => `${beginning}${piece}`));
const METHODS = ["GET", "POST", "TRACE"];

test.each(METHODS)("no address causes a fault of the server: %s", async (method) => {
  const odd: string[] = [];
  for (const address of [...addresses, "//x", "//evil.example/%2f.."]) {
    for (const accept of ["*/*", "text/html"]) {
      const { status, text } = await rawRequest(server.url, address, { method, headers: { accept } }).catch(
        (error: unknown) => {
          throw new Error(`no answer at ${address}`, { cause: error });
        },
      );
      if (status >= 500 || /node_modules|\.ts\b|Error:|stack/.test(text)) odd.push(`${status} ${address}`);
    }
  }
  expect(odd).toEqual([]);
});

test.each(["//x", "/./x", "/%00", "/assets/.", "/%zz", "/assets/../../package.json"])(
  "%s is the caller's mistake, answered in the server's own form",
  async (address) => {
    const { status, reason, text } = await rawRequest(server.url, address, {});
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(reason).toMatch(/^(not_found|invalid_input)$/);
    expect(text).toMatch(/"message":"[A-Z][^"]+\."/);
  },
);

test("an API key that is pasted into a sign-in or an address is refused, and not answered", async () => {
  const secret = formatSecret(new Uint8Array(32).fill(9));
  const post = (path: string, body: object) =>
    rawRequest(server.url, path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  for (const body of [
    { email: secret, password: "x" },
    { email: "a@b.test", password: ` ${secret}` },
    { code: secret },
  ]) {
    for (const path of ["/api/auth/sign-in/email", "/api/auth/two-factor/verify-totp"]) {
      const answer = await post(path, body);
      expect(answer).toMatchObject({ status: 400, reason: "invalid_input" });
      expect(answer.text).toContain("looks like an API key");
      expect(answer.text).not.toContain(secret);
    }
  }
  for (const path of [
    `/${secret}`,
    `/trpc/${secret}`,
    `/v1/${secret}`,
    `/api/${secret}`,
    `/x?a=${secret}`,
    `/%zz${secret}`,
  ]) {
    expect((await rawRequest(server.url, path)).text).not.toContain(secret);
  }
});
