import { once } from "node:events";
import { expect, test } from "vitest";
import { isRunning, run, testSigterm } from "../testing/npm-run.mjs";

// The endurance lane ends the desktop app, and sends the signal to each of the others.
testSigterm([["server", "npm", 0]]);

test("a closed terminal ends everything; SIGHUP to what npm runs ends nothing", async () => {
  const { npm, url, all } = await run("server");
  for (const pid of all.slice(1)) process.kill(pid, "SIGHUP");
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: "ready" });
  npm.kill("SIGHUP");
  await once(npm, "exit");
  await expect.poll(() => all.filter(isRunning), { timeout: 20_000 }).toEqual([]);
}, 60_000);
