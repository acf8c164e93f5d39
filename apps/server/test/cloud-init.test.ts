import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { buildExecutor } from "./harness/build-executor.ts";
import { startNodeHost, startServer, whoIsOnline } from "./harness/connect-hosts.ts";
import { pasteOn } from "./harness/pasted-recipe.ts";
import type { TestMachine } from "./harness/test-machine.ts";

const TEXT = readFileSync(new URL("../../../deploy/cloud-init/executor.yaml", import.meta.url), "utf8");

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly permissions: string; readonly content: string }[];
  readonly runcmd: readonly string[];
}

beforeAll(buildExecutor);

/** Does with the file what cloud-init does with it. */
async function boot(host: TestMachine, text: string) {
  const { write_files: files, runcmd } = parse(text) as CloudConfig;
  for (const { path, permissions, content } of files) {
    mkdirSync(dirname(host.file(path)), { recursive: true });
    writeFileSync(host.file(path), content, { mode: Number.parseInt(permissions, 8) });
  }
  return pasteOn(host, runcmd.join("\n"), "sh");
}

test("the cloud-init file makes hosts executors with keys of their own, by one code, and again without a change", async () => {
  expect(TEXT).toMatch(/^#cloud-config\n/);
  const { server, owner } = await startServer();
  const { secret: code } = await owner.trpc.codes.create.mutate({ maxUses: 2, expiresInMinutes: 60 });
  const text = TEXT.replace("https://excalibur.example.com", server.url).replace("FILL-IN-THE-CODE", code);
  const keys = new Set<string>();
  for (const name of ["web-1", "web-2"]) {
    const host = await startNodeHost();
    host.addProgram("uname", `#!/bin/sh\n[ "$1" = -n ] && echo ${name} || exec /usr/bin/uname "$@"\n`);
    for (let start = 1; start <= 2; start++) {
      const { status, output } = await boot(host, text);
      expect([status, output]).toEqual([0, expect.not.stringContaining(code)]);
      keys.add(host.read(`/etc/excalibur/${name}/api-key`));
    }
    expect(host.has("/run/excalibur/enrollment-code")).toBe(false);
  }
  expect(keys.size).toBe(2);
  await whoIsOnline(owner, "web-1", "web-2");
});
