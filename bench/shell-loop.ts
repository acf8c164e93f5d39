import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { callProcedure } from "./call-procedure.ts";
import { describeMachine } from "./machine.ts";
import { tableOf, type Section } from "./report.ts";
import { startExcalibur } from "./servers.ts";

const CLI = fileURLToPath(new URL("../packages/cli/", import.meta.url));

/** How long a shell loop takes that makes keys by the command `excalibur`, one start of it for each, and how long once they are there. */
export async function benchShellLoop(keys: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  execFileSync(
    process.execPath,
    [join(CLI, "node_modules/vite/bin/vite.js"), "build", "--outDir", folder, "--emptyOutDir", "false"],
    { cwd: CLI },
  );
  const server = await startExcalibur({ folder: join(folder, "data") });
  const { secret } = await callProcedure<{ secret: string }>(server, "managementKeys.create", {
    name: "loop",
    scopes: ["keys:read", "keys:write"],
    expiresInDays: 1,
  });
  const loop = `set -e
for n in $(seq 1 ${keys}); do
  "${process.execPath}" "${folder}/excalibur.mjs" keys create --external-id "host-$n" --name "host-$n" --executor "host-$n" --secret-file "${folder}/host-$n" 2>&1
done`;
  const env = { PATH: process.env["PATH"], EXCALIBUR_URL: server.url, EXCALIBUR_MANAGEMENT_KEY: secret };
  const rows = ["created", "unchanged"].map((word) => {
    const startedAt = performance.now();
    const told = execFileSync("/bin/sh", ["-c", loop], { env, encoding: "utf8" });
    const seconds = (performance.now() - startedAt) / 1_000;
    const count = told.split("\n").filter((line) => line.startsWith(`${word} `)).length;
    if (count !== keys) throw new Error(`${count} of ${keys} keys were ${word}.`);
    return [`${keys} ${word}`, seconds.toFixed(1), String(Math.round((seconds * 1_000) / keys))];
  });
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  const text = `${tableOf(["the loop", "seconds", "ms for each key"], rows)}\n\n${describeMachine()}`;
  return { id: "shell-loop", text };
}
