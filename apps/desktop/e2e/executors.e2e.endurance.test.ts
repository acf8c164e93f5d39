import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { focused } from "./support/focused.ts";
import { pasteRecipe, type PastedRecipe } from "./support/paste-recipe.ts";
import { isProvided } from "./support/requirement.ts";
import { findSecret, shownSecret } from "./support/secrets.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, sync, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const SECRET = /exc_[0-9A-Za-z]{49}/;

const executable = findBrowser();

/** One walk from an organization without executors to a deleted one: each test goes on where the one before it stopped. */
describe.skipIf(!isProvided("a Chromium browser", executable))("executors in the console", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let admin: Awaited<ReturnType<typeof adminCalls>>;
  let recipe: string;
  const pasted: PastedRecipe[] = [];

  stopAtFirstFailure();

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    admin = await adminCalls(server.url);
    browser = await sharedBrowser(executable ?? "");
    ({ page, complaints } = await openPage(browser));
    await page.goto(server.url);
    await signInAsAdmin(page);
  });
  afterAll(async () => {
    for (const each of pasted) await each.dispose();
    await closePages(browser);
    await server?.dispose();
  });

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const field = (name: string) => page.getByRole("textbox", { name, exact: true });
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  const dialog = () => page.getByRole("dialog").or(page.getByRole("alertdialog"));
  const goTo = (screen: string) => page.getByRole("navigation").getByRole("link", { name: screen }).click();
  const heading = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
  const shownRecipe = async () =>
    (await page.getByLabel("The commands, with the new key in them").locator("pre").textContent()) ?? "";
  const stored = async () => {
    await button("I’ve stored this key").click();
    await dialog().waitFor({ state: "detached" });
  };
  const connect = async (name: string) => {
    await button(/^Connect new executor/).click();
    await field("Name").fill(name);
    await button("Create and show commands").click();
    await page.getByText(`Waiting for the first sync of ${name}`).waitFor();
    return shownRecipe();
  };

  it("shows the first executor's setup on every screen of an empty organization", async () => {
    await heading("Connect your first executor");
    await expectAccessible(page, "overview of nothing");
    await goTo("Events");
    await heading("No events yet");
    await expectAccessible(page, "no events");
    await goTo("Executors");
    await heading("No executors yet");
    await expectAccessible(page, "no executors");
  });

  it("opens the wizard by the key n, and checks as the server would", async () => {
    await page.keyboard.press("n");
    await focused(field("Name"));
    await expectAccessible(page, "connect new executor");
    await page.keyboard.type("not a name");
    await page.keyboard.press("Enter");
    await page.getByText("Letters, digits, '.', '_' and '-' only").waitFor();
    await expectAccessible(page, "connect new executor with errors");
    await field("Name").fill("edge-1");
    await page.keyboard.press("Enter");
    await page.getByText("Waiting for the first sync of edge-1").waitFor();
    recipe = await shownRecipe();
    expect(recipe).toMatch(SECRET);
    expect(recipe).toContain(server.url);
    await dialog().getByText(`${server.url} leads every machine to itself.`).waitFor();
    await expectAccessible(page, "commands for a new executor");
  });

  it("keeps the commands until they are stored: neither Escape, a click outside nor a reload takes them away", async () => {
    await page.keyboard.press("Escape");
    await page.mouse.click(5, 5);
    const question = page.waitForEvent("dialog");
    await page.evaluate(() => setTimeout(() => location.reload()));
    await (await question).dismiss();
    expect(await shownRecipe()).toBe(recipe);
  });

  it("turns green when the real executor, started by the commands as they are shown, syncs for the first time", async () => {
    pasted.push(await pasteRecipe(recipe));
    await page.getByText("edge-1 is connected.").waitFor();
    await expectAccessible(page, "connected executor");
    await stored();
    expect(await findSecret(page, SECRET.exec(recipe)?.[0] ?? "")).toEqual([]);
    await row("edge-1").getByText("Online").waitFor();
    await row("edge-1").getByText("Agent").waitFor();
    await expectAccessible(page, "executors");
  });

  it("says that an executor was refused, and why", async () => {
    const refused = await connect("edge-2");
    const [key] = (await admin.listKeys("edge-2")).items;
    await admin.revokeKey(key?.id ?? "");
    pasted.push(await pasteRecipe(refused));
    await dialog().getByText("edge-2 was refused").waitFor();
    await dialog().getByText("This API key was revoked.").waitFor();
    await expectAccessible(page, "executor refused");
    await stored();
  });

  it("shows an executor's facts, its keys and what happened to it", async () => {
    await row("edge-1").getByRole("link", { name: "edge-1", exact: true }).first().click();
    await heading("Key history");
    await page.getByText("First seen").waitFor();
    await page.getByRole("region", { name: "Events" }).getByText("Connected", { exact: true }).waitFor();
    await expectAccessible(page, "executor page");
  });

  it("gives an executor a new key of its own, and shows when it has moved to it", async () => {
    await button("New key for this executor").click();
    await page.getByLabel(/Revoke its previous key once it has moved/).check();
    expect(await field("Name").inputValue()).toBe("edge-1");
    await button("Create").click();
    const secret = await shownSecret(page);
    await pasted[0]?.dispose();
    expect(await sync(server.url, secret, "edge-1")).toBeNull();
    await dialog().getByText("edge-1 syncs with this key.").waitFor();
    await stored();
    await page.getByRole("region", { name: "Events" }).getByText("Moved to another key").waitFor();
    await page
      .getByRole("region", { name: /Key history/ })
      .getByText("Revoked")
      .waitFor();
  });

  it("names the others who share a key before an executor's access is revoked, and says since when it holds", async () => {
    const { secret } = await admin.createKey("shared");
    for (const name of ["one", "two"]) expect(await sync(server.url, secret, name)).toBeNull();
    await goTo("Executors");
    await button("Show 2 new executors").or(row("one")).first().waitFor();
    if (await button("Show 2 new executors").isVisible()) await button("Show 2 new executors").click();
    await button("Actions for one").click();
    await expectAccessible(page, "menu of an executor");
    await page.getByRole("menuitem", { name: "Revoke access…" }).click();
    await dialog().getByText("Another executor shares that key").waitFor();
    await dialog().getByRole("listitem").filter({ hasText: "two" }).waitFor();
    await expectAccessible(page, "revoke an executor's access");
    await button("Revoke access").click();
    await page.getByText(/Refused everywhere since \d\d:\d\d:\d\d/).waitFor();
    expect(await sync(server.url, secret, "two")).toBe("key_revoked");
    await row("two").getByText("Revoked", { exact: true }).waitFor();
  });

  it("deletes an executor by keyboard alone", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("two");
    await row("one").waitFor({ state: "detached" });
    await button("Actions for two").focus();
    await page.keyboard.press("Enter");
    await focused(page.getByRole("menuitem").first());
    await page.keyboard.type("del");
    await focused(page.getByRole("menuitem", { name: "Delete…", exact: true }));
    await page.keyboard.press("Enter");
    await focused(dialog().getByRole("button", { name: "Cancel" }));
    await expectAccessible(page, "delete an executor");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await heading("No executor matches");
    await expectAccessible(page, "no executor matches");
  });

  it("lists the events, narrowed in the address, and shows the next one by itself", async () => {
    await goTo("Events");
    await row("two").filter({ hasText: "Deleted" }).waitFor();
    await expectAccessible(page, "events");
    await button(/^All events/).click();
    await page.getByRole("menuitemradio", { name: "Connected" }).click();
    await row("two").filter({ hasText: "Deleted" }).waitFor({ state: "detached" });
    await page.reload();
    await row("two").filter({ hasText: "Connected" }).waitFor();
    expect(new URL(page.url()).searchParams.get("type")).toBe("executor.connected");

    const { secret } = await admin.createKey("late");
    expect(await sync(server.url, secret, "latecomer")).toBeNull();
    await row("latecomer").waitFor();

    await button("All executors").click();
    await page.getByRole("combobox", { name: "Executors" }).fill("edge");
    await page.getByRole("option", { name: /edge-1/ }).click();
    await row("latecomer").waitFor({ state: "detached" });
    await row("edge-1").waitFor();
  });

  it("shows on the overview what needs attention, each leading to its row", async () => {
    await goTo("Overview");
    const refused = page.getByRole("region", { name: "Refused keys still presented" });
    await refused.getByRole("link", { name: "edge-2" }).waitFor();
    await page.getByRole("img", { name: /^Syncs per minute/ }).waitFor();
    await expectAccessible(page, "overview");
    await refused.getByRole("link", { name: "edge-2" }).click();
    await page.getByText("Begins with").waitFor();
    await page.getByText("Last refused").waitFor();
    await expectAccessible(page, "page of a refused key");
  });

  it("turns amber, not green, when another executor comes with the key", async () => {
    await goTo("Executors");
    const secret = SECRET.exec(await connect("edge-3"))?.[0] ?? "";
    expect(await sync(server.url, secret, "another-name")).toBe("key_bound_to_other_executor");
    await dialog().getByText("another-name was refused").waitFor();
    await dialog().getByText("This API key was made for another executor.").waitFor();
    expect(await dialog().getByText("is connected").count()).toBe(0);
    await expectAccessible(page, "another executor with the key");
    expect(await sync(server.url, secret, "edge-3")).toBeNull();
    await dialog().getByText("edge-3 is connected.").waitFor();
    await stored();
  });

  it("offers a code with which the host makes the key itself, and turns green once it has", async () => {
    await button("Connect new executor").first().click();
    await field("Name").fill("edge-4");
    await page.getByText("Enrolment code", { exact: true }).click();
    await button("Create code").click();
    const code = await page.getByLabel("The enrolment code").innerText();
    await expectAccessible(page, "enrolment code");
    const [secretHash, hint] = ["ab".repeat(32), "exc_aaaa"];
    const enrolled = await fetch(`${server.url}/v1/enroll`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${code}` },
      body: JSON.stringify({ name: "edge-4", kind: "agent", version: "1", secretHash, hint }),
    });
    expect(enrolled.status).toBe(200);
    await dialog().getByText("edge-4 has made its key.").waitFor();
    await button("Done").click();
    await admin.mutate("codes.create", { namePattern: "web-{n}", maxUses: 3 });
    await page.goto(`${server.url}/organization`);
    await page.getByText("web-{n}").waitFor();
    const codes = page.getByRole("region", { name: "Enrolment codes" });
    await codes.getByRole("button", { name: "1 use" }).click();
    const uses = codes.getByRole("group", { name: "Uses of the code for edge-4" });
    await uses.getByText("127.0.0.1").or(uses.getByText("::1")).first().waitFor();
    await codes.getByRole("button", { name: "Revoke" }).click();
    await codes.getByText("0 of 3 hosts, revoked").waitFor();
    await page.goto(`${server.url}/executors`);
  });

  it("leads from the overview to just the key that several executors share", async () => {
    const { secret } = await admin.createKey("pair");
    for (const name of ["pair-1", "pair-2"]) expect(await sync(server.url, secret, name)).toBeNull();
    await page.goto(`${server.url}/overview`);
    await page.getByRole("region", { name: "Keys shared by several executors" }).getByText("Show all").click();
    await row("pair").waitFor();
    await page.getByText("Shared by several executors", { exact: true }).waitFor();
    // The headings, and one key.
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    await expectAccessible(page, "list of shared keys");
    await button("Stop filtering by: Shared by several executors").click();
    await row("edge-1").first().waitFor();
  });

  it("takes the first executor found by Enter, also one pressed before it is found, and goes on with the name", async () => {
    await page.keyboard.press("n");
    await page.getByText("Existing executor").click();
    await focused(page.getByPlaceholder("Search executors…"));
    await page.keyboard.type("pair-1");
    await page.keyboard.press("Enter");
    await focused(field("Name"));
    expect(await field("Name").inputValue()).toBe("pair-1");
    await dialog().getByRole("button", { name: "Change" }).waitFor();
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
  });

  it("has words for an executor that does not exist", async () => {
    await page.goto(`${server.url}/executors/exe_01jx0000000000000000000000`);
    await page.getByText("There is no such executor in this organization.").waitFor();
    await expectAccessible(page, "missing executor");
  });

  it("needed no exception from the content security policy all the while", () => {
    expect(complaints).toEqual([]);
  });
});
