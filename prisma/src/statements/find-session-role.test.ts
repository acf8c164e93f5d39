import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSessionRole } from "./find-session-role.ts";
import { createTestDatabase, dialects, type TestDatabase } from "../testing/index.ts";
import { addMember, addOrganization, addSession, addUser, epoch } from "../testing/sample-rows.ts";

describe.each(dialects)("the role behind a session on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    await addOrganization(client, "org_1");
    await addUser(client, "usr_1");
    await addSession(client, { id: "ses_1", userId: "usr_1" });
    await addMember(client, { id: "mem_1", organizationId: "org_1", userId: "usr_1", role: "admin" });
  });
  afterAll(() => test.close());

  it.each([
    { what: "while it lasts", sessionId: "ses_1", organizationId: "org_1", leftMs: 1, role: "admin" },
    { what: "at its end", sessionId: "ses_1", organizationId: "org_1", leftMs: 0, role: null },
    { what: "elsewhere", sessionId: "ses_1", organizationId: "org_2", leftMs: 1, role: null },
    { what: "of none", sessionId: "ses_2", organizationId: "org_1", leftMs: 1, role: null },
  ])("is $role $what", async ({ sessionId, organizationId, leftMs, role }) => {
    const now = new Date(epoch.getTime() - leftMs);
    expect(await findSessionRole(test.database, { sessionId, organizationId, now })).toBe(role);
  });
});
