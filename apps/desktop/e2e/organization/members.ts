import { describe, expect, it } from "vitest";
import { expectAccessible } from "../support/accessibility.ts";
import { focused } from "../support/focused.ts";
import { GRACE, NEW_PASSWORD, type OrganizationWalk } from "./walk.ts";

/** Members and invitations, and what other users see of a change. */
export function testMembers(walk: OrganizationWalk): void {
  const { button, dialog, rowOf, field, dialogClosed, choose, invite, openAnother } = walk;

  describe("members", () => {
    it("invites by address and role, and gives the link where no mail is sent", async () => {
      await walk.page.keyboard.press("g");
      await walk.page.keyboard.press("m");
      await button("Invite").click();
      await focused(field("E-mail address"));
      await walk.page.keyboard.type("not an address");
      await walk.page.keyboard.press("Enter");
      await walk.page.getByText("This is not an e-mail address.").waitFor();
      await field("E-mail address").fill(GRACE.email);
      await dialog().getByText("Admin", { exact: true }).click();
      await expectAccessible(walk.page, "invite");
      await dialog().getByRole("button", { name: "Invite" }).click();
      walk.link = await field("Link").inputValue();
      expect(new URL(walk.link).hash).toMatch(/^#[\w-]{43}$/);
      await expectAccessible(walk.page, "link of an invitation");
      await button("Close").click();
      await rowOf(GRACE.email, "Pending").waitFor();
      await expectAccessible(walk.page, "members and invitations");
      // By arrow keys from the page to the first member, on to the invitations, and back.
      for (const [key, text] of [
        ["ArrowDown", "Owner"],
        ["ArrowDown", GRACE.email],
        ["ArrowUp", "Owner"],
      ] as const) {
        await walk.page.keyboard.press(key);
        await focused(walk.page.locator("[data-row-link]").filter({ hasText: text }));
      }
    });

    it("says beside the address why it can't be invited again", async () => {
      await button("Invite").click();
      await field("E-mail address").fill(GRACE.email);
      await walk.page.keyboard.press("Enter");
      await walk.page.getByText(/There is an open invitation for this address already/).waitFor();
      await walk.page.keyboard.press("Escape");
      await dialogClosed();
    });

    it("replaces a link that is sent again, and closes one that is cancelled", async () => {
      const first = walk.link;
      await choose(GRACE.email, /^Send again/);
      walk.link = await field("Link").inputValue();
      expect(walk.link).not.toBe(first);
      await button("Close").click();
      walk.other = await openAnother();
      await walk.other.goto(first);
      await walk.other.getByText(/There is no such invitation/).waitFor();
      await expectAccessible(walk.other, "replaced invitation");

      const cancelled = await invite("ken@acme.test");
      await choose("ken@acme.test", "Cancel…");
      await expectAccessible(walk.page, "cancel invitation");
      await dialog().getByRole("button", { name: "Cancel invitation" }).click();
      await dialogClosed();
      await rowOf("ken@acme.test", "Cancelled").waitFor();
      await walk.other.goto(cancelled);
      await walk.other.reload();
      await walk.other.getByText(/This invitation was cancelled/).waitFor();
    });

    it("lets an invited person make an account and join in one step, and the members see them at once", async () => {
      await walk.other.goto(walk.link);
      await walk.other.reload();
      await walk.other.getByRole("heading", { name: "Join Acme" }).waitFor();
      await expectAccessible(walk.other, "join with a new account");
      await walk.other.getByRole("textbox", { name: "Your name" }).fill(GRACE.name);
      await walk.other.getByLabel("Password", { exact: true }).fill("short");
      await walk.other.getByRole("button", { name: "Create account and join" }).click();
      await walk.other.getByText("A password has at least 12 characters.").waitFor();
      await walk.other.getByLabel("Password", { exact: true }).fill(GRACE.password);
      // The account is made, and the connection breaks before its owner is signed in.
      await walk.other.route("**/api/auth/sign-in/email", (route) => route.abort(), { times: 1 });
      await walk.other.getByRole("button", { name: "Create account and join" }).click();
      await rowOf(GRACE.name, "Admin").waitFor();
      await rowOf(GRACE.email, "Accepted").waitFor();
    });

    it("asks a user to sign in who joined and could not be signed in, instead of accepting once more", async () => {
      await walk.other.getByText("You have joined Acme. Sign in to go on.").waitFor();
      await expectAccessible(walk.other, "joined, not signed in");
      expect(await walk.other.getByRole("textbox", { name: "E-mail address" }).inputValue()).toBe(GRACE.email);
      await walk.other.getByLabel("Password", { exact: true }).fill(GRACE.password);
      await walk.other.getByRole("button", { name: "Sign in", exact: true }).click();
      await walk.other.getByRole("button", { name: "Organization: Acme" }).waitFor();
      expect(walk.other.url()).not.toContain("#");
    });

    it("gives a link by which a member sets a new password, and is signed in with it", async () => {
      await choose(GRACE.name, "Reset password…");
      await dialog().getByRole("button", { name: "Make link" }).click();
      const reset = await field("Link").inputValue();
      await expectAccessible(walk.page, "password reset link");
      await button("Close").click();
      await walk.other.goto(reset);
      await walk.other.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
      await expectAccessible(walk.other, "new password");
      await walk.other.getByRole("button", { name: "Set password and sign in" }).click();
      await walk.other.getByRole("button", { name: "Organization: Acme" }).waitFor();
      expect(walk.other.url()).not.toContain("#");
      await walk.other.goto(reset);
      await walk.other.getByText(/This link was used already/).waitFor();
    });

    it("offers an admin only what admins may do", async () => {
      await walk.other.goto(`${walk.server.url}/members`);
      await walk.other.getByRole("cell", { name: /Grace Hopper\s*you/ }).waitFor();
      expect(await walk.other.getByRole("button", { name: "Actions for Owner" }).count()).toBe(0);
      await walk.other.getByRole("button", { name: `Actions for ${GRACE.name}` }).click();
      await expect.poll(() => walk.other.getByRole("menuitem").allInnerTexts()).toEqual(["Leave Acme…"]);
      await walk.other.keyboard.press("Escape");
      await walk.other.goto(`${walk.server.url}/audit`);
      await walk.other.getByText("As an admin you see").waitFor();
    });

    it("shows a user at the next action that their role was changed, and offers no other action", async () => {
      await walk.other.goto(`${walk.server.url}/members`);
      await walk.other.getByRole("button", { name: "Invite" }).click();
      await walk.other.getByRole("textbox", { name: "E-mail address" }).fill("too@late.test");
      // What they are about to do must not be taken away by the news that they may not: it has to be said.
      await choose(GRACE.name, "Make member…");
      await expectAccessible(walk.page, "change role");
      await dialog().getByRole("button", { name: "Make member" }).click();
      await dialogClosed();
      await rowOf(GRACE.name, "Member").waitFor();
      await walk.other.getByRole("dialog").getByRole("button", { name: "Invite" }).click();
      await walk.other.getByText("Your role does not allow this.").waitFor();
      expect(await walk.other.getByRole("textbox", { name: "E-mail address" }).inputValue()).toBe("too@late.test");
      await walk.other.getByRole("button", { name: "Cancel" }).click();
      await walk.other.getByRole("button", { name: "Invite" }).waitFor({ state: "detached" });
      await walk.other.getByRole("heading", { name: "Invitations" }).waitFor({ state: "detached" });
      await expectAccessible(walk.other, "members as a member sees them");
    });
  });
}
