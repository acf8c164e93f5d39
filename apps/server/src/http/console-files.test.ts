import { mkdtemp, rm, writeFile, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mountConsole } from "./console-files.ts";

const SCRIPT = `console.log(${JSON.stringify("the console ".repeat(200))});`;
const PAGE = `<!doctype html><title>Excalibur</title>${" ".repeat(2_000)}`;

const server: FastifyInstance = Fastify();
let folder: string;

/** A build as `vite build` leaves it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "excalibur-console-"));
  await mkdir(join(folder, "assets"));
  for (const [name, text] of [
    ["assets/start-1a2b.js", SCRIPT],
    ["index.html", PAGE],
  ] as const) {
    await writeFile(join(folder, name), text);
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(text));
    await writeFile(join(folder, `${name}.gz`), gzipSync(text));
  }
  await mountConsole(server, { folder, basePath: "" });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });

test.each([
  ["brotli where it may choose", "gzip, deflate, br", "br", brotliDecompressSync],
  ["gzip where there is no brotli", "gzip, deflate", "gzip", gunzipSync],
  ["the plain file where nothing else was asked for", "identity", undefined, (bytes: Buffer) => bytes],
] as const)("sends JavaScript as %s", async (_, asked, encoding, decode) => {
  const { headers, rawPayload } = await get("/assets/start-1a2b.js", { "accept-encoding": asked });
  expect(headers["content-encoding"]).toBe(encoding);
  expect(headers["content-type"]).toMatch(/^(text|application)\/javascript/);
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(headers.vary).toBe("accept-encoding");
  expect(decode(rawPayload).toString()).toBe(SCRIPT);
});

test("a browser that asks for no encoding gets the plain file", async () => {
  const { headers, body } = await get("/assets/start-1a2b.js");
  expect(headers).not.toHaveProperty("content-encoding");
  expect(body).toBe(SCRIPT);
});

test.each(["/", "/keys/key_01jx"])("the page is compressed too, and revalidated each time, at %s", async (path) => {
  const { headers, rawPayload } = await get(path, { "accept-encoding": "br", accept: "text/html" });
  expect(headers["content-encoding"]).toBe("br");
  expect(headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(headers["cache-control"]).toBe("no-cache");
  expect(brotliDecompressSync(rawPayload).toString()).toBe(PAGE);
});
