import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { buildExecutor } from "./harness/build-executor.ts";
import { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { startRenewalProxy } from "./harness/renewal-proxy.ts";
import { RenewingHost } from "./harness/renewing-host.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";
import { expectNoSecretIn, expectOwnBearers } from "./trials/recorded-secrets.ts";

const HOSTS = 100;
const AT_ONCE = 6;

beforeAll(buildExecutor);

test(`of ${HOSTS} enrolments and as many renewals a recording proxy sees each secret as its owner's Bearer alone, and database, log, answers and audit never have one`, () =>
  withDataFolder(async (folder) => {
    const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES, LOG_LEVEL: "trace" });
    const owner = new Client(server.url);
    await owner.signIn(OWNER);
    const proxy = await startRenewalProxy(server.url);
    proxy.records = true;
    const { secret: code } = await owner.trpc.codes.create.mutate({ maxUses: HOSTS, expiresInMinutes: 60 });
    /** The owner of each secret. */
    const owners = new Map<string, string>();
    const outputs: string[] = [];
    const enrolAndRenew = async (name: string) => {
      const host = new RenewingHost(proxy.url, name, null);
      await host.enrol(code);
      const first = host.key;
      owners.set(first, name);
      host.start();
      await eventually(async () => expect(host.output).toContain("Online"));
      const { items } = await owner.trpc.executors.list.query({ search: name });
      await owner.trpc.executors.renew.mutate({ id: items.find((executor) => executor.name === name)?.id ?? "" });
      await host.renewed(first);
      owners.set(host.key, name);
      host.kill();
      await host.ended();
      outputs.push(host.output);
    };
    const waiting = Array.from({ length: HOSTS }, (_, index) => `host-${index}`);
    const next = async () => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await enrolAndRenew(name);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    const answers = [
      JSON.stringify(await owner.trpc.audit.list.query({ limit: 200 })),
      await (await fetch(`${server.url}/metrics`)).text(),
    ];
    await server.stop();

    expect(owners.size).toBe(2 * HOSTS);
    const recorded = { exchanges: proxy.exchanges, code, owners };
    expectOwnBearers(recorded);
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), "latin1"));
    expect(files.join("").length).toBeGreaterThan(100_000);
    expectNoSecretIn([...files, ...answers, ...outputs, server.stdout, server.stderr], recorded);
  }));
