import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findMemberships, recallMemberships } from "./find-memberships.ts";
import { createTestDatabase, dialects, type TestDatabase } from "./testing/index.ts";
import { addOrganization, epoch } from "./testing/sample-rows.ts";

describe.each(dialects)("a user's memberships on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    for (const id of ["org_1", "org_2", "org_3"]) await addOrganization(client, id);
    for (const id of ["usr_1", "usr_2"]) {
      const stamps = { createdAt: epoch, updatedAt: epoch };
      await client.user.create({ data: { id, name: id, email: `${id}@example.com`, ...stamps } });
    }
    const join = (id: string, organizationId: string, userId: string, role: string, afterMs: number) =>
      client.member.create({
        data: { id, organizationId, userId, role, createdAt: new Date(epoch.getTime() + afterMs) },
      });
    await join("mem_1", "org_2", "usr_1", "admin", 1);
    await join("mem_2", "org_1", "usr_1", "owner", 0);
    await join("mem_3", "org_3", "usr_2", "member", 0);
  });
  afterAll(() => test.close());

  it("come oldest first, with each organization as it is now", async () => {
    const deactivatedAt = new Date("2026-10-25T00:30:00.999Z");
    const { name, slug } = await test.database.client.organization.update({
      where: { id: "org_2" },
      data: { deactivatedAt },
    });
    const memberships = await recallMemberships(test.database, "usr_1");
    expect(memberships).toMatchObject([
      { role: "owner", organization: { id: "org_1", deactivatedAt: null } },
      { role: "admin", organization: { id: "org_2", name, slug, deactivatedAt } },
    ]);
    expect(await findMemberships(test.database.client, dialect, "usr_1")).toEqual(memberships);
  });

  it("are in a transaction what it has made of them, which nobody else sees yet", async () => {
    await test.database.transact(async (tx) => {
      await tx.member.deleteMany({ where: { userId: "usr_2" } });
      expect(await findMemberships(tx, dialect, "usr_2")).toEqual([]);
      expect(await recallMemberships(test.database, "usr_2")).toHaveLength(1);
    });
  });

  it("are none for whoever has none", async () => {
    expect(await recallMemberships(test.database, "usr_3")).toEqual([]);
  });
});
