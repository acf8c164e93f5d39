import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "./harness/connect-hosts.ts";
import { ExecutorCommand } from "./harness/executor-command.ts";
import { SmallDisk } from "./harness/small-disk.ts";

/** A user without rights. */
const UNPRIVILEGED = 65_534;

/** Each makes a folder in which no key can be stored, and says how the command is to be run there. */
const PLACES = [
  {
    what: "a full disk",
    words: "the disk is full",
    prepare: () => {
      const disk = new SmallDisk(1);
      disk.fill();
      return { folder: disk.folder, repair: () => disk.empty() };
    },
  },
  {
    what: "a read-only mount",
    words: "it is mounted read-only",
    prepare: () => {
      const { folder } = new SmallDisk(1);
      const mountAs = (how: "ro" | "rw") => execFileSync("mount", ["-o", `remount,${how}`, folder]);
      mountAs("ro");
      return { folder, repair: () => mountAs("rw") };
    },
  },
  {
    what: "a folder that the user may not write to",
    words: "this user may not write there",
    isUnprivileged: true,
    prepare: () => {
      const folder = mkdtempSync(join(tmpdir(), "excalibur-locked-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      chmodSync(folder, 0o755);
      return { folder, repair: () => chmodSync(folder, 0o777) };
    },
  },
] as const;

test.each(PLACES)("$what: the host says so and the code stays good", async ({ words, prepare, ...place }) => {
  const { server, owner } = await startServer();
  const { code, secret } = await owner.trpc.codes.create.mutate({ name: "prod-1" });
  const { folder, repair } = prepare();
  const path = join(folder, "api-key");
  const user = "isUnprivileged" in place ? { user: UNPRIVILEGED } : {};
  const enroll = async () => {
    const args = ["enroll", "--url", server.url, "--name", "prod-1", "--api-key-file", path];
    const command = new ExecutorCommand(args, { EXCALIBUR_ENROLLMENT_CODE: secret }, user);
    return { status: await command.ended(), output: command.output };
  };
  const failed = await enroll();
  expect(failed).toMatchObject({ status: 78, output: expect.stringContaining(words) });
  expect(failed.output).toContain("No key was asked for");
  expect(existsSync(path)).toBe(false);
  const usesOf = async () => (await owner.trpc.codes.list.query()).items.find(({ id }) => id === code.id)?.uses;
  expect(await usesOf()).toBe(0);
  expect((await owner.trpc.apiKeys.list.query({})).total).toBe(0);

  repair();
  expect(await enroll()).toMatchObject({ status: 0 });
  expect(await usesOf()).toBe(1);
});
