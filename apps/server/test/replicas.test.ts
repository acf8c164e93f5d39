import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningServer } from "../src/running-server.ts";
import { callProcedure } from "./harness/call.ts";
import { Client } from "./harness/client.ts";
import { LiveSubscription } from "./harness/live-subscription.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";
import { warmKey } from "./trials/pause-under-load.ts";

// Two servers of one process. The endurance lane has processes, which it stops, kills and cuts off from their database.
let server: TestServer;
let another: RunningServer;
let here: Client;
let there: Client;

beforeAll(async () => {
  server = await startTestServer("postgresql");
  another = await server.startAnother();
  here = await server.signIn((await server.addOrganization("Acme")).owner);
  there = new Client(another.url);
  there.cookie = here.cookie;
});
afterAll(async () => {
  await another.close();
  await server.close();
});

test("a key revoked at one server is refused by both, and the answer says that both have acknowledged", async () => {
  const key = await warmKey([here, there]);
  const { receipt } = await here.trpc.apiKeys.revoke.mutate({ id: key.id });
  expect(receipt).toMatchObject({ acknowledged: 2, expiredLeases: 0 });
  for (const client of [here, there]) {
    expect(await client.sync(key.secret, { name: key.id })).toMatchObject({ status: 401, reason: "key_revoked" });
  }
});

test("a management key revoked at one server is refused by the other", async () => {
  const program = { name: "program", scopes: ["keys:read" as const], expiresInDays: 1 };
  const { key, secret } = await here.trpc.managementKeys.create.mutate(program);
  const list = () => callProcedure(there.url, "query", "apiKeys.list", {}, { authorization: `Bearer ${secret}` });
  expect(await list()).toMatchObject({ outcome: "accepted" });
  await here.trpc.managementKeys.revoke.mutate({ id: key.id });
  expect(await list()).toMatchObject({ outcome: "management_key_revoked" });
});

test("a subscription at one server gets the changes made at another", async () => {
  const watching = await LiveSubscription.open(`${there.url}/trpc/live.subscribe`, { cookie: there.cookie });
  await watching.first();
  const { key } = await here.trpc.apiKeys.create.mutate({ name: "told", target: { kind: "newExecutor" } });
  await watching.names("keys", key.id);
  watching.close();
});
