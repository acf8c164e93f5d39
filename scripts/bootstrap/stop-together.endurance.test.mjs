import { once } from "node:events";
import { expect, test } from "vitest";
import { isRunning, run, testDesktopEnd, testSigterm } from "../testing/npm-run.mjs";

testSigterm([
  ["server", "what it runs", 1],
  ["server", "the server", -1],
  ["start", "npm", 0],
  ["start", "the server", -1],
]);
testDesktopEnd("by the signal");
testDesktopEnd("with the status of a program that quits by it");

test("a closed terminal ends everything; SIGHUP to what npm runs ends nothing", async () => {
  const { npm, url, all } = await run("server");
  for (const pid of all.slice(1)) process.kill(pid, "SIGHUP");
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: "ready" });
  npm.kill("SIGHUP");
  await once(npm, "exit");
  await expect.poll(() => all.filter(isRunning)).toEqual([]);
});
