import { beforeAll, expect, test } from "vitest";
import { bootCloudHost, cloudInitFile, startCloudHost } from "./harness/boot-cloud-host.ts";
import { buildExecutor } from "./harness/build-executor.ts";
import { startServer, whoIsOnline } from "./harness/connect-hosts.ts";

beforeAll(buildExecutor);

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
