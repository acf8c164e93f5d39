import { expect, test } from "vitest";
import { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { ExecutorCommand } from "./harness/executor-command.ts";
import { ServerProcess, withDataFolder } from "./harness/server-process.ts";

const OWNER = { name: "Ada", email: "ada@example.com", password: "correct horse battery", organizationName: "Acme" };

/** The real command, with its key in the environment. */
function startExecutor(url: string, secret: string): ExecutorCommand {
  return new ExecutorCommand(["run", "--url", url, "--name", "laptop"], { EXCALIBUR_API_KEY: secret });
}

test("the walk of the README with the real command: first owner, connect, rotate, revoke, delete", () =>
  withDataFolder(async (folder) => {
    const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder });
    const code = /^Setup code: (\S+)$/m.exec(server.stdout)?.[1] ?? "";
    const owner = new Client(server.url);
    await owner.trpc.setup.createOwner.mutate({ ...OWNER, code });
    await owner.signIn(OWNER);

    const first = await owner.trpc.apiKeys.create.mutate({ name: "laptop", target: { kind: "newExecutor" } });
    const executor = startExecutor(server.url, first.secret);
    await executor.says("Online");
    const lastUsed = async () => (await owner.trpc.apiKeys.get.query({ id: first.key.id })).lastUsedAt;
    await eventually(async () => expect(await lastUsed()).not.toBeNull());
    const seenOnce = (await lastUsed()) ?? new Date();
    await eventually(async () => expect((await lastUsed())?.getTime()).toBeGreaterThan(seenOnce.getTime()));
    const { items } = await owner.trpc.executors.list.query({ online: true });
    expect(items).toMatchObject([{ name: "laptop", boundKey: { id: first.key.id } }]);

    const second = await owner.trpc.apiKeys.rotate.mutate({ id: first.key.id });
    await executor.says("key_revoked");
    expect(await executor.stop()).toBe(0);
    const successor = startExecutor(server.url, second.secret);
    await successor.says("Online");

    await owner.trpc.apiKeys.revoke.mutate({ id: second.key.id });
    await successor.says("key_revoked");
    expect(await successor.stop()).toBe(0);

    await owner.trpc.apiKeys.delete.mutate({ id: second.key.id });
    const stranger = startExecutor(server.url, second.secret);
    await stranger.says("key_unknown");
    expect(await stranger.stop()).toBe(0);

    for (const { output } of [executor, successor, stranger]) {
      for (const secret of [first.secret, second.secret]) expect(output).not.toContain(secret);
    }
    await server.stop();
  }));
