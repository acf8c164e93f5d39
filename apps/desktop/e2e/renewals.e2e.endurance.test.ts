import { createHash } from "node:crypto";
import { formatSecret } from "@excalibur/api/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { changeDatabase } from "./support/change-database.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, sync, syncUnknown, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();

/** One walk over what looks after keys by itself: renewals. */
describe.skipIf(!isProvided("a Chromium browser", executable))("renewals in the console", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let shared: { readonly id: string; readonly secret: string };
  let executorId: string;
  let organizationId: string;

  stopAtFirstFailure();

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const question = () => page.getByRole("alertdialog");
  const fact = (name: string) => page.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("+ dd");
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    const admin = await adminCalls(server.url);
    const { key, secret } = await admin.createKey("shared");
    shared = { id: key.id, secret };
    await admin.createKey("spare");
    for (const name of ["web-1", "web-2"]) expect(await sync(server.url, secret, name)).toBeNull();
    const organizations = await admin.query<{ items: { id: string }[] }>("organizations.list", undefined);
    organizationId = organizations.items[0]?.id ?? "";
    const { items } = await admin.query<{ items: { id: string; name: string }[] }>("executors.list", {});
    executorId = items.find(({ name }) => name === "web-1")?.id ?? "";
    browser = await sharedBrowser(executable ?? "");
    ({ page } = await openPage(browser));
    await page.goto(`${server.url}/keys/${shared.id}`);
    await signInAsAdmin(page);
    await page.getByRole("heading", { name: "shared" }).waitFor();
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.dispose();
  });

  it("are asked for on a key's page, which names the executors and then says that they are told to", async () => {
    await button("Renew now").click();
    const told = question().getByLabel("Executors that are told to renew it");
    for (const name of ["web-1", "web-2"]) await told.getByText(name).waitFor();
    await expectAccessible(page, "renew");
    await question().getByRole("button", { name: "Renew key" }).click();
    await page.getByText("2 executors are told to renew their keys.").waitFor();
    await fact("Renewal").getByText("its 2 executors have not moved to a new key yet").waitFor();
    await page.getByText("Told to renew its key").first().waitFor();
  });

  it("say on the pages of key and executor why they can't begin", async () => {
    expect(await sync(server.url, shared.secret, "web-1", { cannotRenew: "read_only" })).toBeNull();
    await page.getByText("Can’t renew: the place where it keeps its key is read-only").waitFor();
    await page.getByRole("link", { name: "web-1" }).click();
    await fact("Renewal").getByText("It can’t begin: the place where it keeps its key is read-only.").waitFor();
    await page.getByRole("link", { name: "Executors" }).first().click();
    await row("web-1").getByText("Can’t renew: the place where it keeps its key is read-only").waitFor();
    await row("web-2").getByText("Told to renew its key").waitFor();
  });

  it("show the next key while it waits for its first use, and when the last one was", async () => {
    const own = formatSecret(crypto.getRandomValues(new Uint8Array(32)));
    const secretHash = createHash("sha256").update(own).digest("hex");
    const answer = await fetch(`${server.url}/v1/renew`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${shared.secret}` },
      body: JSON.stringify({ name: "web-1", kind: "agent", version: "1.0.0", secretHash, hint: own.slice(0, 8) }),
    });
    expect(answer.status).toBe(200);
    await row("web-1").getByRole("link", { name: "web-1" }).click();
    await fact("Next key").getByText("unless it is used").waitFor();
    await page.getByRole("link", { name: "web-1 2" }).first().click();
    await fact("Renewal").getByText("made by web-1, which has not used it yet").waitFor();
    expect(await sync(server.url, own, "web-1")).toBeNull();
    await fact("Last renewal").waitFor();
    await page.goto(`${server.url}/executors/${executorId}`);
    await fact("Last renewal").waitFor();
    expect(await fact("Renewal").count()).toBe(0);
  });

  it("are asked of an executor from its page, and of selected keys, with the number of those that can't be", async () => {
    await button("Renew key now").click();
    await expectAccessible(page, "renew the key of an executor");
    await question().getByRole("button", { name: "Renew key" }).click();
    await page.getByText("web-1 is told to renew its key.").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "API keys" }).click();
    await row("shared").getByText("1 to move").waitFor();
    for (const name of ["shared", "spare"]) await page.getByRole("checkbox", { name: `Select ${name}` }).click();
    await page
      .getByRole("group", { name: "Selected keys" })
      .getByRole("button", { name: /^Renew/ })
      .click();
    await question()
      .getByText(/executors? (?:is|are) online with/)
      .waitFor();
    await expectAccessible(page, "renew many");
    await question()
      .getByRole("button", { name: /^Renew \d keys?$/ })
      .click();
    await page.getByText("All of them were told to renew it already.").waitFor();
    await page.getByText(/^Left as they are: .*1 used by no executor/).waitFor();
  });

  it("that a restore undid: the executors are named above the list, and get codes in one step", async () => {
    for (const name of ["web-1", "web-9"]) await syncUnknown(server.url, name, organizationId);
    await page.goto(`${server.url}/executors`);
    await page.getByText("2 executors are locked out.").waitFor();
    await expectAccessible(page, "executors, some locked out");
    await button("Show them…").click();
    const named = page.getByRole("group", { name: "Executors that are locked out" });
    await named.getByText("it was connected after the backup").waitFor();
    await expectAccessible(page, "locked out");
    await button("Make 2 codes").click();
    const codes = page.getByRole("group", { name: "The new codes" });
    await expect.poll(() => codes.innerText()).toMatch(/web-1\s+\w{5}-\w{5}\s+web-9\s+\w{5}-\w{5}/);
    await expectAccessible(page, "codes of locked-out executors");
    await button("I’ve stored these codes").click();
  });

  it("need no hand either where a fleet is enrolled by one code, with labels on its keys", async () => {
    await page.goto(`${server.url}/organization`);
    await button("New fleet code…").click();
    await page.getByRole("textbox", { name: "Hosts" }).fill("0");
    await page.getByRole("textbox", { name: "Labels" }).fill("env=prod");
    await button("Create code").click();
    await page.getByText("A code is good for at least one host.").waitFor();
    await expectAccessible(page, "new fleet code");
    await page.getByRole("textbox", { name: "Hosts" }).fill("3");
    await button("Create code").click();
    await page.getByText(/excalibur-executor enroll --url/).waitFor();
    await expectAccessible(page, "fleet code");
    await button("Done").click();
    await page.getByRole("region", { name: "Enrolment codes" }).getByText("0 of 3 hosts").waitFor();
  });

  it("are named where the shared key is revoked before all have moved: who goes on, in the question and in the receipt", async () => {
    await page.goto(`${server.url}/keys/${shared.id}`);
    await button("Revoke").click();
    const goesOn = "web-1 has moved to a key of its own and goes on.";
    await question().getByText(goesOn).waitFor();
    await expectAccessible(page, "revoke a key that others have moved from");
    await question().getByRole("button", { name: "Revoke key" }).click();
    await question().waitFor({ state: "detached" });
    await page.getByText("shared is revoked.").waitFor();
    await page.getByText(goesOn).waitFor();
  });

  it("can't be asked for by members, who see how they stand", async () => {
    changeDatabase(server.dataFolder, (database) => {
      database.prepare("UPDATE member SET role = 'member'").run();
    });
    await page.goto(`${server.url}/keys/${shared.id}`);
    await fact("Renewal").waitFor();
    expect(await button("Renew now").count()).toBe(0);
  });
});
