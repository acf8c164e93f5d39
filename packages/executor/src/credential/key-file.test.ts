import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { until, writeKeyFile } from "../../test/command.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { FIRST_KEY, SECOND_KEY } from "../../test/keys.ts";
import { keyFile } from "./key-file.ts";

test("a key file is read, white space and all", async () => {
  const path = writeKeyFile(`\n ${FIRST_KEY} \n`);
  expect(await keyFile(path).read()).toEqual({ kind: "key", secret: FIRST_KEY });
});

test("a file that is not a key file has a message", async () => {
  const folder = temporaryFolder();
  const problemOf = async (path: string) => {
    const reading = await keyFile(path).read();
    return reading.kind === "unusable" ? reading.problem : reading.kind;
  };
  expect(await problemOf(join(folder, "nowhere"))).toBe("there is no such file");
  expect(await problemOf(folder)).toContain("it is a folder");
  expect(await problemOf("/dev/zero")).toBe("it is not a regular file");
  expect(await problemOf(writeKeyFile("x".repeat(100_000)))).toContain("far too large");
  expect(await problemOf(writeKeyFile(FIRST_KEY, folder, 0o644))).toMatch(/0644.*chmod 600/);
});

test("a file that systemd guards may have any mode", async () => {
  const path = writeKeyFile(FIRST_KEY, temporaryFolder(), 0o440);
  expect(await keyFile(path, { guarded: true }).read()).toEqual({ kind: "key", secret: FIRST_KEY });
});

/** Watches a file that is not there yet, and counts the changes that are noticed: the first look finds no file, and counts too. */
async function watched(path: string): Promise<() => number> {
  const watching = new AbortController();
  onTestFinished(() => watching.abort());
  let changes = 0;
  keyFile(path, { watchIntervalMs: 9.5 }).watch?.(() => (changes += 1), watching.signal);
  await until("the file is looked at", () => changes > 0);
  return () => changes;
}

test("a change is noticed: written, written in place, replaced, deleted, written again", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "api-key");
  const changes = await watched(path);
  const steps = {
    written: () => writeKeyFile(FIRST_KEY, folder),
    // Of another size: two writes within a few milliseconds have the same time.
    "written in place": () => writeFileSync(path, `${SECOND_KEY}\n`),
    replaced: () => {
      writeFileSync(join(folder, "new"), FIRST_KEY, { mode: 0o600 });
      renameSync(join(folder, "new"), path);
    },
    deleted: () => rmSync(path),
    "written again": () => writeFileSync(path, SECOND_KEY, { mode: 0o600 }),
  };
  for (const [step, change] of Object.entries(steps)) {
    const before = changes();
    change();
    await until(`the file that was ${step} is noticed`, () => changes() > before);
  }
});

test("a change is noticed when Kubernetes swaps the folder behind the file", async () => {
  const folder = temporaryFolder();
  for (const [generation, key] of [
    ["..1", FIRST_KEY],
    ["..2", SECOND_KEY],
  ] as const) {
    mkdirSync(join(folder, generation));
    writeKeyFile(key, join(folder, generation));
  }
  symlinkSync("..1", join(folder, "..data"));
  const changes = await watched(join(folder, "api-key"));
  symlinkSync("..data/api-key", join(folder, "api-key"));
  await until("the file is noticed", () => changes() > 1);
  symlinkSync("..2", join(folder, "..data_tmp"));
  renameSync(join(folder, "..data_tmp"), join(folder, "..data"));
  await until("the swap is noticed", () => changes() > 2);
  expect(await keyFile(join(folder, "api-key")).read()).toEqual({ kind: "key", secret: SECOND_KEY });
});
