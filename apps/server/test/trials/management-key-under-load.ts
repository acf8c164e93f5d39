import type { ManagementScope } from "@excalibur/api/contract";
import { createTestDatabaseUrl } from "@excalibur/db/testing";
import { expect, test } from "vitest";
import { Client } from "../harness/client.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "../harness/server-process.ts";

const SERVERS = 3;
const PROGRAMS = 9;
const SCOPES: ManagementScope[] = ["keys:read"];

/** @param rounds revocations. @param later requests to each server that begin once the revocation has returned. */
export function tryManagementKeyUnderLoad({ rounds, later }: { rounds: number; later: number }): void {
  test(`a management key that ${PROGRAMS} programs present at ${SERVERS} servers is accepted by none once its revocation has returned: 0 of ${rounds * later * SERVERS}`, async () => {
    await withDataFolder(async (folder) => {
      const { url, remove } = await createTestDatabaseUrl("postgresql");
      const env = { DATABASE_URL: url, EXCALIBUR_AUTH_SECRET: "s".repeat(32), EXCALIBUR_DATA_DIR: folder };
      const first = await ServerProcess.start({ ...env, ...OWNER_VARIABLES });
      const others = await Promise.all(Array.from({ length: SERVERS - 1 }, () => ServerProcess.start(env)));
      const urls = [first, ...others].map((server) => server.url);
      try {
        const owner = new Client(first.url);
        await owner.signIn(OWNER);
        let [accepted, acceptedLater, refusedLater] = [0, 0, 0];
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
          const statuses = urls.flatMap((server) => Array.from({ length: later }, () => present(server)));
          for (const status of await Promise.all(statuses)) {
            if (status === 200) acceptedLater++;
            if (status === 401) refusedLater++;
          }
          isRevoked = true;
          await Promise.all(load);
        }
        expect({ acceptedLater, refusedLater }).toEqual({ acceptedLater: 0, refusedLater: rounds * later * SERVERS });
      } finally {
        await Promise.all([first, ...others].map((server) => server.stop()));
        await remove();
      }
    });
  });
}
