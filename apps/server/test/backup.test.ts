import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { openMigratedDatabase } from "@excalibur/db";
import { expect, test } from "vitest";
import { runBackup, runRestore } from "../src/backup/commands.ts";
import { readConfig } from "../src/config.ts";
import { explainStart } from "../src/explain-start.ts";
import { startServer } from "../src/start-server.ts";
import { callProcedure } from "./harness/call.ts";
import { Client } from "./harness/client.ts";
import { OWNER, OWNER_VARIABLES, withDataFolder } from "./harness/server-process.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

const COMMANDS = { backup: runBackup, restore: runRestore };

/** What the command of a process does, in this one. */
const run = async (dataFolder: string, command: keyof typeof COMMANDS, ...words: string[]) => {
  try {
    const stdout = await COMMANDS[command](words, readConfig({ EXCALIBUR_DATA_DIR: dataFolder }));
    return { code: 0, stdout, stderr: "" };
  } catch (error) {
    const { message, exitCode } = explainStart(error);
    return { code: exitCode, stdout: "", stderr: message };
  }
};

const start = (dataFolder: string) =>
  startServer(
    readConfig({ EXCALIBUR_DATA_DIR: dataFolder, EXCALIBUR_PORT: "0", LOG_LEVEL: "silent", ...OWNER_VARIABLES }),
  );

const create = async (owner: Client, name: string) => {
  const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR });
  return { id: key.id, name, secret };
};

const reasonOf = async (owner: Client, { name, secret }: { name: string; secret: string }) =>
  (await owner.sync(secret, { name })).reason;

test("a backup made while the server works brings everything back but the keys revoked since", () =>
  withDataFolder(async (parent) => {
    const [data, backup] = [join(parent, "data"), join(parent, "backup")];
    const first = await start(data);
    const owner = new Client(first.url);
    await owner.signIn(OWNER);
    const [kept, revoked, deleted] = [
      await create(owner, "kept"),
      await create(owner, "revoked"),
      await create(owner, "deleted"),
    ];
    const program = { name: "program", scopes: ["keys:read" as const], expiresInDays: 30 };
    const management = await owner.trpc.managementKeys.create.mutate(program);
    expect(await run(data, "backup", backup)).toMatchObject({ code: 0, stderr: "" });
    expect((await stat(backup)).mode & 0o777).toBe(0o700);
    for (const file of await readdir(backup)) expect((await stat(join(backup, file))).mode & 0o777).toBe(0o600);

    await owner.trpc.apiKeys.revoke.mutate({ id: revoked.id });
    await owner.trpc.apiKeys.revoke.mutate({ id: deleted.id });
    await owner.trpc.apiKeys.delete.mutate({ id: deleted.id });
    await owner.trpc.managementKeys.revoke.mutate({ id: management.key.id });
    const later = await create(owner, "later");
    expect(await run(data, "restore", backup, "--replace")).toMatchObject({ code: 75 });
    expect(await reasonOf(owner, later)).toBeNull();
    await first.close();

    expect(await run(data, "restore", backup)).toMatchObject({
      code: 78,
      stderr: expect.stringContaining("--replace"),
    });
    const restored = await run(data, "restore", backup, "--replace");
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    expect(restored.stdout).toContain(revoked.id);
    expect(restored.stdout).toContain(deleted.id);
    expect(restored.stdout).toContain(management.key.id);
    expect(restored.stdout).not.toContain(kept.id);

    const second = await start(data);
    const again = new Client(second.url);
    // The backup contains the secret that signs sessions, so sessions stay valid.
    again.cookie = owner.cookie;
    expect(await reasonOf(again, kept)).toBeNull();
    expect(await reasonOf(again, revoked)).toBe("key_revoked");
    expect(await reasonOf(again, deleted)).toBe("key_revoked");
    expect(await reasonOf(again, later)).toBe("key_unknown");
    expect((await again.trpc.apiKeys.list.query({})).counts).toEqual({ active: 1, expired: 0, revoked: 2 });
    const asProgram = { authorization: `Bearer ${management.secret}` };
    expect(await callProcedure(second.url, "query", "apiKeys.list", {}, asProgram)).toMatchObject({
      outcome: "management_key_revoked",
    });
    await second.close();

    const leftovers = (await readdir(data)).filter((name) => name.startsWith("restoring-"));
    const [replaced = ""] = (await readdir(data)).filter((name) => name.startsWith("replaced-"));
    expect(leftovers).toEqual([]);
    const before = await openMigratedDatabase({ url: `file:${join(data, replaced, "excalibur.db")}` });
    expect(await before.client.apiKey.count({ where: { id: later.id } })).toBe(1);
    await before.close();
    const after = await openMigratedDatabase({ url: `file:${join(data, "excalibur.db")}` });
    const rows = await after.client.auditRow.findMany({ where: { action: "api_key.revoked" } });
    await after.close();
    expect(new Set(rows.map(({ targetId }) => targetId))).toEqual(new Set([revoked.id, deleted.id]));
    for (const { details } of rows) expect(JSON.parse(details)).toEqual({ cause: "restore" });
  }));
