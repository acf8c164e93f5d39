import { expect } from "vitest";
import { StreamReader } from "../harness/stream-reader.ts";
import { seedLog } from "../harness/audit-log.ts";
import type { Client } from "../harness/client.ts";
import type { TestServer } from "../harness/test-server.ts";

/** Keys that a round makes, a transaction each, and how often it labels all of them, in one transaction with a row for each. */
const [KEYS_OF_ROUND, LABELS_OF_ROUND] = [10, 4];
const ROWS_OF_ROUND = KEYS_OF_ROUND * (1 + LABELS_OF_ROUND);
/** Rounds of one user: fewer changes than one may make in a minute. */
const ROUNDS_OF_ONE = 10;
/** Admins who make changes at the same time. */
const AT_ONCE = 5;

/**
 * Makes changes by several admins while a reader follows the stream at two servers in turn, and is cut off again and again.
 * @param changes a multiple of 50.
 */
export async function tryCutsWhileChanging(server: TestServer, { cuts, changes }: { cuts: number; changes: number }) {
  // SQLite has one server process.
  const another = server.database.dialect === "postgresql" ? await server.startAnother() : null;
  try {
    const { tenant, owner } = await seedLog(server);
    const { secret } = await owner.trpc.managementKeys.create.mutate({
      name: "siem",
      scopes: ["audit:read"],
      expiresInDays: 1,
    });
    const clients: Client[] = [];
    for (let made = 0; made < changes; made += ROUNDS_OF_ONE * ROWS_OF_ROUND) {
      clients.push(await server.signIn(await server.addMember(tenant, "admin")));
    }
    let left = changes;
    const changeInTurn = async () => {
      for (let client = clients.shift(); client !== undefined; client = clients.shift()) {
        for (let round = 0; round < ROUNDS_OF_ONE && left > 0; round++) {
          left -= ROWS_OF_ROUND;
          await makeRound(client);
        }
      }
    };
    const changing = Promise.all(Array.from({ length: AT_ONCE }, changeInTurn));
    // A change that fails ends the test, which else would wait for its row.
    const failure = changing.then(() => new Promise<never>(() => {}));
    const before = 9;
    const reader = new StreamReader();
    for (let cut = 1; cut <= cuts; cut++) {
      const url = another !== null && cut % 2 === 0 ? another.url : server.url;
      const end = reader.start(url, secret);
      await Promise.race([reader.has(before + Math.floor((changes * cut) / cuts)), failure]);
      reader.cut();
      await end;
    }
    await changing;
    expect(reader.rows.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: before + changes }, (_, index) => index + 1),
    );
    const { head } = await owner.trpc.audit.verify.query();
    expect((await reader.verify()).words).toContain(`rows 1 to ${before + changes}.\nHead: ${head}`);
  } finally {
    await another?.close();
  }
}

async function makeRound({ trpc: { apiKeys } }: Client): Promise<void> {
  const ids: string[] = [];
  for (let index = 0; index < KEYS_OF_ROUND; index++) {
    const { key } = await apiKeys.create.mutate({ name: `key ${index}`, target: { kind: "newExecutor" } });
    ids.push(key.id);
  }
  for (let time = 0; time < LABELS_OF_ROUND; time++) {
    await apiKeys.labelMany.mutate({ ids, set: { time: String(time) } });
  }
}
