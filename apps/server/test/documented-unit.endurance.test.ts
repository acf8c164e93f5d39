import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../../../scripts/testing/free-port.ts";
import { startNodeHost } from "./harness/connect-hosts.ts";
import { notTaken, takeBlock } from "./harness/documented-walk.ts";
import { makeFreshClone } from "./harness/fresh-clone.ts";
import { NODE } from "./harness/run-in-folder.ts";
import { addUnitPrograms } from "./harness/unit-programs.ts";

test("docs/operating.md: the unit starts the server, and the backup is made as its user", async () => {
  const host = await startNodeHost(NODE);
  writeFileSync(host.file("/etc/gitconfig"), "[safe]\n  directory = *\n");
  host.addProgram("node", '#!/bin/sh\nexec /opt/node/node "$@"\n', "/usr/bin");
  addUnitPrograms(host, await freePort());
  const block = takeBlock("docs/operating.md", "git clone", { "URL-OF-THE-REPOSITORY": `file:///srv/clone` });
  mkdirSync(host.file("/srv/clone"), { recursive: true });
  execFileSync("cp", ["-a", join(makeFreshClone(onTestFinished), ".git"), host.file("/srv/clone/.git")]);
  // The authorities that this machine trusts besides Node's own, when it fetches packages.
  const authorities = `export NODE_EXTRA_CA_CERTS='${process.env["NODE_EXTRA_CA_CERTS"] ?? ""}'`;
  const started = await host.run(`set -eu\n${authorities}\n${block}`, "bash");
  expect(started).toMatchObject({ status: 0, output: expect.stringMatching(/^Setup code: \S+$/m) });
  const backup = takeBlock("docs/operating.md", "systemd-run");
  expect(await host.run(backup, "bash")).toMatchObject({ status: 0 });
  expect((await host.run("ls /var/lib/excalibur/backups/$(date +%F)")).output).toContain("excalibur.db");
});

test("every block that is said to be run here was run", () => {
  expect(notTaken("documented-unit")).toEqual([]);
});
