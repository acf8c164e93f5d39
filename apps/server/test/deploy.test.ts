import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lacks } from "./harness/debian-programs.ts";

const DEPLOY = new URL("../../../deploy/", import.meta.url).pathname;

/** Out of ten; what is left is that the service speaks to the network. */
const MOST_EXPOSURE = 1.5;

const UNITS = {
  "excalibur-executor@.service": "/usr/local/bin/excalibur-executor",
  "excalibur-server.service": "/usr/bin/node",
};

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-deploy-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a unit reloads its program with. */
const KILL = "/bin/kill";

for (const [unit, program] of Object.entries(UNITS)) {
  test.skipIf(lacks("systemd-analyze"))(`${unit}: systemd understands every line of it`, () => {
    const root = temporaryFolder();
    for (const path of [program, KILL, `/etc/systemd/system/${unit}`])
      mkdirSync(join(root, dirname(path)), { recursive: true });
    cpSync("/usr/lib/systemd/system", join(root, "usr/lib/systemd/system"), {
      recursive: true,
      verbatimSymlinks: true,
    });
    cpSync(`${DEPLOY}systemd/${unit}`, join(root, "etc/systemd/system", unit));
    for (const path of [program, KILL]) {
      writeFileSync(join(root, path), "#!/bin/sh\n");
      chmodSync(join(root, path), 0o755);
    }
    const said = execFileSync("sh", ["-c", `systemd-analyze verify --man=no --root="$1" "$2" 2>&1`, "sh", root, unit]);
    expect(
      said
        .toString()
        .split("\n")
        .filter((line) => line.includes("excalibur")),
    ).toEqual([]);
  });

  test.skipIf(lacks("systemd-analyze"))(`${unit}: systemd finds little that it could do to its machine`, () => {
    const args = ["security", "--offline=true", "--no-pager", `--threshold=${MOST_EXPOSURE * 10}`];
    execFileSync("systemd-analyze", [...args, `${DEPLOY}systemd/${unit}`], { stdio: "ignore" });
  });
}
