import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { ServerProcess, withDataFolder } from "./harness/server-process.ts";
import { MISTAKES, PASSWORD } from "./harness/wrong-configurations.ts";

test.each(Object.entries(MISTAKES))(
  "a process with %s ends with one line and its status",
  (_, { env, status, names }) =>
    withDataFolder(async (folder) => {
      const server = ServerProcess.spawn({ EXCALIBUR_DATA_DIR: folder, LOG_LEVEL: "silent", ...(await env(folder)) });
      const ended = await server.ended();
      expect({ status: ended, stdout: server.stdout, stderr: server.stderr }).toEqual({
        status,
        stdout: "",
        stderr: expect.stringMatching(/^[^\n]+\n$/) as string,
      });
      expect(server.stderr).toMatch(names);
      expect(server.stderr).not.toMatch(new RegExp(`${PASSWORD}|\\s+at /|node_modules`));
    }),
);

test("a start waits for a database that another program holds, then names it", () =>
  withDataFolder(async (folder) => {
    const holder = new DatabaseSync(join(folder, "excalibur.db"));
    holder.exec("CREATE TABLE x (y); BEGIN EXCLUSIVE");
    const server = ServerProcess.spawn({ EXCALIBUR_DATA_DIR: folder });
    expect(await server.ended()).toBe(75);
    expect(server.stderr).toMatch(/^Another program holds the database [^\n]*\n$/);
    holder.close();
  }));
