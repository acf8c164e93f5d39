import { describe, expect, it } from "vitest";
import { expectAccessible } from "../support/accessibility.ts";
import { adminCalls } from "../support/admin-calls.ts";
import { focused } from "../support/focused.ts";
import { GRACE, NEW_PASSWORD, type OrganizationWalk } from "./walk.ts";

/** The organization: its name, its state, its owner, and leaving it. */
export function testOrganization(walk: OrganizationWalk): void {
  const { button, dialog, rowOf, field, screenLink, dialogClosed, choose, invite } = walk;

  describe("the organization", () => {
    it("is renamed by its owner, everywhere at once", async () => {
      await screenLink(walk.page, "Organization").click();
      await walk.page.getByRole("heading", { name: "Organization", exact: true }).waitFor();
      await expectAccessible(walk.page, "organization");
      await field("Short name").fill("Not A Slug");
      await button("Save").click();
      await walk.page.getByText("Lower-case letters, digits and single dashes between them.").waitFor();
      await field("Name").fill("Acme Labs");
      await field("Short name").fill("acme-labs");
      await button("Save").click();
      await walk.page.getByRole("button", { name: "Organization: Acme Labs" }).waitFor();
      await walk.other.getByRole("button", { name: "Organization: Acme Labs" }).waitFor();
      await screenLink(walk.other, "Organization").click();
      await walk.other.getByText(/owns it; you are a member/).waitFor();
      expect(await walk.other.getByRole("button", { name: "Save" }).count()).toBe(0);
    });

    it("says to everyone that it is deactivated, offers no change meanwhile, and comes back", async () => {
      await button("Deactivate organization…").click();
      await dialog().waitFor();
      await expectAccessible(walk.page, "deactivate");
      await dialog().getByRole("button", { name: "Deactivate organization" }).click();
      await walk.page.getByText(/Acme Labs is deactivated since/).waitFor();
      await walk.other.getByText(/Acme Labs is deactivated since/).waitFor();
      await expectAccessible(walk.page, "deactivated organization");
      await screenLink(walk.page, "Members").click();
      await rowOf(GRACE.name).waitFor();
      expect(await button("Invite").count()).toBe(0);
      await screenLink(walk.page, "Organization").click();
      await button("Reactivate organization…").click();
      await dialog().getByRole("button", { name: "Reactivate organization" }).click();
      await dialogClosed();
      await walk.page.getByText(/is deactivated since/).waitFor({ state: "detached" });
    });

    it("is joined by a second one, to switch to and back by the palette", async () => {
      await button(/^Organization:/).click();
      await walk.page.getByRole("menuitem", { name: "New organization…" }).click();
      await focused(field("Name"));
      await expectAccessible(walk.page, "new organization");
      await walk.page.keyboard.type("Globex");
      await walk.page.keyboard.press("Enter");
      await button("Organization: Globex").waitFor();
      await walk.page.keyboard.press("ControlOrMeta+k");
      await focused(walk.page.getByRole("combobox"));
      await walk.page.keyboard.type("switch acme");
      await walk.page.keyboard.press("Enter");
      await button("Organization: Acme Labs").waitFor();
    });

    it("changes owners, and the former owner can no longer deactivate it", async () => {
      await screenLink(walk.page, "Members").click();
      await choose(GRACE.name, "Transfer ownership…");
      await expectAccessible(walk.page, "transfer ownership");
      await dialog().getByRole("button", { name: "Transfer ownership" }).click();
      await dialogClosed();
      await rowOf(GRACE.name, "Owner").waitFor();
      await screenLink(walk.other, "Members").click();
      await walk.other.getByRole("button", { name: "Actions for Owner" }).click();
      await walk.other.getByRole("menuitem", { name: "Transfer ownership…" }).click();
      await walk.other.getByRole("button", { name: "Transfer ownership" }).click();
      await rowOf(GRACE.name, "Admin").waitFor();
    });

    it("shows a removed user that their membership has ended, and no data of the organization", async () => {
      const { items } = await walk.admin.query<{ items: { id: string; user: { name: string } }[] }>("members.list", {});
      const graceId = items.find(({ user }) => user.name === GRACE.name)?.id;
      const grace = await adminCalls(walk.server.url, { email: GRACE.email, password: NEW_PASSWORD });
      const made = Array.from({ length: 12 }, (_, index) => ({
        name: `by-grace-${index}`,
        target: { kind: "newExecutor" },
        ownerId: index < 3 ? graceId : null,
      }));
      for (const input of made) await grace.mutate("apiKeys.create", input);
      await choose(GRACE.name, "Remove…");
      await dialog().getByRole("link", { name: "3 keys they own" }).waitFor();
      await expectAccessible(walk.page, "remove member");
      await dialog().getByRole("link", { name: "12 keys they created" }).click();
      await walk.page.getByRole("button", { name: `Created by: ${GRACE.name}` }).waitFor();
      await walk.page.getByRole("checkbox", { name: "Select all API keys that match, 12" }).waitFor();
      await screenLink(walk.page, "Members").click();
      await choose(GRACE.name, "Remove…");
      await dialog().getByRole("button", { name: "Remove member" }).click();
      await dialogClosed();
      const kept = await walk.admin.query<{ items: { owner: { name: string } | null }[] }>("apiKeys.list", {
        search: "by-grace",
        limit: 100,
      });
      expect(kept.items.map(({ owner }) => owner?.name ?? "none").toSorted()).toEqual([
        ...Array.from({ length: 3 }, () => "Owner"),
        ...Array.from({ length: 9 }, () => "none"),
      ]);
      await rowOf(GRACE.name).filter({ hasText: "Admin" }).waitFor({ state: "detached" });
      await walk.other.getByRole("heading", { name: "You are no longer a member here" }).waitFor();
      await expectAccessible(walk.other, "no organization");
      expect(await walk.other.getByText("ada@acme.test").count()).toBe(0);
      for (const name of ["Executors", "API keys"])
        await expect.poll(() => screenLink(walk.other, name).textContent()).toBe(name);
    });

    it("is still found by name in the audit log after leaving", async () => {
      await screenLink(walk.page, "Audit log").click();
      await button(/^Actor: /).click();
      await walk.page.getByRole("menuitemradio", { name: new RegExp(GRACE.name) }).click();
      await walk.page.getByRole("button", { name: `Actor: By ${GRACE.name}` }).waitFor();
      await rowOf(GRACE.name).first().waitFor();
      await screenLink(walk.page, "Members").click();
    });

    it("takes a former member back by a new invitation, with the account they have", async () => {
      const again = await invite(GRACE.email);
      await walk.other.goto(again);
      await walk.other.getByText(/You are signed in as Grace Hopper/).waitFor();
      await expectAccessible(walk.other, "join as who is signed in");
      await walk.other.getByRole("button", { name: "Accept invitation" }).click();
      await walk.other.getByRole("button", { name: "Organization: Acme Labs" }).waitFor();
    });

    it("can be left, and joined again by signing in on the page of an invitation", async () => {
      await screenLink(walk.other, "Members").click();
      await walk.other.getByRole("button", { name: `Actions for ${GRACE.name}` }).click();
      await walk.other.getByRole("menuitem", { name: "Leave Acme Labs…" }).click();
      await expectAccessible(walk.other, "leave organization");
      await walk.other.getByRole("button", { name: "Leave organization" }).click();
      await walk.other.getByRole("heading", { name: "You are no longer a member here" }).waitFor();
      await rowOf(GRACE.name).waitFor({ state: "detached" });

      const again = await invite(GRACE.email);
      await walk.other.context().clearCookies();
      await walk.other.goto(again);
      await walk.other.reload();
      await walk.other.getByText("There is an account for this address.").waitFor();
      await expectAccessible(walk.other, "join with an account");
      await walk.other.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
      await walk.other.getByRole("button", { name: "Sign in", exact: true }).click();
      await walk.other.getByRole("button", { name: "Organization: Acme Labs" }).waitFor();
      expect(walk.other.url()).not.toContain("#");
      await rowOf(GRACE.name, "Admin").or(rowOf(GRACE.name, "Member")).waitFor();
    });
  });
}
