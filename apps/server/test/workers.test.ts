import { readFile } from "node:fs/promises";
import { createTestDatabaseUrl } from "@excalibur/db/testing";
import { expect, test } from "vitest";
import { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess } from "./harness/server-process.ts";

const WORKERS = 2;
/** A start takes long on a busy machine. */
const REPLACED_WITHIN_MS = 150_000;
const NEW_EXECUTOR = { kind: "newExecutor" } as const;

test(`${WORKERS} processes behind one port are replaced, one by one or after a crash, and nothing acknowledged is lost`, async () => {
  const { url, remove } = await createTestDatabaseUrl("postgresql");
  const server = await ServerProcess.start({
    ...OWNER_VARIABLES,
    DATABASE_URL: url,
    EXCALIBUR_AUTH_SECRET: "s".repeat(32),
    EXCALIBUR_WORKERS: String(WORKERS),
  });
  const before = await childrenOf(server.pid);
  expect(before).toHaveLength(WORKERS);
  const owner = new Client(server.url);
  await owner.signIn(OWNER);
  const { secret } = await retried(() => owner.trpc.apiKeys.create.mutate({ name: "all", target: NEW_EXECUTOR }));

  const acknowledged = new Set<string>();
  const answers = new Set<string | null>();
  let isOver = false;
  const syncs = ["a", "b"].map(async (name) => {
    while (!isOver) answers.add((await retried(() => owner.sync(secret, { name }))).reason);
  });
  const creates = (async () => {
    while (!isOver) {
      const created = await owner.trpc.apiKeys.create.mutate({ name: "kept", target: NEW_EXECUTOR }).catch(() => null);
      if (created !== null) acknowledged.add(created.key.id);
    }
  })();
  server.signal("SIGHUP");
  const replacement = async (gone: readonly number[]) => {
    const now = await childrenOf(server.pid);
    expect(now).toHaveLength(WORKERS);
    expect(now.filter((pid) => gone.includes(pid))).toEqual([]);
  };
  await eventually(() => replacement(before), REPLACED_WITHIN_MS);
  const [victim = 0] = await childrenOf(server.pid);
  process.kill(victim, "SIGKILL");
  await eventually(() => replacement([victim]), REPLACED_WITHIN_MS);
  isOver = true;
  await Promise.all([...syncs, creates]);

  expect([...answers]).toEqual([null]);
  expect(acknowledged.size).toBeGreaterThan(0);
  for (const id of acknowledged)
    expect(await retried(() => owner.trpc.apiKeys.get.query({ id }))).toMatchObject({ id });
  expect(server.stdout.match(/is ready at/g)).toHaveLength(1);
  expect(await server.stop()).toBe(0);
  await remove();
}, 400_000);

test("more than one process on the embedded database is refused in words", async () => {
  const server = ServerProcess.spawn({ EXCALIBUR_WORKERS: "2" });
  expect(await server.ended()).toBe(78);
  expect(server.stderr).toContain("EXCALIBUR_WORKERS needs PostgreSQL");
});

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return children.trim().split(" ").map(Number);
}

/** As every client does whose connection was closed while its request was on the way. */
async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
