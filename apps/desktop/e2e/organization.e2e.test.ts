import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { findBrowser, launchBrowser, openPage } from "./support/browser.ts";
import { focused } from "./support/focused.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();
const GRACE = { name: "Grace Hopper", email: "grace@acme.test", password: "a rather long password" } as const;
const NEW_PASSWORD = "a second long password";

/** One walk through what owners look after: the audit log, the organization, its members and their accounts. */
describe.skipIf(!isProvided("a Chromium browser", executable))("an organization and its people", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let admin: Awaited<ReturnType<typeof adminCalls>>;
  /** The page of another user. */
  let other: Page;
  let link: string;

  stopAtFirstFailure();

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const dialog = () => page.getByRole("dialog").or(page.getByRole("alertdialog"));
  const rowOf = (...texts: string[]) =>
    texts.reduce((rows, text) => rows.filter({ hasText: text }), page.getByRole("row"));
  const field = (name: string) => page.getByRole("textbox", { name, exact: true });
  // Some say how many there are: "API keys 2".
  const screenLink = (on: Page, name: string) =>
    on.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: new RegExp(`^${name}`) });
  const dialogClosed = () => dialog().waitFor({ state: "detached" });
  const choose = async (who: string, action: string | RegExp) => {
    await button(`Actions for ${who}`).click();
    await page.getByRole("menuitem", { name: action }).click();
  };
  /** @returns the link of the invitation */
  const invite = async (email: string) => {
    await button("Invite").click();
    await field("E-mail address").fill(email);
    await dialog().getByRole("button", { name: "Invite" }).click();
    const made = await field("Link").inputValue();
    await button("Close").click();
    await dialogClosed();
    return made;
  };

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    admin = await adminCalls(server.url);
    const { key } = await admin.createKey("prod-cluster-1");
    await admin.createKey("edge-7");
    await admin.revokeKey(key.id);
    browser = await launchBrowser(executable ?? "");
    ({ page, complaints } = await openPage(browser));
    await page.goto(`${server.url}/audit`);
    await signInAsAdmin(page);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  describe("the audit log", () => {
    it("shows who did what, to what and from where, with every detail a key press away", async () => {
      await rowOf("Key revoked", "prod-cluster-1", "ada@acme.test", "127.0.0.1").waitFor();
      await expectAccessible(page, "audit log");
      await rowOf("Key revoked").getByRole("button").focus();
      await page.keyboard.press("ArrowDown");
      await focused(rowOf("edge-7").getByRole("button"));
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      await dialog()
        .getByText(/^[0-9a-f]{64}$/)
        .waitFor();
      await expectAccessible(page, "audit row");
    });

    it("narrows to one target, action and day, and keeps all of it in the address", async () => {
      await dialog().getByRole("button", { name: "Only this target" }).click();
      await rowOf("edge-7").waitFor({ state: "detached" });
      await rowOf("Key created", "prod-cluster-1").waitFor();
      await button(/^Action:/).click();
      await page.getByRole("menuitemradio", { name: "Key revoked", exact: true }).click();
      await rowOf("Key created").waitFor({ state: "detached" });
      await button(/^Days:/).click();
      await dialog().getByRole("button", { name: "Today" }).click();
      await expectAccessible(page, "audit log, days");
      await page.keyboard.press("Escape");
      await dialogClosed();
      await page.reload();
      await rowOf("Key revoked", "prod-cluster-1").waitFor();
      expect(await rowOf("Key created").count()).toBe(0);
      const { searchParams } = new URL(page.url());
      expect(Object.fromEntries(searchParams)).toMatchObject({ action: "api_key.revoked", kind: "api_key" });
    });

    it("says when nothing matches, and shows everything again", async () => {
      await button(/^Action:/).click();
      await page.getByRole("menuitemradio", { name: "Executor deleted" }).click();
      await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
      await button("Show everything").click();
      await rowOf("edge-7").waitFor();
      expect(new URL(page.url()).search).toBe("");
    });

    it("announces what others do meanwhile, without moving a row, and shows it when asked", async () => {
      await admin.createKey("made elsewhere");
      await button("Show 1 new row").waitFor();
      expect(await rowOf("made elsewhere").count()).toBe(0);
      await button("Show 1 new row").click();
      await rowOf("Key created", "made elsewhere").waitFor();
    });

    it("is exported as a file of just the rows under the filter", async () => {
      await button(/^Action:/).click();
      await page.getByRole("menuitemradio", { name: "Key revoked", exact: true }).click();
      await rowOf("edge-7").waitFor({ state: "detached" });
      const download = page.waitForEvent("download");
      await button("Export").click();
      await page.getByRole("menuitem", { name: /^JSON Lines/ }).click();
      const file = await download;
      expect(file.suggestedFilename()).toMatch(/^audit-log-acme-\d{8}\.jsonl$/);
      const lines = (await readFile(await file.path(), "utf8")).trim().split("\n");
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain("api_key.revoked");
    });

    it("says why it is not exported when the server can't be asked", async () => {
      await page.context().setOffline(true);
      await button("Export").click();
      await page.getByRole("menuitem", { name: /^CSV/ }).click();
      await page.getByText("Nothing was exported. The server can't be reached.").waitFor();
      await page.context().setOffline(false);
      await page.goto(`${server.url}/audit`);
    });

    it("narrows to what one member did, by name", async () => {
      await button(/^Actor:/).click();
      await page.getByRole("menuitemradio", { name: "ada@acme.test" }).click();
      await button("Actor: By Owner").waitFor();
      expect(new URL(page.url()).searchParams.get("actor")).toMatch(/^usr_/);
      await page.reload();
      await button("Actor: By Owner").waitFor();
      await rowOf("Key created", "edge-7").waitFor();
      await page.goto(`${server.url}/audit`);
    });

    it("is verified, gives its head to note, and names the first row that was tampered with", async () => {
      await button("Verify chain").click();
      await dialog().getByRole("button", { name: "Verify" }).click();
      await dialog().getByText("The chain is unbroken.").waitFor();
      const head = await dialog()
        .getByText(/^[0-9a-f]{64}$/)
        .innerText();
      await expectAccessible(page, "verified chain");
      await dialog().getByRole("textbox").fill("not a head");
      await page.keyboard.press("Enter");
      await dialog().getByText("A head has 64 hexadecimal digits.").waitFor();
      tamperWithRow(server.dataFolder, 3);
      await dialog().getByRole("textbox").fill(head);
      await page.keyboard.press("Enter");
      await dialog().getByText("Row 3 is the first that is wrong.").waitFor();
      await expectAccessible(page, "broken chain");
      await dialog().getByRole("button", { name: "Close" }).click();
      await dialogClosed();
    });

    it("stands on a key's own page, as far as it is about that key", async () => {
      await screenLink(page, "API keys").click();
      // The audit log has links to keys too.
      await page.getByRole("heading", { name: "API keys" }).waitFor();
      await page.getByRole("link", { name: "prod-cluster-1" }).click();
      const trail = page.getByRole("region", { name: "Audit log" });
      await trail.getByText("by hand").waitFor();
      expect(await trail.getByRole("listitem").count()).toBe(2);
      await expectAccessible(page, "key page with its audit rows");
    });
  });

  describe("members", () => {
    it("invites by address and role, and gives the link where no mail is sent", async () => {
      await page.keyboard.press("g");
      await page.keyboard.press("m");
      await button("Invite").click();
      await focused(field("E-mail address"));
      await page.keyboard.type("not an address");
      await page.keyboard.press("Enter");
      await page.getByText("This is not an e-mail address.").waitFor();
      await field("E-mail address").fill(GRACE.email);
      await dialog().getByText("Admin", { exact: true }).click();
      await expectAccessible(page, "invite");
      await dialog().getByRole("button", { name: "Invite" }).click();
      link = await field("Link").inputValue();
      expect(new URL(link).hash).toMatch(/^#[\w-]{43}$/);
      await expectAccessible(page, "link of an invitation");
      await button("Close").click();
      await rowOf(GRACE.email, "Pending").waitFor();
      await expectAccessible(page, "members and invitations");
      // By arrow keys from the page to the first member, on to the invitations, and back.
      for (const [key, text] of [
        ["ArrowDown", "Owner"],
        ["ArrowDown", GRACE.email],
        ["ArrowUp", "Owner"],
      ] as const) {
        await page.keyboard.press(key);
        await focused(page.locator("[data-row-link]").filter({ hasText: text }));
      }
    });

    it("says beside the address why it can't be invited again", async () => {
      await button("Invite").click();
      await field("E-mail address").fill(GRACE.email);
      await page.keyboard.press("Enter");
      await page.getByText(/There is an open invitation for this address already/).waitFor();
      await page.keyboard.press("Escape");
      await dialogClosed();
    });

    it("replaces a link that is sent again, and closes one that is cancelled", async () => {
      const first = link;
      await choose(GRACE.email, /^Send again/);
      link = await field("Link").inputValue();
      expect(link).not.toBe(first);
      await button("Close").click();
      ({ page: other } = await openPage(browser));
      await other.goto(first);
      await other.getByText(/There is no such invitation/).waitFor();
      await expectAccessible(other, "replaced invitation");

      const cancelled = await invite("ken@acme.test");
      await choose("ken@acme.test", "Cancel…");
      await expectAccessible(page, "cancel invitation");
      await dialog().getByRole("button", { name: "Cancel invitation" }).click();
      await dialogClosed();
      await rowOf("ken@acme.test", "Cancelled").waitFor();
      await other.goto(cancelled);
      await other.reload();
      await other.getByText(/This invitation was cancelled/).waitFor();
    });

    it("lets an invited person make an account and join in one step, and the members see them at once", async () => {
      await other.goto(link);
      await other.reload();
      await other.getByRole("heading", { name: "Join Acme" }).waitFor();
      await expectAccessible(other, "join with a new account");
      await other.getByRole("textbox", { name: "Your name" }).fill(GRACE.name);
      await other.getByLabel("Password", { exact: true }).fill("short");
      await other.getByRole("button", { name: "Create account and join" }).click();
      await other.getByText("A password has at least 12 characters.").waitFor();
      await other.getByLabel("Password", { exact: true }).fill(GRACE.password);
      // The account is made, and the connection breaks before its owner is signed in.
      await other.route("**/api/auth/sign-in/email", (route) => route.abort(), { times: 1 });
      await other.getByRole("button", { name: "Create account and join" }).click();
      await rowOf(GRACE.name, "Admin").waitFor();
      await rowOf(GRACE.email, "Accepted").waitFor();
    });

    it("asks a user to sign in who joined and could not be signed in, instead of accepting once more", async () => {
      await other.getByText("You have joined Acme. Sign in to go on.").waitFor();
      await expectAccessible(other, "joined, not signed in");
      expect(await other.getByRole("textbox", { name: "E-mail address" }).inputValue()).toBe(GRACE.email);
      await other.getByLabel("Password", { exact: true }).fill(GRACE.password);
      await other.getByRole("button", { name: "Sign in", exact: true }).click();
      await other.getByRole("button", { name: "Organization: Acme" }).waitFor();
      expect(other.url()).not.toContain("#");
    });

    it("gives a link by which a member sets a new password, and is signed in with it", async () => {
      await choose(GRACE.name, "Reset password…");
      await dialog().getByRole("button", { name: "Make link" }).click();
      const reset = await field("Link").inputValue();
      await expectAccessible(page, "password reset link");
      await button("Close").click();
      await other.goto(reset);
      await other.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
      await expectAccessible(other, "new password");
      await other.getByRole("button", { name: "Set password and sign in" }).click();
      await other.getByRole("button", { name: "Organization: Acme" }).waitFor();
      expect(other.url()).not.toContain("#");
      await other.goto(reset);
      await other.getByText(/This link was used already/).waitFor();
    });

    it("offers an admin only what admins may do", async () => {
      await other.goto(`${server.url}/members`);
      await other.getByRole("cell", { name: /Grace Hopper\s*you/ }).waitFor();
      expect(await other.getByRole("button", { name: "Actions for Owner" }).count()).toBe(0);
      await other.getByRole("button", { name: `Actions for ${GRACE.name}` }).click();
      expect(await other.getByRole("menuitem").allInnerTexts()).toEqual(["Leave Acme…"]);
      await other.keyboard.press("Escape");
      await other.goto(`${server.url}/audit`);
      await other.getByText("As an admin you see").waitFor();
    });

    it("shows a user at the next action that their role was changed, and offers no other action", async () => {
      await other.goto(`${server.url}/members`);
      await other.getByRole("button", { name: "Invite" }).click();
      await other.getByRole("textbox", { name: "E-mail address" }).fill("too@late.test");
      // What they are about to do must not be taken away by the news that they may not: it has to be said.
      await choose(GRACE.name, "Make member…");
      await expectAccessible(page, "change role");
      await dialog().getByRole("button", { name: "Make member" }).click();
      await dialogClosed();
      await rowOf(GRACE.name, "Member").waitFor();
      await other.getByRole("dialog").getByRole("button", { name: "Invite" }).click();
      await other.getByText("Your role does not allow this.").waitFor();
      expect(await other.getByRole("textbox", { name: "E-mail address" }).inputValue()).toBe("too@late.test");
      await other.getByRole("button", { name: "Cancel" }).click();
      await other.getByRole("button", { name: "Invite" }).waitFor({ state: "detached" });
      await other.getByRole("heading", { name: "Invitations" }).waitFor({ state: "detached" });
      await expectAccessible(other, "members as a member sees them");
    });
  });

  describe("the organization", () => {
    it("is renamed by its owner, everywhere at once", async () => {
      await screenLink(page, "Organization").click();
      await page.getByRole("heading", { name: "Organization", exact: true }).waitFor();
      await expectAccessible(page, "organization");
      await field("Short name").fill("Not A Slug");
      await button("Save").click();
      await page.getByText("Lower-case letters, digits and single dashes between them.").waitFor();
      await field("Name").fill("Acme Labs");
      await field("Short name").fill("acme-labs");
      await button("Save").click();
      await page.getByRole("button", { name: "Organization: Acme Labs" }).waitFor();
      await other.getByRole("button", { name: "Organization: Acme Labs" }).waitFor();
      await screenLink(other, "Organization").click();
      await other.getByText(/owns it; you are a member/).waitFor();
      expect(await other.getByRole("button", { name: "Save" }).count()).toBe(0);
    });

    it("says to everyone that it is deactivated, offers no change meanwhile, and comes back", async () => {
      await button("Deactivate organization…").click();
      await dialog().waitFor();
      await expectAccessible(page, "deactivate");
      await dialog().getByRole("button", { name: "Deactivate organization" }).click();
      await page.getByText(/Acme Labs is deactivated since/).waitFor();
      await other.getByText(/Acme Labs is deactivated since/).waitFor();
      await expectAccessible(page, "deactivated organization");
      await screenLink(page, "Members").click();
      await rowOf(GRACE.name).waitFor();
      expect(await button("Invite").count()).toBe(0);
      await screenLink(page, "Organization").click();
      await button("Reactivate organization…").click();
      await dialog().getByRole("button", { name: "Reactivate organization" }).click();
      await dialogClosed();
      await page.getByText(/is deactivated since/).waitFor({ state: "detached" });
    });

    it("is joined by a second one, to switch to and back by the palette", async () => {
      await button(/^Organization:/).click();
      await page.getByRole("menuitem", { name: "New organization…" }).click();
      await focused(field("Name"));
      await expectAccessible(page, "new organization");
      await page.keyboard.type("Globex");
      await page.keyboard.press("Enter");
      await button("Organization: Globex").waitFor();
      await page.keyboard.press("ControlOrMeta+k");
      await focused(page.getByRole("combobox"));
      await page.keyboard.type("switch acme");
      await page.keyboard.press("Enter");
      await button("Organization: Acme Labs").waitFor();
    });

    it("changes owners, and the former owner can no longer deactivate it", async () => {
      await screenLink(page, "Members").click();
      await choose(GRACE.name, "Transfer ownership…");
      await expectAccessible(page, "transfer ownership");
      await dialog().getByRole("button", { name: "Transfer ownership" }).click();
      await dialogClosed();
      await rowOf(GRACE.name, "Owner").waitFor();
      await screenLink(other, "Members").click();
      await other.getByRole("button", { name: "Actions for Owner" }).click();
      await other.getByRole("menuitem", { name: "Transfer ownership…" }).click();
      await other.getByRole("button", { name: "Transfer ownership" }).click();
      await rowOf(GRACE.name, "Admin").waitFor();
    });

    it("shows a removed user that their membership has ended, and no data of the organization", async () => {
      await choose(GRACE.name, "Remove…");
      await expectAccessible(page, "remove member");
      await dialog().getByRole("button", { name: "Remove member" }).click();
      await dialogClosed();
      await rowOf(GRACE.name).filter({ hasText: "Admin" }).waitFor({ state: "detached" });
      await other.getByRole("heading", { name: "You are not a member here any more" }).waitFor();
      await expectAccessible(other, "no organization");
      expect(await other.getByText("ada@acme.test").count()).toBe(0);
      for (const name of ["Executors", "API keys"]) expect(await screenLink(other, name).textContent()).toBe(name);
    });

    it("is still found by name in the audit log after leaving", async () => {
      await screenLink(page, "Audit log").click();
      await button(/^Actor: /).click();
      await page.getByRole("menuitemradio", { name: new RegExp(GRACE.name) }).click();
      await page.getByRole("button", { name: `Actor: By ${GRACE.name}` }).waitFor();
      await rowOf(GRACE.name).first().waitFor();
      await screenLink(page, "Members").click();
    });

    it("takes a former member back by a new invitation, with the account they have", async () => {
      const again = await invite(GRACE.email);
      await other.goto(again);
      await other.getByText(/You are signed in as Grace Hopper/).waitFor();
      await expectAccessible(other, "join as who is signed in");
      await other.getByRole("button", { name: "Accept invitation" }).click();
      await other.getByRole("button", { name: "Organization: Acme Labs" }).waitFor();
    });

    it("can be left, and joined again by signing in on the page of an invitation", async () => {
      await screenLink(other, "Members").click();
      await other.getByRole("button", { name: `Actions for ${GRACE.name}` }).click();
      await other.getByRole("menuitem", { name: "Leave Acme Labs…" }).click();
      await expectAccessible(other, "leave organization");
      await other.getByRole("button", { name: "Leave organization" }).click();
      await other.getByRole("heading", { name: "You are not a member here any more" }).waitFor();
      await rowOf(GRACE.name).waitFor({ state: "detached" });

      const again = await invite(GRACE.email);
      await other.context().clearCookies();
      await other.goto(again);
      await other.reload();
      await other.getByText("There is an account for this address.").waitFor();
      await expectAccessible(other, "join with an account");
      await other.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
      await other.getByRole("button", { name: "Sign in", exact: true }).click();
      await other.getByRole("button", { name: "Organization: Acme Labs" }).waitFor();
      expect(other.url()).not.toContain("#");
      await rowOf(GRACE.name, "Admin").or(rowOf(GRACE.name, "Member")).waitFor();
    });
  });

  it("needed no exception from the content security policy all the while", () => {
    expect(complaints).toEqual([]);
  });
});

/** Changes a row of the audit log behind the server's back. */
function tamperWithRow(dataFolder: string, sequence: number): void {
  const database = new DatabaseSync(join(dataFolder, "excalibur.db"));
  try {
    database.exec("PRAGMA busy_timeout = 5000");
    const change = database.prepare("UPDATE audit_row SET target_name = 'another name' WHERE sequence = ?");
    if (change.run(sequence).changes !== 1) throw new Error("No row was changed.");
  } finally {
    database.close();
  }
}
