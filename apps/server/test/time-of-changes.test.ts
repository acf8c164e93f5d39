import type { Database } from "@excalibur/db";
import { expect, onTestFinished, test } from "vitest";
import { startTestServer } from "./harness/test-server.ts";

test("a change of all keys, by a policy or as a member leaves, has the minute that it asks for; others have the default", async () => {
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
  const tenant = await server.addOrganization("Acme");
  const owner = await server.signIn(tenant.owner);
  await server.addMember(tenant, "admin");
  await owner.trpc.apiKeys.create.mutate({ name: "prod", target: { kind: "newExecutor" } });
  await owner.trpc.policies.update.mutate({ longestLifeDays: 90 });
  const { items } = await owner.trpc.members.list.query();
  await owner.trpc.members.remove.mutate({ id: items.find(({ role }) => role === "admin")?.id ?? "" });
  expect(asked).toEqual([{}, { timeoutMs: 60_000 }, { timeoutMs: 60_000 }]);
});
