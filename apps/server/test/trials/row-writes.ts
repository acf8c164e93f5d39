import { dialects } from "@excalibur/db/testing";
import { expect, test } from "vitest";
import type { Client } from "../harness/client.ts";
import { startTestServer, type TestServer } from "../harness/test-server.ts";

const BATCH = 20;
const ROUNDS = 10;

/** @param executorCount executors of one key, each of which syncs ten times. */
export function tryRowWrites(executorCount: number): void {
  test.each(dialects)(
    `${ROUNDS * executorCount} syncs from ${executorCount} executors write each executor's row at most once in 5 s, as the database counts, on %s`,
    async (dialect) => {
      const server = await startTestServer(dialect, {}, { repeatsJobs: true });
      const tenant = await server.addOrganization("Acme");
      const owner = await server.signIn(tenant.owner);
      await server.startMinute();
      const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "fleet", target: { kind: "newExecutor" } });
      const syncAll = async () => {
        for (let first = 0; first < executorCount; first += BATCH) await syncBatch(owner, secret, first);
      };
      await syncAll();
      const writes = await countRowWrites(server);
      const startedAt = performance.now();
      for (let round = 0; round < ROUNDS; round++) await syncAll();
      await server.flushPresence({ onlyDue: true });
      const elapsedMs = performance.now() - startedAt;
      const { executors, mostWrites } = await writes();
      expect(executors).toBeLessThanOrEqual(executorCount);
      expect(mostWrites).toBeLessThanOrEqual(Math.floor(elapsedMs / 5_000) + 1);
      await server.close();
    },
    900_000,
  );
}

/** Syncs of as many executors in one request as the server takes. */
async function syncBatch(owner: Client, secret: string, first: number): Promise<void> {
  const indexes = Array.from({ length: BATCH }, (_, index) => index);
  const inputs = indexes.map((index) => [
    index,
    { json: { name: `fleet-${first + index}`, kind: "agent", version: "1.0.0" } },
  ]);
  const response = await fetch(`${owner.url}/trpc/${indexes.map(() => "executor.sync").join(",")}?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
    body: JSON.stringify(Object.fromEntries(inputs)),
  });
  const answers = (await response.json()) as { result?: unknown }[];
  expect(answers.filter(({ result }) => result !== undefined)).toHaveLength(BATCH);
}

/** Lets the database itself count how often each executor's row is written. */
async function countRowWrites(server: TestServer) {
  const { client, dialect } = server.database;
  await client.$executeRawUnsafe("CREATE TABLE row_writes (executor_id TEXT)");
  const count = "INSERT INTO row_writes VALUES (NEW.id)";
  if (dialect === "sqlite") {
    await client.$executeRawUnsafe(`CREATE TRIGGER count_writes AFTER UPDATE ON executor BEGIN ${count}; END`);
  } else {
    await client.$executeRawUnsafe(
      `CREATE FUNCTION count_write() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${count}; RETURN NULL; END $$`,
    );
    await client.$executeRawUnsafe(
      "CREATE TRIGGER count_writes AFTER UPDATE ON executor FOR EACH ROW EXECUTE FUNCTION count_write()",
    );
  }
  return async () => {
    const rows = await client.$queryRawUnsafe<{ writes: number | bigint }[]>(
      "SELECT count(*) AS writes FROM row_writes GROUP BY executor_id",
    );
    return { executors: rows.length, mostWrites: Math.max(...rows.map(({ writes }) => Number(writes))) };
  };
}
