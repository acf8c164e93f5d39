import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { buildExecutor } from "./harness/build-executor.ts";
import { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { startRenewalProxy } from "./harness/renewal-proxy.ts";
import { RenewingHost } from "./harness/renewing-host.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

beforeAll(buildExecutor);

test("a server that is restored from a backup names every executor that it no longer knows, restarted or not, renewed or made since; one step makes codes that bring all back", () =>
  withDataFolder(async (parent) => {
    const [data, backup] = [join(parent, "data"), join(parent, "backup")];
    const run = async (...words: string[]) =>
      expect(await ServerProcess.spawn({ EXCALIBUR_DATA_DIR: data }, words).ended()).toBe(0);
    const start = () => ServerProcess.start({ EXCALIBUR_DATA_DIR: data, ...OWNER_VARIABLES });
    let server = await start();
    let owner = new Client(server.url);
    await owner.signIn(OWNER);
    const proxy = await startRenewalProxy(server.url);
    const connect = async (name: string) => {
      const { secret } = await owner.trpc.apiKeys.create.mutate({ name, target: { kind: "name", name } });
      const host = new RenewingHost(proxy.url, name, secret);
      host.start();
      await eventually(async () => expect(existsSync(`${host.keyFile}.accepted`)).toBe(true));
      return { name, secret, host };
    };
    const [running, restarted] = [await connect("running"), await connect("restarted")];
    await run("backup", backup);
    for (const { id } of (await owner.trpc.executors.list.query({})).items) {
      await owner.trpc.executors.renew.mutate({ id });
    }
    for (const { host, secret } of [running, restarted]) await host.renewed(secret);
    const made = await connect("made-since");
    for (const { host } of [restarted, made]) {
      host.kill();
      await host.ended();
    }

    await server.stop();
    await run("restore", backup, "--replace");
    server = await start();
    const { cookie } = owner;
    owner = new Client(server.url);
    owner.cookie = cookie;
    proxy.to(server.url);
    for (const { host } of [restarted, made]) host.start();
    const lockedOut = async () => (await owner.trpc.executors.lockedOut.query()).items.map(({ name }) => name);
    await eventually(async () => expect(await lockedOut()).toEqual(["made-since", "restarted", "running"]));

    const { codes } = await owner.trpc.codes.createForLockedOut.mutate({});
    for (const { name, host } of [running, restarted, made]) {
      host.kill();
      await host.ended();
      for (const end of ["", ".accepted"]) rmSync(`${host.keyFile}${end}`, { force: true });
      await host.enrol(codes.find(({ code }) => code.name === name)?.secret ?? "");
      host.start();
    }
    await eventually(async () => expect(await lockedOut()).toEqual([]));
    const online = async () =>
      (await owner.trpc.executors.list.query({ state: "online" })).items.map(({ name }) => name);
    const all = ["made-since", "restarted", "running"];
    await eventually(async () => expect((await online()).toSorted()).toEqual(all));
    for (const { host } of [running, restarted, made]) {
      host.kill();
      await host.ended();
    }
    await server.stop();
  }));
