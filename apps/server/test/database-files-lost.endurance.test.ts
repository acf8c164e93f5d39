import { rmSync } from "node:fs";
import { join } from "node:path";
import { openMigratedDatabase } from "@excalibur/db";
import { expect, test } from "vitest";
import { Client, reasonOf } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

const CHANGED = "removed, replaced or changed by another program";
const NEW_EXECUTOR = { kind: "newExecutor" } as const;

/** Two of the cases that sqlite-log.test.ts goes through. @param keeps whether what was acknowledged before the damage is there after a restart. */
test.each([
  ["every file is removed", (db: string) => ["", "-wal", "-shm"].forEach((end) => rmSync(db + end)), false],
  ["log and shared memory are removed", (db: string) => ["-wal", "-shm"].forEach((end) => rmSync(db + end)), true],
])(
  "when %s while changes come, none is acknowledged from then on, and the server says why",
  async (_what, damage, keeps) => {
    await withDataFolder(async (folder) => {
      const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES });
      const file = join(folder, "excalibur.db");
      const owner = new Client(server.url);
      await owner.signIn(OWNER);
      const acknowledged: { id: string; asked: number }[] = [];
      const create = async () => {
        const asked = performance.now();
        const { key } = await owner.trpc.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR });
        acknowledged.push({ id: key.id, asked });
      };
      const streams = Array.from({ length: 3 }, async () => {
        for (;;) {
          const reason = await reasonOf(create());
          if (reason !== "accepted") return reason;
        }
      });
      await eventually(async () => expect(acknowledged.length).toBeGreaterThan(10));
      damage(file);
      const damagedAt = performance.now();

      expect(await Promise.all(streams)).toEqual(["unavailable", "unavailable", "unavailable"]);
      expect(await reasonOf(create())).toBe("unavailable");
      const late = acknowledged.filter(({ asked }) => asked > damagedAt);
      expect(late).toEqual([]);
      const ready = await fetch(`${server.url}/readyz`);
      expect(ready.status).toBe(503);
      expect(await ready.json()).toMatchObject({ message: expect.stringContaining(CHANGED) });
      expect(server.stderr.split("\n").filter((line) => line.includes(CHANGED))).toHaveLength(1);
      expect(server.stderr).toContain(file);
      await server.stop(keeps ? "SIGKILL" : "SIGTERM");
      if (!keeps) return;
      const database = await openMigratedDatabase({ url: `file:${file}` });
      const ids = new Set((await database.client.apiKey.findMany({ select: { id: true } })).map(({ id }) => id));
      await database.close();
      expect(acknowledged.filter(({ id }) => !ids.has(id))).toEqual([]);
    });
  },
);
