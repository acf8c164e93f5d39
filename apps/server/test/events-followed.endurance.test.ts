import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../../../scripts/testing/free-port.ts";
import { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { ExcaliburCommand } from "./harness/excalibur-command.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

test("events --follow goes on after its server was away, tells each event once, and ends by Ctrl-C without a word", async () => {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-followed-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await withDataFolder(async (data) => {
    const env = { EXCALIBUR_DATA_DIR: data, EXCALIBUR_PORT: String(await freePort()), ...OWNER_VARIABLES };
    let server = await ServerProcess.start(env);
    const owner = new Client(server.url);
    await owner.signIn(OWNER);
    const input = { name: "follower", scopes: ["events:read" as const], expiresInDays: 1 };
    const { secret: managementKey } = await owner.trpc.managementKeys.create.mutate(input);
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "edge", target: { kind: "newExecutor" } });
    await owner.sync(secret ?? "", { name: "before" });
    const command = (await ExcaliburCommand.build(folder)).with({
      EXCALIBUR_URL: server.url,
      EXCALIBUR_MANAGEMENT_KEY: managementKey,
    });
    const following = command.start("--json", "events", "--follow");
    let [told, noted] = ["", ""];
    following.stdout?.on("data", (text: Buffer) => (told += String(text)));
    following.stderr?.on("data", (text: Buffer) => (noted += String(text)));
    const names = () =>
      told
        .split("\n")
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { executor: { name: string } }).executor.name);
    await eventually(async () => expect(names()).toEqual(["before"]));
    await owner.sync(secret ?? "", { name: "while" });
    await eventually(async () => expect(names()).toEqual(["before", "while"]));

    await server.stop();
    await eventually(async () => expect(noted).toContain("could not be reached"));
    server = await ServerProcess.start(env);
    await owner.sync(secret ?? "", { name: "after" });
    await eventually(async () => expect(names()).toEqual(["before", "while", "after"]));
    expect(noted.match(/could not be reached/g)).toHaveLength(1);
    expect(noted).toContain("the server answers again");

    const before = noted;
    following.kill("SIGINT");
    expect(await once(following, "close")).toEqual([null, "SIGINT"]);
    expect(noted).toBe(before);
    await server.stop();
  });
});
