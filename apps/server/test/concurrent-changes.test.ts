import type { Database } from "@excalibur/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const ROUNDS = 8;

let server: TestServer;
let owner: Client;
let started = 0;
let run = 0;

/** Counts how often transactions were started, and how often their work was run. */
function counting(database: Database): Database {
  return {
    ...database,
    transact: (work) => {
      started++;
      return database.transact((tx) => {
        run++;
        return work(tx);
      });
    },
  };
}

beforeAll(async () => {
  server = await startTestServer("postgresql", { EXCALIBUR_DATABASE_CONNECTIONS: "10" }, { through: counting });
  owner = await server.signIn((await server.addOrganization("Acme")).owner);
});
afterAll(() => server.close());

const create = (name: string) => owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR });

/** A key with the executor that is bound to it. */
async function connect(name: string) {
  const { key, secret } = await create(name);
  await owner.sync(secret, { name });
  const [executor] = (await owner.trpc.executors.list.query({ search: name })).items;
  return { keyId: key.id, executorId: executor?.id ?? "" };
}

test("changes of one organization's keys at the same moment never wait for each other in a circle", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const bound = await Promise.all(["a", "b", "c"].map((name) => connect(`${name}-${round}`)));
    const [toDelete, toCutOff, toRotate] = bound as [(typeof bound)[0], (typeof bound)[0], (typeof bound)[0]];
    const [toRevoke, gone] = [await create("revoke"), await create("gone")];
    await owner.trpc.apiKeys.revoke.mutate({ id: gone.key.id });
    await Promise.all([
      create("new"),
      owner.trpc.apiKeys.revoke.mutate({ id: toRevoke.key.id }),
      owner.trpc.apiKeys.delete.mutate({ id: gone.key.id }),
      owner.trpc.apiKeys.rotate.mutate({ id: toRotate.keyId }),
      owner.trpc.executors.delete.mutate({ id: toDelete.executorId }),
      owner.trpc.executors.revokeAccess.mutate({ id: toCutOff.executorId }),
      create("newer"),
    ]);
  }
  // PostgreSQL ends a deadlock by aborting one transaction, whose work is then run again.
  expect(run).toBe(started);
  expect(await owner.trpc.audit.verify.query()).toMatchObject({ ok: true, firstBad: null });
});
