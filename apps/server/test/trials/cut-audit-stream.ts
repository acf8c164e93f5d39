import { expect } from "vitest";
import { StreamReader } from "../harness/stream-reader.ts";
import { seedLog } from "../harness/audit-log.ts";
import type { TestServer } from "../harness/test-server.ts";

/** Changes of one user; fewer than one may make in a minute. */
const CHANGES_OF_ONE = 400;

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
    const clients = [];
    for (let made = 0; made < changes; made += CHANGES_OF_ONE) {
      clients.push(await server.signIn(await server.addMember(tenant, "admin")));
    }
    let left = changes;
    const changing = clients.map(async ({ trpc }) => {
      for (let own = 0; own < CHANGES_OF_ONE && left > 0; own++) {
        left -= 1;
        await trpc.apiKeys.create.mutate({ name: `key ${left}`, target: { kind: "newExecutor" } });
      }
    });
    const before = 9;
    const reader = new StreamReader();
    for (let cut = 1; cut <= cuts; cut++) {
      const url = another !== null && cut % 2 === 0 ? another.url : server.url;
      const end = reader.start(url, secret);
      await reader.has(before + Math.floor((changes * cut) / cuts));
      reader.cut();
      await end;
    }
    await Promise.all(changing);
    expect(reader.rows.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: before + changes }, (_, index) => index + 1),
    );
    const { head } = await owner.trpc.audit.verify.query();
    expect((await reader.verify()).words).toContain(`rows 1 to ${before + changes}.\nHead: ${head}`);
  } finally {
    await another?.close();
  }
}
