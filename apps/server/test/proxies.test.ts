import { expect, test } from "vitest";
import { MAX_REQUEST_BYTES } from "@excalibur/api/contract";
import { readFileSync } from "node:fs";
import { HTTP_TIMEOUTS } from "../src/http/create-http-server.ts";
import { lacks } from "./harness/debian-programs.ts";
import { checkSample, fillSample, PROXIES } from "./harness/sample-proxies.ts";

for (const name of PROXIES) {
  test.skipIf(lacks(name, "openssl"))(`${name} accepts its sample`, () => {
    checkSample(name, fillSample(name, { port: 4443, server: "127.0.0.1:4701" }));
  });
}

test("the samples bound a request as the server does, and give kept connections up before the server closes them", () => {
  const read = (file: string) => readFileSync(new URL(`../../../deploy/proxies/${file}`, import.meta.url), "utf8");
  expect(MAX_REQUEST_BYTES).toBe(256 * 1024);
  expect(read("nginx.conf")).toContain("client_max_body_size 256k;");
  expect(read("Caddyfile")).toContain("max_size 256KiB");
  expect(read("haproxy.cfg")).toContain(`gt ${MAX_REQUEST_BYTES} }`);
  const kept = [/upstream[^]*?keepalive_timeout (\d+)s/, /\tkeepalive (\d+)s/, /pool-purge-delay (\d+)s/];
  const files = ["nginx.conf", "Caddyfile", "haproxy.cfg"];
  for (const [index, file] of files.entries()) {
    const seconds = Number(kept[index]?.exec(read(file))?.[1]);
    expect([file, seconds * 1_000 < HTTP_TIMEOUTS.keepAliveTimeout]).toEqual([file, true]);
  }
});
