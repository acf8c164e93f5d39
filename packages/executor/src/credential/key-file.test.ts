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

/** Counts the changes that are noticed of a file. */
function watched(path: string): () => number {
  const watching = new AbortController();
  onTestFinished(() => watching.abort());
  let changes = 0;
  keyFile(path, { watchIntervalMs: 9.5 }).watch?.(() => (changes += 1), watching.signal);
  return () => changes;
}

test("a change is noticed: written in place, replaced, deleted, written again", async () => {
  const folder = temporaryFolder();
  const path = writeKeyFile(FIRST_KEY, folder);
  const changes = watched(path);
  const steps = {
    "written in place": () => writeFileSync(path, SECOND_KEY),
    replaced: () => {
      writeFileSync(join(folder, "new"), FIRST_KEY, { mode: 0o600 });
      renameSync(join(folder, "new"), path);
    },
    deleted: () => rmSync(path),
    "written again": () => writeFileSync(path, SECOND_KEY, { mode: 0o600 }),
  };
  for (const [step, change] of Object.entries(steps)) {
    // The watch has to have seen the state before.
    await new Promise((resolve) => setTimeout(resolve, 50));
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
  symlinkSync("..data/api-key", join(folder, "api-key"));
  const changes = watched(join(folder, "api-key"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  symlinkSync("..2", join(folder, "..data_tmp"));
  renameSync(join(folder, "..data_tmp"), join(folder, "..data"));
  await until("the swap is noticed", () => changes() > 0);
  expect(await keyFile(join(folder, "api-key")).read()).toEqual({ kind: "key", secret: SECOND_KEY });
});
