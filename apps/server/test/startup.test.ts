import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openMigratedDatabase } from "@excalibur/db";
import { expect, test } from "vitest";
import { Client } from "./harness/client.ts";
import { endOfStart } from "./harness/end-of-start.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

const startAndEnd = async (env: NodeJS.ProcessEnv) => {
  const server = ServerProcess.spawn(env);
  const code = await server.ended();
  return { code, stdout: server.stdout, stderr: server.stderr };
};

test("a start prints exactly one line when it is ready, and a setup code before it while there is no owner; a second server on its folder or port is refused", () =>
  withDataFolder(async (parent) => {
    const folder = join(parent, "data");
    const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder });
    expect(server.stdout).toMatch(/^Setup code: \w{4}-\w{4}-\w{4}\nExcalibur is ready at http:\/\/127\.0\.0\.1:\d+\n$/);

    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    expect(await modeOf(folder)).toBe("700");
    for (const file of ["excalibur.db", "excalibur.db-wal", "auth-secret"])
      expect(await modeOf(join(folder, file))).toBe("600");

    const [onSameFolder, onSamePort] = await Promise.all([
      startAndEnd({ EXCALIBUR_DATA_DIR: folder }),
      startAndEnd({ EXCALIBUR_DATA_DIR: join(parent, "other"), EXCALIBUR_PORT: new URL(server.url).port }),
    ]);
    expect(onSameFolder).toMatchObject({ code: 75, stderr: expect.stringContaining("in use") });
    expect(onSamePort).toMatchObject({ code: 75, stderr: expect.stringContaining("EXCALIBUR_PORT") });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  }));

test("every mistake in the configuration is named at once, without its value", async () => {
  const { code, stderr } = await startAndEnd({
    EXCALIBUR_PORT: "seventy",
    EXCALIBUR_PUBLIC_URL: "ftp://x",
    EXCALIBUR_TRUSTED_PROXIES: "proxy.example.com",
    EXCALIBUR_EVENT_RETENTION_DAYS: "-1",
    EXCALIBUR_ADDRESS_RETENTION_DAYS: "0",
    DATABASE_URL: "mysql://user:hunter2@db/x",
    INITIAL_ADMIN_EMAIL: "no-address",
    LOG_LEVEL: "loud",
  });
  expect(code).toBe(78);
  for (const name of [
    "EXCALIBUR_PORT",
    "EXCALIBUR_PUBLIC_URL",
    "EXCALIBUR_TRUSTED_PROXIES",
    "EXCALIBUR_EVENT_RETENTION_DAYS",
    "EXCALIBUR_ADDRESS_RETENTION_DAYS",
    "DATABASE_URL",
    "INITIAL_ADMIN_EMAIL",
    "LOG_LEVEL",
  ]) {
    expect(stderr).toMatch(new RegExp(`^${name}:? `, "m"));
  }
  expect(stderr).not.toContain("hunter2");
});

test("PostgreSQL without a shared secret for sessions is a mistake in the configuration", async () => {
  const { status, message } = await endOfStart({ DATABASE_URL: "postgresql://127.0.0.1:1/x" });
  expect({ status, message }).toMatchObject({ status: 78, message: expect.stringContaining("EXCALIBUR_AUTH_SECRET") });
});

test("a database server that does not answer is named, without its password", async () => {
  const { status, message } = await endOfStart({
    DATABASE_URL: "postgresql://user:hunter2@127.0.0.1:1/x",
    EXCALIBUR_AUTH_SECRET: "s".repeat(32),
  });
  expect({ status, message }).toMatchObject({ status: 75, message: expect.stringContaining("does not answer") });
  expect(message).not.toContain("hunter2");
});

test("a data folder that can't be made is named in the message, and the start ends with 78", () =>
  withDataFolder(async (folder) => {
    await writeFile(join(folder, "file"), "");
    const { status, message } = await endOfStart({ EXCALIBUR_DATA_DIR: join(folder, "file", "data") });
    expect({ status, message }).toMatchObject({ status: 78, message: expect.stringContaining("EXCALIBUR_DATA_DIR") });
  }));

test("a database of a newer version is left alone, in words", () =>
  withDataFolder(async (folder) => {
    const database = await openMigratedDatabase({ url: `file:${join(folder, "excalibur.db")}` });
    await database.client.$executeRaw`
      INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
      VALUES ('future', 'x', 1, '99990101000000_future', 1, 1)`;
    await database.close();
    const { status, message } = await endOfStart({ EXCALIBUR_DATA_DIR: folder });
    expect({ status, message }).toMatchObject({ status: 78, message: expect.stringContaining("newer version") });
  }));

test("a stop finishes what is in flight and writes what is buffered", () =>
  withDataFolder(async (folder) => {
    const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES });
    expect(server.stdout).toMatch(/^Excalibur is ready at \S+\n$/);
    const owner = new Client(server.url);
    await owner.signIn(OWNER);
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "x", target: { kind: "newExecutor" } });
    await owner.sync(secret, { name: "x" });
    expect(await server.stop("SIGINT")).toBe(0);
    const database = await openMigratedDatabase({ url: `file:${join(folder, "excalibur.db")}` });
    expect(await database.client.keyLastUse.count({ where: { keyId: key.id } })).toBe(1);
    await database.close();
  }));
