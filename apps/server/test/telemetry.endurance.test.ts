import { expect, test } from "vitest";
import { exportWork, startCollector } from "./harness/collector.ts";

test("as protobuf, which is the standard, no secret, key, hash, header, address or name is among it", async () => {
  const collector = await startCollector();
  const never = await exportWork(collector.url, "http/protobuf");
  expect(collector.raw()).toContain("POST /v1/sync");
  for (const text of never) expect(collector.raw()).not.toContain(text);
});

test("a collector that is away hinders neither syncs nor the end of the server", async () => {
  const never = await exportWork("http://127.0.0.1:9", "http/json");
  expect(never.length).toBeGreaterThan(0);
});
