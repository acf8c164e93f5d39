import { ORGANIZATION_HEADER } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { DIALOGS } from "./dialogs.ts";
import type { Tenant, TwoTabs } from "./two-tabs.ts";

/** A former member reads no log any more; which notices a member has read is written in none. */
const WITHOUT_ROW: ReadonlySet<string> = new Set(["members.leave", "notices.markRead"]);

/** A test for each of these dialogs: it changes the organization in which it was opened. */
export function testDialogs(procedures: readonly string[], tabs: () => TwoTabs): void {
  it.each(procedures)("%s goes to where its dialog was opened", async (procedure) => {
    const { page, other, acme, globex, address } = tabs();
    const step = DIALOGS[procedure]!;
    await page.goto(address(acme, step.at));
    await step.open(page);
    // Meanwhile, in the other tab: the session uses the other organization now.
    await Promise.all([
      other.waitForResponse((each) => each.url().includes("organizations.setActive")),
      other.goto(address(globex, step.at)),
    ]);
    const before = { acme: await headOf(acme), globex: await headOf(globex) };
    const [response] = await Promise.all([
      page.waitForResponse((each) => each.url().endsWith(`/trpc/${procedure}`)),
      step.confirm(page),
    ]);
    expect(response.status()).toBe(200);
    expect(response.request().headers()[ORGANIZATION_HEADER]).toBe(acme.id);
    expect(await headOf(globex)).toBe(before.globex);
    if (!WITHOUT_ROW.has(procedure)) expect(await headOf(acme)).toBeGreaterThan(before.acme ?? 0);
  });
}

/** The number of the newest row of an organization's audit log: every change adds one. */
async function headOf({ calls }: Tenant): Promise<number | undefined> {
  return (await calls.query<{ items: { sequence: number }[] }>("audit.list", { limit: 1 })).items[0]?.sequence;
}
