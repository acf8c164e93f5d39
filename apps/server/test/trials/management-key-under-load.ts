import type { ManagementScope } from "@excalibur/api/contract";
import { createTestDatabaseUrl } from "@excalibur/db/testing";
import { expect, test } from "vitest";
import { Client } from "../harness/client.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "../harness/server-process.ts";

const SERVERS = 3;
const PROGRAMS = 9;
const SCOPES: ManagementScope[] = ["keys:read"];

/** @param rounds revocations. @param requests to each server that begin once the revocation has returned. */
export function tryManagementKeyUnderLoad({ rounds, requests }: { rounds: number; requests: number }): void {
  test(`a management key that ${PROGRAMS} programs present at ${SERVERS} servers is accepted by none once its revocation has returned: 0 of ${rounds * requests * SERVERS}`, async () => {
    await withDataFolder(async (folder) => {
      const { url, remove } = await createTestDatabaseUrl("postgresql");
      const env = { DATABASE_URL: url, EXCALIBUR_AUTH_SECRET: "s".repeat(32), EXCALIBUR_DATA_DIR: folder };
      const first = await ServerProcess.start({ ...env, ...OWNER_VARIABLES });
      const others = await Promise.all(Array.from({ length: SERVERS - 1 }, () => ServerProcess.start(env)));
      const urls = [first, ...others].map((server) => server.url);
      try {
        const owner = new Client(first.url);
        await owner.signIn(OWNER);
        let accepted = 0;
        const later = new Map<number, number>();
        for (let round = 0; round < rounds; round++) {
          const key = { name: `load ${round}`, scopes: SCOPES, expiresInDays: 1 };
          const { key: created, secret } = await owner.trpc.managementKeys.create.mutate(key);
          const present = async (server: string) => {
            const response = await fetch(`${server}/v1/keys?limit=1`, {
              headers: { authorization: `Bearer ${secret}` },
            });
            await response.arrayBuffer();
            return response.status;
          };
          let isRevoked = false;
          const load = Array.from({ length: PROGRAMS }, async (_, program) => {
            while (!isRevoked) if ((await present(urls[program % SERVERS] ?? "")) === 200) accepted++;
          });
          await expect.poll(() => accepted).toBeGreaterThan(round * PROGRAMS);
          await owner.trpc.managementKeys.revoke.mutate({ id: created.id });
          const statuses = urls.flatMap((server) => Array.from({ length: requests }, () => present(server)));
          for (const status of await Promise.all(statuses)) later.set(status, (later.get(status) ?? 0) + 1);
          isRevoked = true;
          await Promise.all(load);
        }
        // A server whose database is too busy answers 503, and accepts nothing either.
        expect([...later.keys()].filter((status) => status !== 401 && status !== 503)).toEqual([]);
        expect(later.get(401)).toBeGreaterThan((rounds * requests * SERVERS) / 2);
      } finally {
        await Promise.all([first, ...others].map((server) => server.stop()));
        await remove();
      }
    });
  });
}
