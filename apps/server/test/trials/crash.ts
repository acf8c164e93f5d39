import { setTimeout as sleep } from "node:timers/promises";
import { openMigratedDatabase } from "@excalibur/db";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Client } from "../harness/client.ts";
import { eventually } from "../harness/eventually.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "../harness/server-process.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

/** @param crashes how often the server is killed. */
export function tryCrashes(crashes: number): void {
  test(`kill -9 during a stream of creates and revokes, ${crashes} times: what was acknowledged is there, its audit rows match`, async () => {
    await withDataFolder(async (folder) => {
      const env = { EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES };
      const created = new Set<string>();
      const revoked = new Set<string>();
      for (let crash = 0; crash < crashes; crash++) {
        const server = await ServerProcess.start(env);
        const owner = new Client(server.url);
        await owner.signIn(OWNER);
        const streams = Array.from({ length: 4 }, () => createAndRevoke(owner, created, revoked));
        const acknowledged = revoked.size;
        await eventually(async () => expect(revoked.size).toBeGreaterThan(acknowledged));
        await sleep(Math.random() * 200);
        await server.stop("SIGKILL");
        await Promise.all(streams);
      }
      expect(revoked.size).toBeGreaterThanOrEqual(crashes);

      const database = await openMigratedDatabase({ url: `file:${join(folder, "excalibur.db")}` });
      const keys = new Map((await database.client.apiKey.findMany()).map((key) => [key.id, key]));
      const rows = await database.client.auditRow.findMany({ orderBy: { sequence: "asc" } });
      await database.close();
      for (const id of created) expect(keys.has(id)).toBe(true);
      for (const id of revoked) expect(keys.get(id)?.revokedAt).toBeInstanceOf(Date);

      const targetsOf = (action: string) =>
        new Set(rows.filter((row) => row.action === action).map((row) => row.targetId));
      expect(targetsOf("api_key.created")).toEqual(new Set(keys.keys()));
      const revokedKeys = [...keys.values()].filter(({ revokedAt }) => revokedAt !== null);
      expect(targetsOf("api_key.revoked")).toEqual(new Set(revokedKeys.map(({ id }) => id)));
      expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
      expect(rows.slice(1).map(({ previousHash }) => previousHash)).toEqual(rows.slice(0, -1).map(({ hash }) => hash));
    });
  });
}

/** Creates and revokes keys until the server is gone, noting what it acknowledged. */
async function createAndRevoke(owner: Client, created: Set<string>, revoked: Set<string>): Promise<void> {
  try {
    for (;;) {
      const { key } = await owner.trpc.apiKeys.create.mutate({ name: "crash", target: NEW_EXECUTOR });
      created.add(key.id);
      await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
      revoked.add(key.id);
    }
  } catch {
    // The server was killed in the middle of a call, as intended: nothing is known of that call.
  }
}
