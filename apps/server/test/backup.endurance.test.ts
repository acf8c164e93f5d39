import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Client } from "./harness/client.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

const run = async (dataFolder: string, ...words: string[]) => {
  const command = ServerProcess.spawn({ EXCALIBUR_DATA_DIR: dataFolder }, words);
  return { code: await command.ended(), stdout: command.stdout, stderr: command.stderr };
};

const start = (dataFolder: string) => ServerProcess.start({ EXCALIBUR_DATA_DIR: dataFolder, ...OWNER_VARIABLES });

test("a backup or restore that is not possible has a message, and changes nothing", () =>
  withDataFolder(async (parent) => {
    const [data, damaged, empty] = [join(parent, "data"), join(parent, "damaged"), join(parent, "empty")];
    for (const folder of [data, damaged, empty]) await mkdir(folder);
    await writeFile(join(damaged, "excalibur.db"), "SQLite format 3\0 but not really");
    const cases: [string[], string][] = [
      [["backup"], "backup FOLDER"],
      [["backup", join(parent, "x"), "--force"], "backup FOLDER"],
      [["backup", join(parent, "x")], "There is no database"],
      [["restore"], "restore FOLDER"],
      [["restore", empty], "no excalibur.db"],
      [["restore", damaged], "damaged"],
      [["dance"], "There is no command"],
      [["serve", "now"], "takes no arguments"],
    ];
    for (const [words, message] of cases) {
      expect({ words, ...(await run(data, ...words)) }).toMatchObject({
        words,
        code: 78,
        stdout: "",
        stderr: expect.stringContaining(message),
      });
    }
    expect(await readdir(data)).toEqual([]);
    expect(existsSync(join(parent, "x"))).toBe(false);
  }));

test("what root backs up and restores belongs to the owner of the data folder; in an empty folder keys revoked since are not known", async () => {
  await withDataFolder(async (parent) => {
    const SERVICE = 61_234;
    const [data, backup, other] = [join(parent, "data"), join(parent, "backup"), join(parent, "other")];
    await (await start(data)).stop();
    await chmod(parent, 0o755);
    for (const path of [data, ...(await readdir(data)).map((entry) => join(data, entry))])
      await chown(path, SERVICE, SERVICE);
    expect(await run(data, "backup", backup)).toMatchObject({ code: 0 });
    expect(await run(data, "restore", backup, "--replace")).toMatchObject({ code: 0 });
    for (const folder of [data, backup]) {
      for (const entry of ["", ...(await readdir(folder, { recursive: true }))]) {
        expect({ entry, uid: (await stat(join(folder, entry))).uid }).toEqual({ entry, uid: SERVICE });
      }
    }
    expect(await run(other, "restore", backup)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("active again"),
    });
    const server = await start(other);
    expect((await new Client(server.url).signIn(OWNER)).status).toBe(200);
    await server.stop();
  });
});
