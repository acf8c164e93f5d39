import Fastify from "fastify";
import { expect, test } from "vitest";
import { addSecurityHeaders } from "./security-headers.ts";

async function headersOf(path: string, overTls = true) {
  const server = Fastify();
  await addSecurityHeaders(server, { overTls });
  for (const url of ["/", "/healthz", "/trpc/:path", "/v1/sync", "/api/audit/export"]) server.get(url, async () => "x");
  const { headers } = await server.inject(path);
  const own = new Set(["content-type", "content-length", "date", "connection"]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !own.has(name)));
}

test.each(["/trpc/apiKeys.list", "/v1/sync", "/api/audit/export"])("%s is no page, and weighs little", async (path) => {
  expect(await headersOf(path)).toEqual({
    "content-security-policy": "default-src 'none';frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
  });
});

test.each(["/", "/healthz", "/nothing-here"])(
  "%s may run its own files only, and no page may frame it",
  async (path) => {
    expect(await headersOf(path)).toMatchObject({
      "content-security-policy": expect.stringContaining("default-src 'none';script-src 'self'") as unknown,
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "SAMEORIGIN",
    });
  },
);

test("nothing is promised of TLS where there is none", async () => {
  for (const path of ["/", "/v1/sync"])
    expect(await headersOf(path, false)).not.toHaveProperty("strict-transport-security");
});
