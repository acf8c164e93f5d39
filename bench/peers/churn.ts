/**
 * Admins at work, in a process of their own: twice a second one creates, rotates and revokes a key and reads the list, until
 * it is told to stop.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { askProcedure, callProcedure, type Excalibur } from "../servers.ts";

const CYCLE_MS = 500;

export interface Churn {
  /** @returns what was done, in words. */
  stop(): Promise<string>;
}

export function startChurn({ url, cookie }: Excalibur): Churn {
  const child = fork(fileURLToPath(import.meta.url), [], {
    env: { ...process.env, CHURN: JSON.stringify({ url, cookie }) },
  });
  return {
    stop: async () => {
      const said = once(child, "message");
      child.send("stop");
      return String((await said)[0]);
    },
  };
}

async function churn(server: Pick<Excalibur, "url" | "cookie">, isOver: () => boolean): Promise<string> {
  const startedAt = performance.now();
  let cycles = 0;
  for (; !isOver(); cycles++) {
    const { key } = await callProcedure<{ key: { id: string } }>(server, "apiKeys.create", {
      name: `churn ${cycles}`,
      target: { kind: "newExecutor" },
    });
    const rotated = await callProcedure<{ key: { id: string } }>(server, "apiKeys.rotate", { id: key.id });
    await callProcedure(server, "apiKeys.revoke", { id: rotated.key.id });
    await askProcedure(server, "apiKeys.list", {});
    await sleep(Math.max(0, startedAt + (cycles + 1) * CYCLE_MS - performance.now()));
  }
  return `${cycles} keys were created, rotated and revoked, and the list was read as often`;
}

const inherited = process.env["CHURN"];
if (inherited !== undefined) {
  // It shares a core with the load, whose requests are timed: an admin's own haste must not make them late.
  setPriority(constants.priority.PRIORITY_LOW);
  let over = false;
  process.once("message", () => (over = true));
  process.send?.(await churn(JSON.parse(inherited) as Excalibur, () => over));
  process.disconnect();
}
