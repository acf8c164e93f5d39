import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { freePort } from "./free-port.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const READY = /^Excalibur is ready at (\S+)$/m;

/** Runs `npm run TASK` in this checkout, on a free port, until the server is ready. @param desktop more variables. */
export async function run(task, desktop = {}) {
  const data = mkdtempSync(join(tmpdir(), "excalibur-npm-"));
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, NODE_OPTIONS: _options, ...env } = process.env;
  const npm = spawn("npm", ["run", "--silent", task], {
    cwd: ROOT,
    env: { ...env, EXCALIBUR_DATA_DIR: data, EXCALIBUR_PORT: String(await freePort()), ...desktop },
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

export const isRunning = (pid) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

/** @param cases a task, which of its processes gets SIGTERM in words, and its place among them. */
export function testSigterm(cases) {
  test.each(cases)(
    "`npm run %s`: SIGTERM to %s ends all of its processes and frees the port",
    async (task, _process, index) => {
      const { url, all } = await run(task);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      expect(all.length).toBeGreaterThan(2);
      process.kill(all.at(index), "SIGTERM");
      await expect.poll(() => all.filter(isRunning)).toEqual([]);
      await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
    },
  );
}

/** What `npm start` knows of the desktop app: a program that ends as it does. */
const PROGRAMS = {
  "by the signal": "exec sleep 600",
  "with the status of a program that quits by it": "trap 'kill $!; exit 143' TERM; sleep 600 & wait",
};

/** @param how how the desktop app ends at SIGTERM: a name in `PROGRAMS`. */
export function testDesktopEnd(how) {
  test(`\`npm start\`: SIGTERM to the desktop app, which ends ${how}, ends the server as well`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "excalibur-desktop-"));
    writeFileSync(join(folder, "electron"), `#!/bin/sh\necho $$ >"${folder}/pid"\n${PROGRAMS[how]}\n`, { mode: 0o755 });
    const { npm, url, all } = await run("start", { DISPLAY: ":0", ELECTRON_OVERRIDE_DIST_PATH: folder });
    const pid = await vi.waitFor(() => Number(readFileSync(join(folder, "pid"), "utf8") || "none"), 20_000);
    process.kill(pid, "SIGTERM");
    await expect.poll(() => all.filter(isRunning)).toEqual([]);
    expect(npm.signalCode).toBeNull();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
    rmSync(folder, { recursive: true });
  });
}
