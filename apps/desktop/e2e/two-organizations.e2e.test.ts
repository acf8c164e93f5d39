import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ORGANIZATION_HEADER } from "@excalibur/api/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { findBrowser, launchBrowser, openPage } from "./support/browser.ts";
import { changeDatabase } from "./support/change-database.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { ADMIN, startServer, sync, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();
const PASSWORD = "a rather long password";

/** One of the two organizations. Both have records of the same names. */
interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly calls: Awaited<ReturnType<typeof adminCalls>>;
}

interface DialogStep {
  readonly at: string;
  /** Everything up to the last press. */
  readonly open: (page: Page) => Promise<void>;
  /** The last press. */
  readonly confirm: (page: Page) => Promise<void>;
}

const dialog = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));
const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" }).first();
const item = (page: Page, name: string | RegExp) => page.getByRole("menuitem", { name });
const openMenu = (page: Page, who: string) => button(page, `Actions for ${who}`).click();
const choose = async (page: Page, who: string, action: string | RegExp) => {
  await openMenu(page, who);
  await item(page, action).click();
  await dialog(page).waitFor();
};
const press = (name: string | RegExp) => (page: Page) =>
  dialog(page)
    .getByRole("button", { name, exact: typeof name === "string" })
    .click();
const chosen = (at: string, who: string, action: string | RegExp, confirm: string): DialogStep => ({
  at,
  open: (page) => choose(page, who, action),
  confirm: press(confirm),
});

/** How a person makes each change of an organization, in an order in which each finds what it needs. */
const DIALOGS: Record<string, DialogStep> = {
  "apiKeys.create": {
    at: "/keys",
    open: async (page) => {
      await button(page, /^New key/).click();
      await dialog(page).getByLabel("Name", { exact: true }).fill("made in a dialog");
    },
    confirm: press("Create"),
  },
  "apiKeys.update": {
    at: "/keys",
    open: async (page) => {
      await choose(page, "prod", "Edit note…");
      await dialog(page).getByLabel("Note", { exact: true }).fill("written in a dialog");
    },
    confirm: press("Save note"),
  },
  "apiKeys.pause": chosen("/keys", "prod", "Pause…", "Pause key"),
  "apiKeys.resume": chosen("/keys", "prod", "Resume now…", "Resume key"),
  "apiKeys.rotate": chosen("/keys", "prod", "Rotate…", "Rotate key"),
  "apiKeys.revoke": chosen("/keys", "spare", "Revoke…", "Revoke key"),
  "apiKeys.delete": chosen("/keys", "spare", "Delete…", "Delete key"),
  "apiKeys.revokeMany": {
    at: "/keys",
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select a new one" }).click();
      await button(page, /^Revoke…/).click();
      await dialog(page).waitFor();
    },
    confirm: press("Revoke 1 key"),
  },
  "apiKeys.deleteMany": {
    at: "/keys",
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select a new one" }).click();
      await button(page, /^Delete…/).click();
      await dialog(page).waitFor();
    },
    confirm: press("Delete 1 key"),
  },
  "executors.connect": {
    at: "/executors",
    open: async (page) => {
      await button(page, /^Connect new executor/).click();
      await dialog(page).getByLabel("Name", { exact: true }).fill("made-in-a-dialog");
    },
    confirm: press("Create and show commands"),
  },
  "codes.create": {
    at: "/executors",
    open: async (page) => {
      await button(page, /^Connect new executor/).click();
      await dialog(page).getByLabel("Name", { exact: true }).fill("enrolled-by-a-code");
      await dialog(page).getByText("Enrolment code", { exact: true }).click();
    },
    confirm: press("Create code"),
  },
  "codes.revoke": {
    at: "/organization",
    open: (page) => page.getByText("enrolled-by-a-code").waitFor(),
    confirm: (page) =>
      page.getByRole("region", { name: "Open enrolment codes" }).getByRole("button", { name: "Revoke" }).click(),
  },
  "executors.revokeAccess": chosen("/executors", "edge", "Revoke access…", "Revoke access"),
  "executors.delete": chosen("/executors", "edge", "Delete…", "Delete executor"),
  "managementKeys.create": {
    at: "/management-keys",
    open: async (page) => {
      await button(page, "New management key").click();
      await dialog(page).getByLabel("Name", { exact: true }).fill("made in a dialog");
      await dialog(page)
        .getByRole("checkbox", { name: /^keys:read/ })
        .check();
    },
    confirm: press("Create"),
  },
  "managementKeys.revoke": chosen("/management-keys", "program", "Revoke…", "Revoke key"),
  "invitations.create": {
    at: "/members",
    open: async (page) => {
      await button(page, "Invite").click();
      await dialog(page).getByRole("textbox", { name: "E-mail address" }).fill("new@acme.test");
    },
    confirm: press("Invite"),
  },
  "invitations.resend": {
    at: "/members",
    open: (page) => openMenu(page, "ken@acme.test"),
    confirm: (page) => item(page, /^Send again/).click(),
  },
  "invitations.cancel": chosen("/members", "ken@acme.test", "Cancel…", "Cancel invitation"),
  "members.resetPassword": chosen("/members", "Mary", "Reset password…", "Make link"),
  "members.changeRole": chosen("/members", "Grace Hopper", "Make admin…", "Make admin"),
  "members.remove": chosen("/members", "Eve", "Remove…", "Remove member"),
  "organizations.update": {
    at: "/organization",
    open: (page) => page.getByRole("textbox", { name: "Name", exact: true }).fill("Renamed in a form"),
    confirm: (page) => button(page, "Save").click(),
  },
  "organizations.deactivate": {
    at: "/organization",
    open: (page) => button(page, "Deactivate organization…").click(),
    confirm: press("Deactivate organization"),
  },
  "organizations.reactivate": {
    at: "/organization",
    open: (page) => button(page, "Reactivate organization…").click(),
    confirm: press("Reactivate organization"),
  },
  "organizations.transferOwnership": chosen("/members", "Grace Hopper", "Transfer ownership…", "Transfer ownership"),
  "members.leave": chosen("/members", "Owner", /^Leave/, "Leave organization"),
};

