import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findMemberships } from "./find-memberships.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addMember, addOrganization, addUser } from "../testing/sample-rows.ts";

describe.each(dialects)("a user's memberships on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    for (const id of ["org_1", "org_2", "org_3"]) await addOrganization(client, id);
    for (const id of ["usr_1", "usr_2"]) await addUser(client, id);
    await addMember(client, { id: "mem_1", organizationId: "org_2", userId: "usr_1", role: "admin", afterMs: 1 });
    await addMember(client, { id: "mem_2", organizationId: "org_1", userId: "usr_1", role: "owner" });
    await addMember(client, { id: "mem_3", organizationId: "org_3", userId: "usr_2", role: "member" });
  });
  afterAll(() => test.close());

  it("come oldest first, with each organization as it is now", async () => {
    const deactivatedAt = new Date("2026-10-25T00:30:00.999Z");
    const { name, slug } = await test.database.client.organization.update({
      where: { id: "org_2" },
      data: { deactivatedAt },
    });
    expect(await findMemberships(test.database.client, dialect, "usr_1")).toMatchObject([
      { role: "owner", organization: { id: "org_1", deactivatedAt: null } },
      { role: "admin", organization: { id: "org_2", name, slug, deactivatedAt } },
    ]);
  });

  it("inside a transaction include its own changes, which no other reader sees yet", async () => {
    await test.database.transact(async (tx) => {
      await tx.member.deleteMany({ where: { userId: "usr_2" } });
      expect(await findMemberships(tx, dialect, "usr_2")).toEqual([]);
      expect(await findMemberships(test.database.client, dialect, "usr_2")).toHaveLength(1);
    });
  });

  it("are an empty list for a user without any", async () => {
    expect(await findMemberships(test.database.client, dialect, "usr_3")).toEqual([]);
  });
});
