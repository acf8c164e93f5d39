import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSessionRole } from "./find-session-role.ts";
import { createTestDatabase, dialects, type TestDatabase } from "./testing/index.ts";
import { addOrganization, epoch } from "./testing/sample-rows.ts";

describe.each(dialects)("the role behind a session on %s", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const { client } = test.database;
    const stamps = { createdAt: epoch, updatedAt: epoch };
    await addOrganization(client, "org_1");
    await client.user.create({ data: { id: "usr_1", name: "Ada", email: "ada@example.com", ...stamps } });
    const session = { id: "ses_1", token: "token", userId: "usr_1", expiresAt: epoch, ...stamps };
    await client.session.create({ data: session });
    const member = { id: "mem_1", organizationId: "org_1", userId: "usr_1", role: "admin", createdAt: epoch };
    await client.member.create({ data: member });
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