/** Every change of an organization that the renderer makes, by its own sources. */
function changesInSources(): string[] {
  const renderer = fileURLToPath(new URL("../src/renderer/", import.meta.url));
  const sources = globSync("**/*.{ts,tsx}", { cwd: renderer }).map((name) => readFileSync(renderer + name, "utf8"));
  const calls = sources.flatMap((source) => [
    ...source.matchAll(/\bapiClient\.([\w.]+)\.mutate\b/g),
    ...source.matchAll(/\bapi\.([\w.]+)\.mutationOptions\b/g),
  ]);
  return [...new Set(calls.map(([, procedure = ""]) => procedure))];
}

it("every change that the renderer makes in an organization is made by a dialog of this file", () => {
  expect(Object.keys(DIALOGS).sort()).toEqual(changesInSources().sort());
});

describe.skipIf(!isProvided("a Chromium browser", executable))("two tabs in two organizations", () => {
  let server: TestServer;
  let browser: Browser;
  let acme: Tenant;
  let globex: Tenant;
  let page: Page;
  let other: Page;
  let complaints: string[];

  stopAtFirstFailure();

  const address = ({ slug }: Tenant, path: string) => `${server.url}/o/${slug}${path}`;
  const pathOf = (of: Page) => new URL(of.url()).pathname;
  /** The number of the newest row of an organization's audit log: every change adds one. */
  const headOf = async ({ calls }: Tenant) =>
    (await calls.query<{ items: { sequence: number }[] }>("audit.list", { limit: 1 })).items[0]?.sequence;

  const fill = async (id: string, slug: string): Promise<Tenant> => {
    const calls = await adminCalls(server.url, ADMIN, id);
    for (const name of ["prod", "spare", `only in ${slug}`]) await calls.createKey(name);
    const { secret } = await calls.createKey("edge key");
    expect(await sync(server.url, secret, "edge")).toBeNull();
    const both = [
      ["Grace Hopper", "grace@acme.test"],
      ["Eve", "eve@acme.test"],
    ] as const;
    // Without mail, an owner can't reset the password of a member of both organizations.
    const people = slug === "acme" ? [...both, ["Mary", "mary@acme.test"] as const] : both;
    for (const [name, email] of people) {
      const invited = await calls.mutate<{ link: string }>("invitations.create", { email, role: "member" });
      const token = new URL(invited.link).hash.slice(1);
      const isNew = slug === "acme";
      const joiner = isNew ? await adminless() : await adminCalls(server.url, { email, password: PASSWORD });
      await joiner.mutate("invitations.accept", { token, ...(isNew ? { name, password: PASSWORD } : {}) });
    }
    await calls.mutate("managementKeys.create", { name: "program", scopes: ["keys:read"], expiresInDays: 30 });
    await calls.mutate("invitations.create", { email: "ken@acme.test", role: "member" });
    return { id, slug, calls };
  };
  /** A caller without a session. */
  const adminless = () => adminCalls(server.url, { email: "absent@acme.test", password: "none" });

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    const admin = await adminCalls(server.url);
    const { items } = await admin.query<{ items: { id: string; slug: string }[] }>("organizations.list", undefined);
    const second = await admin.mutate<{ id: string; slug: string }>("organizations.create", { name: "Globex" });
    acme = await fill(items[0]!.id, items[0]!.slug);
    globex = await fill(second.id, second.slug);
    browser = await launchBrowser(executable ?? "");
    ({ page, complaints } = await openPage(browser));
    other = await page.context().newPage();
    await page.goto(server.url);
    await signInAsAdmin(page);
    await button(page, "Organization: Acme").waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it("begin where the session was last, with the organization in the address", async () => {
    expect(pathOf(page)).toBe("/o/acme/overview");
    await page.goto(address(globex, "/keys"));
    await button(page, "Organization: Globex").waitFor();
    await other.goto(server.url);
    await button(other, "Organization: Globex").waitFor();
    expect(pathOf(other)).toBe("/o/globex/overview");
  });

  it("show each its own, and go on doing so when the other one goes elsewhere", async () => {
    await page.goto(address(acme, "/keys"));
    await page.getByRole("link", { name: "only in acme" }).waitFor();
    await other.goto(address(globex, "/keys"));
    await other.getByRole("link", { name: "only in globex" }).waitFor();
    // Has what is on screen read again in both.
    await Promise.all([acme.calls.createKey("a new one"), globex.calls.createKey("a new one")]);
    for (const each of [page, other]) await button(each, /^Show 1 new/).click();
    for (const each of [page, other]) await each.getByRole("link", { name: "a new one" }).waitFor();
    expect(await page.getByText("only in globex").count()).toBe(0);
    expect(await other.getByText("only in acme").count()).toBe(0);
    expect(await page.getByText("Deleted").count()).toBe(0);
    expect(await button(page, "Organization: Acme").count()).toBe(1);
  });

  it.each([
    ["a screen, with its search", "/keys?status=revoked", "/o/globex/keys?status=revoked"],
    ["the audit log, with its filter", "/audit?action=api_key.revoked", "/o/globex/audit?action=api_key.revoked"],
    ["the account", "/account", "/o/globex/account"],
    ["the organization's own address", "/o/acme", "/o/acme/overview"],
  ])("an address from before leads on to %s", async (_what, before, after) => {
    await other.goto(address(globex, "/overview"));
    await other.getByRole("heading", { name: "Overview" }).waitFor();
    await other.goto(`${server.url}${before}`);
    await other.waitForURL(`${server.url}${after}`);
  });

  it("an address of a record from before leads to the organization that has it", async () => {
    const { items } = await acme.calls.listKeys("only in acme");
    await other.goto(`${server.url}/keys/${items[0]?.id}`);
    await other.waitForURL(address(acme, `/keys/${items[0]?.id}`));
    await other.getByRole("heading", { name: /only in acme/ }).waitFor();
    await other.goto(`${server.url}/keys/key_${"0".repeat(26)}`);
    await other.getByText(/There is no such API key/).waitFor();
  });

  it("is told of a slug that is none of one's organizations, and chooses among them", async () => {
    await other.goto(`${server.url}/o/initech/keys`);
    await other.getByRole("heading", { name: "You have no organization “initech”" }).waitFor();
    await expectAccessible(other, "unknown organization");
    await button(other, "Globex").click();
    await other.waitForURL(address(globex, "/keys"));
  });

  it("is told of a page that is none, in an organization and outside", async () => {
    for (const path of ["/o/globex/nonsense", "/nonsense", "/keys/nonsense"]) {
      await other.goto(`${server.url}${path}`);
      await other.getByRole("heading", { name: "There is nothing at this address" }).waitFor();
    }
  });

  it("a renamed slug is followed by the tabs that are open, and is unknown afterwards", async () => {
    await other.goto(address(globex, "/keys?status=active"));
    await other.getByRole("link", { name: "only in globex" }).waitFor();
    await globex.calls.mutate("organizations.update", { slug: "globex-2" });
    await other.waitForURL(`${server.url}/o/globex-2/keys?status=active`);
    await other.getByRole("link", { name: "only in globex" }).waitFor();
    await other.goto(address(globex, "/keys"));
    await other.getByRole("heading", { name: "You have no organization “globex”" }).waitFor();
    globex = { ...globex, slug: "globex-2" };
  });

  it("goes from one to the other by the switcher and by the way back", async () => {
    await page.goto(address(acme, "/members"));
    await button(page, /^Organization:/).click();
    await page.getByRole("menuitemradio", { name: /Globex/ }).click();
    await page.waitForURL(address(globex, "/keys"));
    await page.getByRole("link", { name: "only in globex" }).waitFor();
    await page.goBack();
    await button(page, "Organization: Acme").waitFor();
    await page.getByRole("row").filter({ hasText: "Grace Hopper" }).first().waitFor();
  });

  it("calls a row deleted once it is told so, and one that is merely not found by that", async () => {
    await page.goto(address(acme, "/keys"));
    const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
    const { key } = await acme.calls.createKey("to be deleted");
    await acme.calls.createKey("to be lost");
    await page.reload();
    await row("to be lost").waitFor();
    // Shown only once the page's stream is open: from then on no message is missed.
    await acme.calls.createKey("seen by the stream");
    await page.getByRole("button", { name: "Show 1 new key" }).waitFor();
    await acme.calls.revokeKey(key.id);
    await acme.calls.deleteKey(key.id);
    await row("to be deleted").getByText("Deleted").waitFor();
    // Behind the server's back, so that no message tells of it.
    changeDatabase(server.dataFolder, (database) => database.exec("DELETE FROM api_key WHERE name = 'to be lost'"));
    await acme.calls.createKey("has the list read again");
    await row("to be lost").getByText("Not found").waitFor();
  });

  it.each(Object.entries(DIALOGS))("%s goes to where its dialog was opened", async (procedure, step) => {
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
    // Who has left reads no log any more.
    if (procedure !== "members.leave") expect(await headOf(acme)).toBeGreaterThan(before.acme ?? 0);
  });

  it("needed no exception from the content security policy all the while", () => {
    expect(complaints).toEqual([]);
  });
});
