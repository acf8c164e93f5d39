import { chmod, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import type { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { ExecutorCommand } from "./harness/executor-command.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";
import { watchTheWayTo } from "./harness/watched-way.ts";

const EXIT_REFUSED = 77;

describe.each(dialectsAboveStores)("moving a running executor to a key made for it, on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;
  beforeAll(async () => {
    server = await startTestServer(dialect);
    owner = await server.signIn((await server.addOrganization("Acme")).owner);
  });
  afterAll(() => server.close());

  /** An executor that runs on key A, a key B made for it, and what A is once the file with the key was replaced. */
  const move = async (name: string, revokePrevious: boolean) => {
    const a = await owner.trpc.apiKeys.create.mutate({ name: "A", target: { kind: "newExecutor" } });
    const file = await writeKeyFile(a.secret);
    const way = await watchTheWayTo(server.url);
    const executor = new ExecutorCommand(["run", "--url", way.url, "--name", name, "--api-key-file", file]);
    await executor.says("Online");
    const { items } = await owner.trpc.executors.list.query({ apiKeyId: a.key.id });
    const id = items[0]?.id ?? "";
    const target = { kind: "executor", executorId: id, revokePrevious } as const;
    const b = await owner.trpc.apiKeys.create.mutate({ name: "B", target });

    const withA = way.passed.length;
    await replaceKeyFile(file, b.secret);
    await eventually(async () => {
      expect(await owner.trpc.executors.get.query({ id })).toMatchObject({ boundKey: { id: b.key.id } });
    });
    await eventually(async () => expect(way.passed.length).toBeGreaterThan(withA));
    expect(await executor.stop()).toBe(0);
    return { a, b, executor, afterwards: way.passed.slice(withA), passed: way.passed };
  };

  test("it moves within one interval and no sync fails; the key left behind is unused, or revoked if that was chosen", async () => {
    const [kept, revoked] = await Promise.all([move("edge-kept", false), move("edge-revoked", true)]);
    for (const { a, b, executor, passed, afterwards } of [kept, revoked]) {
      expect(new Set(passed.map(({ status }) => status))).toEqual(new Set([200]));
      // At most the sync that was under way came with the old key.
      expect(afterwards.filter(({ secret }) => secret === a.secret).length).toBeLessThanOrEqual(1);
      expect(afterwards.at(-1)?.secret).toBe(b.secret);
      for (const { secret } of [a, b]) expect(executor.output).not.toContain(secret);
    }
    const keyOf = ({ a }: typeof kept) => owner.trpc.apiKeys.get.query({ id: a.key.id });
    expect(await keyOf(kept)).toMatchObject({ status: "active", usedBy: { total: 0 } });
    expect(await keyOf(revoked)).toMatchObject({ status: "revoked", usedBy: { total: 0 } });
  });

  test("a rotation that ends the old key once it has moved costs an executor that watches its file no sync", async () => {
    const old = await owner.trpc.apiKeys.create.mutate({ name: "old", target: { kind: "newExecutor" } });
    const file = await writeKeyFile(old.secret);
    const way = await watchTheWayTo(server.url);
    const executor = new ExecutorCommand(["run", "--url", way.url, "--name", "edge-rotated", "--api-key-file", file]);
    await executor.says("Online");
    const oldKeyEnds = { kind: "whenMoved" } as const;
    const next = await owner.trpc.apiKeys.rotate.mutate({ id: old.key.id, oldKeyEnds });
    expect(next.replaced).toMatchObject({ status: "active", retiresWhenMoved: true });
    await replaceKeyFile(file, next.secret);
    await eventually(async () => {
      expect((await owner.trpc.apiKeys.get.query({ id: old.key.id })).status).toBe("revoked");
    });
    expect(await executor.stop()).toBe(0);
    expect(new Set(way.passed.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await owner.sync(old.secret, { name: "edge-rotated" })).reason).toBe("key_revoked");
  });

  test("the key made for it is refused under another name; the executor says why, and so does the key", async () => {
    const a = await owner.trpc.apiKeys.create.mutate({ name: "A", target: { kind: "newExecutor" } });
    await owner.sync(a.secret, { name: "edge-own" });
    const { items } = await owner.trpc.executors.list.query({ search: "edge-own" });
    const target = { kind: "executor", executorId: items[0]?.id ?? "" } as const;
    const b = await owner.trpc.apiKeys.create.mutate({ name: "B", target });
    const args = ["run", "--url", server.url, "--name", "edge-other", "--exit-on-refusal"];
    const other = new ExecutorCommand(args, { EXCALIBUR_API_KEY: b.secret });
    expect(await other.ended()).toBe(EXIT_REFUSED);
    expect(other.output).toContain("key_bound_to_other_executor");
    await server.flushPresence();
    expect(await owner.trpc.apiKeys.get.query({ id: b.key.id })).toMatchObject({
      lastRefusal: { reason: "key_bound_to_other_executor", executorName: "edge-other" },
      usedBy: { total: 0 },
    });
  });
});

async function writeKeyFile(secret: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-retarget-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "api-key");
  await writeFile(file, secret, { mode: 0o600 });
  return file;
}

/** In one step, as an operator's tools do it. */
async function replaceKeyFile(file: string, secret: string): Promise<void> {
  await writeFile(`${file}.new`, secret);
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
}
