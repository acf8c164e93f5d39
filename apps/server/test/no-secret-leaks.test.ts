import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";
import { expectNowhere, useSecrets } from "./harness/use-secrets.ts";

test("no secret is in any file of the data folder, in the log at its loudest, in /metrics, or in an answer", () =>
  withDataFolder(async (folder) => {
    const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES, LOG_LEVEL: "trace" });
    const { secrets, answers } = await useSecrets(server);
    await server.stop();
    const files = await readdir(folder);
    expect(files).toContain("excalibur.db");
    const contents = await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), "latin1")]));
    expectNowhere(secrets, {
      ...Object.fromEntries(contents),
      "standard output": server.stdout,
      "the log": server.stderr,
      "an answer": answers.join("\n"),
    });
  }));
