import { expect, test } from "vitest";
import { ServerProcess } from "./harness/server-process.ts";

test("more than one process on the embedded database is refused in words", async () => {
  const server = ServerProcess.spawn({ EXCALIBUR_WORKERS: "2" });
  expect(await server.ended()).toBe(78);
  expect(server.stderr).toContain("EXCALIBUR_WORKERS needs PostgreSQL");
});
