import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSignedInUser } from "./find-signed-in-user.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addMember, addOrganization, addSession, addUser, epoch } from "../testing/sample-rows.ts";

const DEACTIVATED_AT = new Date("2026-10-25T00:30:00.999Z");

describe.each(dialects)("who is signed in on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    for (const id of ["org_1", "org_2", "org_3"]) await addOrganization(client, id);
    for (const id of ["usr_1", "usr_2", "usr_3"]) await addUser(client, id);
    await addMember(client, { id: "mem_1", organizationId: "org_2", userId: "usr_1", role: "admin", afterMs: 1 });
    await addMember(client, { id: "mem_2", organizationId: "org_1", userId: "usr_1", role: "owner" });
    await addMember(client, { id: "mem_3", organizationId: "org_3", userId: "usr_2", role: "member" });
    await client.organization.update({ where: { id: "org_2" }, data: { deactivatedAt: DEACTIVATED_AT } });
    await addSession(client, { id: "ses_1", userId: "usr_1", activeOrganizationId: "org_2" });
    await addSession(client, { id: "ses_2", userId: "usr_2" });
    await addSession(client, { id: "ses_3", userId: "usr_3" });
  });
  afterAll(() => test.close());

  const find = (sessionId: string, leftMs = 1) =>
    findSignedInUser(test.database, { sessionId, now: new Date(epoch.getTime() - leftMs) });

  it("comes with the organization chosen and all memberships of this user alone, the oldest first", async () => {
    expect(await find("ses_1")).toEqual({
      sessionId: "ses_1",
      userId: "usr_1",
      name: "usr_1",
      email: "usr_1@example.com",
      activeOrganizationId: "org_2",
      memberships: [
        { role: "owner", organization: { id: "org_1", name: "org_1", slug: "slug-of-org_1", deactivatedAt: null } },
        {
          role: "admin",
          organization: { id: "org_2", name: "org_2", slug: "slug-of-org_2", deactivatedAt: DEACTIVATED_AT },
        },
      ],
    });
    expect(await find("ses_2")).toMatchObject({ activeOrganizationId: null, memberships: [{ role: "member" }] });
  });

  it("is found without any membership too", async () => {
    expect(await find("ses_3")).toMatchObject({ userId: "usr_3", memberships: [] });
  });

  it.each([
    ["when the session ends", "ses_1", 0],
    ["after its end", "ses_1", -1],
    ["of a session that is none", "ses_4", 1],
  ])("is null %s", async (_when, sessionId, leftMs) => {
    expect(await find(sessionId, leftMs)).toBeNull();
  });

  it("is null once the user is removed", async () => {
    await test.database.client.user.delete({ where: { id: "usr_3" } });
    expect(await find("ses_3")).toBeNull();
  });
});
