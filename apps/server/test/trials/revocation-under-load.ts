import { setTimeout as sleep } from "node:timers/promises";
import { createTestDatabaseUrl, type Dialect } from "@excalibur/db/testing";
import { describe, expect, test } from "vitest";
import { Client } from "../harness/client.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "../harness/server-process.ts";
import { startTestServer } from "../harness/test-server.ts";

const CONNECTIONS = 32;
/** Few enough that after their first syncs nearly every answer comes from memory. */
const EXECUTORS = 4;
const NEW_EXECUTOR = { kind: "newExecutor" } as const;

/** @param rounds revocations of a key in use, on each of these databases. */
export function tryRevocationsUnderLoad(rounds: number, on: readonly Dialect[]): void {
  describe.each(on)("revocation on %s", (dialect) => {
    test(`while ${CONNECTIONS} connections present a key without pause, none that starts after the revoke call returned is accepted, ${rounds} rounds out of ${rounds}`, async () => {
      await withDataFolder(async (folder) => {
        const { url, remove } = await createTestDatabaseUrl(dialect);
        const database = dialect === "sqlite" ? {} : { DATABASE_URL: url, EXCALIBUR_AUTH_SECRET: "s".repeat(32) };
        const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES, ...database });
        try {
          const owner = new Client(server.url);
          await owner.signIn(OWNER);
          for (let round = 0; round < rounds; round++) {
            const { accepted, acceptedAfterReturn, refused } = await revokeUnderLoad(owner);
            expect(accepted).toBeGreaterThan(0);
            expect(refused).toBeGreaterThan(0);
            expect(acceptedAfterReturn).toBe(0);
          }
        } finally {
          await server.stop();
          await remove();
        }
      });
    });

    test("a database read that was slow to answer does not put a revoked key back", async () => {
      const gate = { open: () => {}, closed: Promise.resolve() };
      const server = await startTestServer(
        dialect,
        {},
        {
          through: (database) => ({
            ...database,
            readRaw: async (...read) => {
              const rows = await database.readRaw(...read);
              if (read[0].name === "excalibur_find_credential") await gate.closed;
              return rows;
            },
          }),
        },
      );
      const tenant = await server.addOrganization("Acme");
      const owner = await server.signIn(tenant.owner);
      for (let round = 0; round < rounds; round++) {
        const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "slow", target: NEW_EXECUTOR });
        gate.closed = new Promise((resolve) => (gate.open = resolve));
        const begunBefore = owner.sync(secret, { name: "slow-1" });
        await sleep(10);
        await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
        const begunAfter = owner.sync(secret, { name: "slow-1" });
        await sleep(2);
        gate.open();
        await begunBefore;
        expect(await begunAfter).toMatchObject({ status: 401, reason: "key_revoked" });
        expect(await owner.sync(secret, { name: "slow-1" })).toMatchObject({ status: 401, reason: "key_revoked" });
      }
      await server.close();
    });

    test("a key is read again when it is unknown whether its revocation was committed", async () => {
      let isAnswerLost = false;
      const server = await startTestServer(
        dialect,
        {},
        {
          through: (database) => ({
            ...database,
            transact: async (work) => {
              const result = await database.transact(work);
              if (isAnswerLost) throw new Error("no answer to COMMIT");
              return result;
            },
          }),
        },
      );
      const tenant = await server.addOrganization("Acme");
      const owner = await server.signIn(tenant.owner);
      const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "lost", target: NEW_EXECUTOR });
      expect(await owner.sync(secret, { name: "lost-1" })).toMatchObject({ status: 200 });
      isAnswerLost = true;
      await expect(owner.trpc.apiKeys.revoke.mutate({ id: key.id })).rejects.toThrow();
      expect(await owner.sync(secret, { name: "lost-1" })).toMatchObject({ status: 401, reason: "key_revoked" });
      isAnswerLost = false;
      await server.close();
    });
  });
}

/** Revokes once every connection's worth of syncs was accepted, and goes on until as many were refused after it. */
async function revokeUnderLoad(owner: Client) {
  const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "load", target: NEW_EXECUTOR });
  const counts = { accepted: 0, acceptedAfterReturn: 0, refused: 0 };
  let returned = false;
  let begunAfterReturn = 0;
  let busy = () => {};
  const isBusy = new Promise<void>((resolve) => (busy = resolve));
  const present = async (name: string) => {
    while (begunAfterReturn < CONNECTIONS) {
      const startedAfterReturn = returned;
      if (startedAfterReturn) begunAfterReturn += 1;
      const { status, reason } = await owner.sync(secret, { name });
      if (status === 200) counts.accepted += 1;
      if (status === 200 && startedAfterReturn) counts.acceptedAfterReturn += 1;
      if (reason === "key_revoked") counts.refused += 1;
      if (counts.accepted >= CONNECTIONS) busy();
    }
  };
  const load = Array.from({ length: CONNECTIONS }, (_, index) => present(`load-${index % EXECUTORS}`));
  await Promise.race([isBusy, Promise.all(load)]);
  await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
  returned = true;
  await Promise.all(load);
  return counts;
}
