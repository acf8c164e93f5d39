import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
// Whole servers, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const READY = /^Excalibur is ready at (\S+)$/m;

/** Runs `npm run TASK` in this checkout, on a free port, until the server is ready. @param desktop more variables. */
async function run(task, desktop = {}) {
  const data = mkdtempSync(join(tmpdir(), "excalibur-npm-"));
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, NODE_OPTIONS: _options, ...env } = process.env;
  const npm = spawn("npm", ["run", "--silent", task], {
    cwd: ROOT,
    env: { ...env, EXCALIBUR_DATA_DIR: data, EXCALIBUR_PORT: "0", ...desktop },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const url = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      const [, ready] = READY.exec(output) ?? [];
      if (ready !== undefined) resolve(ready);
    };
    npm.stdout.on("data", read);
    npm.stderr.on("data", read);
    npm.on("exit", () => reject(new Error(output)));
  });
  const all = [npm.pid, ...descendants(npm.pid)];
  onTestFinished(() => {
    for (const pid of all) if (isRunning(pid)) process.kill(pid, "SIGKILL");
    rmSync(data, { recursive: true, force: true });
  });
  return { npm, url, all };
}

const parentOf = (pid) => Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);

function descendants(pid) {
  const children = readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && parentOf(name) === pid;
    } catch {
      return false; // It has ended.
    }
  });
  return children.flatMap((child) => [Number(child), ...descendants(Number(child))]);
}

const isRunning = (pid) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

test.each([
  ["server", "npm", 0],
  ["server", "what it runs", 1],
  ["server", "the server", -1],
  ["start", "npm", 0],
  ["start", "the server", -1],
])("`npm run %s`: SIGTERM to %s ends all of its processes and frees the port", async (task, _who, index) => {
  const { url, all } = await run(task);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(all.length).toBeGreaterThan(2);
  process.kill(all.at(index), "SIGTERM");
  await expect.poll(() => all.filter(isRunning), { timeout: 20_000 }).toEqual([]);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
});

/** What `npm start` knows of the desktop app: a program that ends as it does. */
test.each([
  ["by the signal", "exec sleep 600"],
  ["with the status of a program that quits by it", "trap 'kill $!; exit 143' TERM; sleep 600 & wait"],
])("`npm start`: SIGTERM to the desktop app, which ends %s, ends the server as well", async (_how, program) => {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-desktop-"));
  writeFileSync(join(folder, "electron"), `#!/bin/sh\necho $$ >"${folder}/pid"\n${program}\n`, { mode: 0o755 });
  const { npm, url, all } = await run("start", { DISPLAY: ":0", ELECTRON_OVERRIDE_DIST_PATH: folder });
  const pid = await vi.waitFor(() => Number(readFileSync(join(folder, "pid"), "utf8") || "none"), 10_000);
  process.kill(pid, "SIGTERM");
  await expect.poll(() => all.filter(isRunning), { timeout: 20_000 }).toEqual([]);
  expect(npm.signalCode).toBeNull();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
  rmSync(folder, { recursive: true });
});

test("a closed terminal ends everything; SIGHUP to what npm runs ends nothing", async () => {
  const { npm, url, all } = await run("server");
  for (const pid of all.slice(1)) process.kill(pid, "SIGHUP");
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: "ready" });
  npm.kill("SIGHUP");
  await once(npm, "exit");
  await expect.poll(() => all.filter(isRunning), { timeout: 20_000 }).toEqual([]);
});
