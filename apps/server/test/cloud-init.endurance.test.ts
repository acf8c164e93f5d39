import { beforeAll, expect, test } from "vitest";
import { bootCloudHost, cloudInitFile, startCloudHost } from "./harness/boot-cloud-host.ts";
import { buildExecutor } from "./harness/build-executor.ts";
import { startServer, whoIsOnline } from "./harness/connect-hosts.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

const HOSTS = trialSize(24, 300);
/** Machines, each of which has one name after the other. */
const MACHINES = 3;

beforeAll(buildExecutor);

test(`${HOSTS} hosts that one cloud-init file has enrolled have ${HOSTS} keys, and after another start no other ones`, async () => {
  const { server, owner } = await startServer();
  const { secret: code } = await owner.trpc.codes.create.mutate({ maxUses: HOSTS, expiresInMinutes: 60 });
  const text = cloudInitFile(server.url, code);
  const machines = await Promise.all(Array.from({ length: MACHINES }, startCloudHost));
  // A service syncs once here: so many of them would not fit into this machine's memory.
  for (const machine of machines) {
    machine.addProgram(
      "systemctl",
      `#!/bin/sh\n[ "$1" = restart ] || exit 0\nname=\${2#*@}\nname=\${name%.service}\nexec excalibur-executor check --config "/etc/excalibur/$name/executor.toml" --api-key-file "/etc/excalibur/$name/api-key"\n`,
    );
  }
  const bootAll = async () => {
    const waiting = Array.from({ length: HOSTS }, (_, index) => `web-${index}`);
    const keys = new Map<string, string>();
    await Promise.all(
      machines.map(async (machine, index) => {
        for (const name of waiting.filter((_, each) => each % MACHINES === index)) {
          const { status, output } = await bootCloudHost(machine, name, text);
          expect([status, output]).toEqual([0, expect.stringContaining("Online at")]);
          keys.set(name, machine.read(`/etc/excalibur/${name}/api-key`));
        }
      }),
    );
    return keys;
  };
  const first = await bootAll();
  expect(new Set(first.values()).size).toBe(HOSTS);
  expect(await server.database.client.executor.count()).toBe(HOSTS);
  expect(await bootAll()).toEqual(first);
  expect(await server.database.client.apiKey.count()).toBe(HOSTS);
  expect(await server.database.client.executor.count()).toBe(HOSTS);
});

test("the cloud-init file makes hosts executors with keys of their own, by one code, and again without a change", async () => {
  const { server, owner } = await startServer();
  const { secret: code } = await owner.trpc.codes.create.mutate({ maxUses: 2, expiresInMinutes: 60 });
  const text = cloudInitFile(server.url, code);
  expect(text).toMatch(/^#cloud-config\n/);
  const keys = new Set<string>();
  for (const name of ["web-1", "web-2"]) {
    const host = await startCloudHost();
    for (let start = 1; start <= 2; start++) {
      const { status, output } = await bootCloudHost(host, name, text);
      expect([status, output]).toEqual([0, expect.not.stringContaining(code)]);
      keys.add(host.read(`/etc/excalibur/${name}/api-key`));
    }
    expect(host.has("/run/excalibur/enrollment-code")).toBe(false);
  }
  expect(keys.size).toBe(2);
  await whoIsOnline(owner, "web-1", "web-2");
});
