import { expect } from "vitest";
import { StreamReader } from "../harness/stream-reader.ts";
import { seedLog } from "../harness/audit-log.ts";
import type { Client } from "../harness/client.ts";
import type { TestServer } from "../harness/test-server.ts";

/** Changes of one user; fewer than one may make in a minute. */
const CHANGES_OF_ONE = 400;
/** Admins who make changes at the same time. */
const AT_ONCE = 5;

/** Makes changes by several admins while a reader follows the stream at two servers in turn, and is cut off again and again. */
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
    for (let made = 0; made < changes; made += CHANGES_OF_ONE) {
      clients.push(await server.signIn(await server.addMember(tenant, "admin")));
    }
    let left = changes;
    const changeInTurn = async () => {
      for (let client = clients.shift(); client !== undefined; client = clients.shift()) {
        for (let own = 0; own < CHANGES_OF_ONE && left > 0; own++) {
          left -= 1;
          await client.trpc.apiKeys.create.mutate({ name: `key ${left}`, target: { kind: "newExecutor" } });
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
