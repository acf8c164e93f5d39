import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CannotRenew } from "@excalibur/api/contract";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "./harness/connect-hosts.ts";
import { eventually } from "./harness/eventually.ts";
import { ExecutorCommand } from "./harness/executor-command.ts";
import { connectHost } from "./harness/renew.ts";
import { SmallDisk } from "./harness/small-disk.ts";

/** A user without rights. */
const UNPRIVILEGED = 65_534;

const SAID_WITHIN_MS = 10_000;

interface Started {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: number;
}

function keyFileIn(folder: string, secret: string): string {
  const path = join(folder, "api-key");
  writeFileSync(path, secret, { mode: 0o600 });
  return path;
}

function readOnly(folder: string): void {
  execFileSync("mount", ["-o", "remount,ro", folder]);
}

/** As systemd hands a credential over: a folder that the service can read alone. */
function credential(secret: string): { CREDENTIALS_DIRECTORY: string } {
  const { folder } = new SmallDisk(1);
  writeFileSync(join(folder, "excalibur-api-key"), secret, { mode: 0o440 });
  readOnly(folder);
  return { CREDENTIALS_DIRECTORY: folder };
}

function fullDisk(secret = ""): string {
  const disk = new SmallDisk(1);
  const path = keyFileIn(disk.folder, secret);
  disk.fill();
  return path;
}

const PLACES: readonly (readonly [what: string, reason: CannotRenew, prepare: (secret: string) => Started])[] = [
  ["a key file on a full disk", "disk_full", (secret) => ({ args: ["--api-key-file", fullDisk(secret)] })],
  [
    "a key file on a read-only mount",
    "read_only",
    (secret) => {
      const { folder } = new SmallDisk(1);
      const path = keyFileIn(folder, secret);
      readOnly(folder);
      return { args: ["--api-key-file", path] };
    },
  ],
  [
    "a key file in a folder that the user may not write to",
    "not_permitted",
    (secret) => {
      const folder = mkdtempSync(join(tmpdir(), "excalibur-locked-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      chmodSync(folder, 0o755);
      const path = keyFileIn(folder, secret);
      chownSync(path, UNPRIVILEGED, UNPRIVILEGED);
      return { args: ["--api-key-file", path], user: UNPRIVILEGED };
    },
  ],
  ["LoadCredential", "systemd_credential", (secret) => ({ env: credential(secret) })],
  [
    "LoadCredential with a StateDirectory on a full disk",
    "disk_full",
    (secret) => ({ env: { ...credential(secret), STATE_DIRECTORY: join(fullDisk(), "..") } }),
  ],
  [
    "a Secret as the kubelet mounts it",
    "read_only",
    (secret) => {
      const { folder } = new SmallDisk(1);
      mkdirSync(join(folder, "..2026_11_28"));
      keyFileIn(join(folder, "..2026_11_28"), secret);
      symlinkSync("..2026_11_28", join(folder, "..data"));
      symlinkSync("..data/api-key", join(folder, "api-key"));
      readOnly(folder);
      return { args: ["--api-key-file", join(folder, "api-key")] };
    },
  ],
  ["the environment", "not_a_file", (secret) => ({ env: { EXCALIBUR_API_KEY: secret } })],
];

test.each(PLACES)(
  "%s: no renewal begins, and page, event, log and metric say %s within 10 s",
  async (_, reason, prepare) => {
    const { server, owner } = await startServer();
    const { name, secret, keyId, executorId } = await connectHost(owner);
    const { args = [], env = {}, user } = prepare(secret);
    const basics = ["run", "--url", server.url, "--name", name, "--health", "127.0.0.1:0"];
    const command = new ExecutorCommand([...basics, ...args], env, user === undefined ? {} : { user });
    await command.says("Online");
    const health = /Health is at (\S+)\/readyz/.exec(command.output)?.[1] ?? "";
    await owner.trpc.executors.renew.mutate({ id: executorId });
    await eventually(async () => {
      expect(await owner.trpc.executors.get.query({ id: executorId })).toMatchObject({
        renewal: { cannotRenew: reason },
      });
      const { items } = await owner.trpc.events.list.query({ type: "executor.cannot_renew" });
      expect(items).toMatchObject([{ executor: { name }, details: { reason } }]);
      const metrics = await (await fetch(`${health}/metrics`)).text();
      expect(metrics).toContain(`excalibur_executor_cannot_renew{reason="${reason}"} 1\n`);
      expect(command.output).toContain("can't be stored in");
    }, SAID_WITHIN_MS);
    expect(await server.database.client.apiKey.count({ where: { replacesKeyId: keyId } })).toBe(0);
    expect((await owner.sync(secret, { name })).reason).toBeNull();
    expect(await command.stop()).toBe(0);
  },
);
