import { expect, test } from "vitest";
import { startTestServer } from "./harness/test-server.ts";
import { tryCutsWhileChanging } from "./trials/cut-audit-stream.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

// SQLite takes one change after the other, so that more of them show nothing more.
test.each([
  ["postgresql", trialSize(2_000, 10_000)],
  ["sqlite", trialSize(500, 2_000)],
] as const)(
  "an audit stream on %s that is cut and resumed 100 times during %i changes loses no row and repeats none",
  async (dialect, changes) => {
    const server = await startTestServer(dialect);
    try {
      await expect(tryCutsWhileChanging(server, { cuts: 100, changes })).resolves.toBeUndefined();
    } finally {
      await server.close();
    }
  },
  900_000,
);
