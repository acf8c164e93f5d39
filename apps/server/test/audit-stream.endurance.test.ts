import { dialects } from "@excalibur/db/testing";
import { expect, test } from "vitest";
import { startTestServer } from "./harness/test-server.ts";
import { tryCutsWhileChanging } from "./trials/cut-audit-stream.ts";

test.each(dialects)(
  "an audit stream on %s that is cut and resumed 100 times during 10,000 changes loses no row and repeats none",
  async (dialect) => {
    const server = await startTestServer(dialect);
    try {
      await expect(tryCutsWhileChanging(server, { cuts: 100, changes: 10_000 })).resolves.toBeUndefined();
    } finally {
      await server.close();
    }
  },
  900_000,
);
