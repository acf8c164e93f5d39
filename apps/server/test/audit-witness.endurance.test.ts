import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { seedLog } from "./harness/audit-log.ts";
import { eventually } from "./harness/eventually.ts";
import { startTestServer } from "./harness/test-server.ts";

const COMMAND = fileURLToPath(new URL("../src/audit-command/main.ts", import.meta.url));
const NODE = [process.execPath, "--disable-warning=ExperimentalWarning", COMMAND] as const;

test("the command of a witness signs what is written, also after it was killed, and ends with 1 at a log that was wound back", async () => {
  const server = await startTestServer("sqlite");
  onTestFinished(() => server.close());
  const { owner, log } = await seedLog(server);
  const folder = mkdtempSync(join(tmpdir(), "excalibur-witness-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [node, ...words] = NODE;
  const key = await promisify(execFile)(node, [...words, "witness-key", folder, "--name", "w1.example.com"]);
  await owner.trpc.witnesses.add.mutate({ key: key.stdout.trim() });
  const scopes = ["audit:read" as const, "audit:cosign" as const];
  const { secret } = await owner.trpc.managementKeys.create.mutate({ name: "w1", scopes, expiresInDays: 1 });
  const keyFile = join(folder, "management.key");
  writeFileSync(keyFile, secret, { mode: 0o600 });

  const running = new Set<ChildProcess>();
  onTestFinished(() => running.forEach((child) => child.kill("SIGKILL")));
  const start = () => {
    const child = spawn(node, [...words, "witness", folder, "--url", server.url, "--key-file", keyFile]);
    running.add(child);
    return child;
  };
  const signedUpTo = async () => (await owner.trpc.witnesses.list.query()).items[0]?.latest?.sequence;
  const createKey = (name: string) => owner.trpc.apiKeys.create.mutate({ name, target: { kind: "newExecutor" } });

  let witness = start();
  await eventually(async () => expect(await signedUpTo()).toBe(10));
  const second = start();
  const problems = text(second.stderr);
  const [refused] = (await once(second, "close")) as [number];
  expect([refused, await problems]).toEqual([75, expect.stringContaining("Another process runs the witness in")]);
  for (let round = 1; round <= 3; round++) {
    await createKey(`round ${round}`);
    witness.kill("SIGKILL");
    await once(witness, "close");
    witness = start();
    await eventually(async () => expect(await signedUpTo()).toBe(10 + round));
  }
  const { hash } = await log.row(5);
  await log.rows.deleteMany({ where: { organizationId: log.organizationId, sequence: { gt: 5 } } });
  await log.setHead({ sequence: 5, hash });
  await createKey("after the restore");
  const [status] = (await once(witness, "close")) as [number];
  expect(status).toBe(1);
  expect((await owner.trpc.audit.verify.query()).firstBad).toMatchObject({ sequence: 6, problem: "cosigned_row_lost" });
});
