import type { Database } from "@excalibur/db";
import { expect, onTestFinished, test } from "vitest";
import { startTestServer } from "./harness/test-server.ts";

test("a policy's transaction has the minute that it asks for, for keys that can't be moved in parts; others have the default", async () => {
  const asked: Parameters<Database["transact"]>[1][] = [];
  const server = await startTestServer(
    "sqlite",
    {},
    {
      through: (database) => ({
        ...database,
        transact: (work, options) => {
          asked.push(options ?? {});
          return database.transact(work, options);
        },
      }),
    },
  );
  onTestFinished(() => server.close());
  const owner = await server.signIn((await server.addOrganization("Acme")).owner);
  await owner.trpc.apiKeys.create.mutate({ name: "prod", target: { kind: "newExecutor" } });
  await owner.trpc.policies.update.mutate({ longestLifeDays: 90 });
  expect(asked).toEqual([{}, { timeoutMs: 60_000 }]);
});
