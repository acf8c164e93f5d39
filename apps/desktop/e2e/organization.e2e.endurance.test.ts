import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testAuditLog } from "./organization/audit-log.ts";
import { testMembers } from "./organization/members.ts";
import { testOrganization } from "./organization/organization.ts";
import { createWalk } from "./organization/walk.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();

/** One walk through what owners look after: the audit log, the organization, its members and their accounts. */
describe.skipIf(!isProvided("a Chromium browser", executable))("an organization and its people", () => {
  const walk = createWalk(executable ?? "");
  let complaints: string[];

  stopAtFirstFailure();

  beforeAll(async () => {
    walk.server = await startServer({ withOwner: true });
    walk.admin = await adminCalls(walk.server.url);
    const { key } = await walk.admin.createKey("prod-cluster-1");
    await walk.admin.createKey("edge-7");
    await walk.admin.revokeKey(key.id);
    const opened = await openPage(await sharedBrowser(executable ?? ""));
    walk.page = opened.page;
    complaints = opened.complaints;
    await walk.page.goto(`${walk.server.url}/audit`);
    await signInAsAdmin(walk.page);
  });
  afterAll(async () => {
    await closePages(await sharedBrowser(executable ?? ""));
    await walk.server?.dispose();
  });

  testAuditLog(walk);
  testMembers(walk);
  testOrganization(walk);

  it("needed no exception from the content security policy all the while", () => {
    expect(complaints).toEqual([]);
  });
});
