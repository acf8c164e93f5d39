import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { ExecutorCommand } from "./executor-command.ts";
import { startServer } from "./connect-hosts.ts";

/** Hosts that start at the same time. */
const AT_ONCE = 4;

/**
 * Starts as many hosts as asked for with one file that holds a fleet's code, each in a folder of its own, and starts each again:
 * every host has a key of its own, and the second start makes no other one.
 */
export async function tryFleet(hosts: number): Promise<void> {
  const { server, owner } = await startServer();
  const folder = mkdtempSync(join(tmpdir(), "excalibur-fleet-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { code, secret } = await owner.trpc.codes.create.mutate({ namePattern: "web-{n}", maxUses: hosts });
  const codeFile = join(folder, "code");
  writeFileSync(codeFile, secret, { mode: 0o600 });
  const keyFile = (host: number) => join(folder, String(host), "api-key");
  const start = async (host: number) => {
    mkdirSync(join(folder, String(host)), { recursive: true });
    const args = ["enroll", "--url", server.url, "--name", `host-${host}`, "--api-key-file", keyFile(host)];
    const command = new ExecutorCommand(args, { EXCALIBUR_ENROLLMENT_CODE_FILE: codeFile });
    expect([await command.ended(), command.output]).toEqual([0, expect.not.stringContaining(secret)]);
    return readFileSync(keyFile(host), "utf8").trim();
  };
  const startAll = async () => {
    const waiting = Array.from({ length: hosts }, (_, index) => index);
    const secrets: string[] = [];
    const startNext = async () => {
      for (let host = waiting.shift(); host !== undefined; host = waiting.shift()) secrets.push(await start(host));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, startNext));
    return secrets.toSorted();
  };

  const first = await startAll();
  expect(new Set(first).size).toBe(hosts);
  expect(await startAll()).toEqual(first);
  const keys = await server.database.client.apiKey.findMany({ select: { targetExecutorName: true } });
  const names = keys.map(({ targetExecutorName }) => targetExecutorName);
  expect(new Set(names)).toEqual(new Set(Array.from({ length: hosts }, (_, index) => `web-${index + 1}`)));
  expect(names).toHaveLength(hosts);
  const { items } = await owner.trpc.codes.list.query();
  expect(items.find(({ id }) => id === code.id)).toMatchObject({ uses: hosts, status: "used" });
  const late = join(folder, "late");
  const args = ["enroll", "--url", server.url, "--name", "late", "--api-key-file", late];
  const refused = new ExecutorCommand(args, { EXCALIBUR_ENROLLMENT_CODE_FILE: codeFile });
  expect(await refused.ended()).toBe(77);
}
