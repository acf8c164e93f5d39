import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { changeDatabase } from "./support/change-database.ts";
import { isProvided } from "./support/requirement.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { startServer, sync, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const executable = findBrowser();
const DAY_MS = 24 * 60 * 60 * 1_000;

describe.skipIf(!isProvided("a Chromium browser", executable))("the key policy", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let old: { readonly id: string; readonly secret: string };

  stopAtFirstFailure();

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const field = (name: string | RegExp) => page.getByRole("textbox", { name });
  const question = () => page.getByRole("alertdialog");

  beforeAll(async () => {
    server = await startServer({ withOwner: true });
    const admin = await adminCalls(server.url);
    const { key, secret } = await admin.createKey("old-key");
    old = { id: key.id, secret };
    await admin.createKey("young-key");
    const labels = { policy: "exempt" };
    await admin.mutate("apiKeys.create", { name: "exempt-key", target: { kind: "newExecutor" }, labels });
    changeDatabase(server.dataFolder, (database) => {
      const issuedAt = Date.now() - 100 * DAY_MS;
      database.prepare("UPDATE api_key SET created_at = ? WHERE id = ?").run(issuedAt, old.id);
    });
    browser = await sharedBrowser(executable ?? "");
    ({ page } = await openPage(browser));
    await page.goto(`${server.url}/policy`);
    await signInAsAdmin(page);
    await page.getByRole("heading", { name: "Key policy" }).waitFor();
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.dispose();
  });

  it("is refused in words, beside the field, where it contradicts itself", async () => {
    await field(/^Longest life/).fill("90");
    await expectAccessible(page, "key policy");
    await field(/^Default life/).fill("91");
    await button("Preview and save…").click();
    await page.getByText("The default life can't be longer than the longest life.").waitFor();
    await field(/^Exempt keys/).fill("exempt");
    await page.getByText("Write a label as name=value.").waitFor();
    await expectAccessible(page, "key policy with errors");
  });

  it("names the keys and executors that it hits before it is saved, and holds afterwards", async () => {
    await sync(server.url, old.secret, "old-host");
    await field(/^Default life/).fill("30");
    await field(/^Exempt keys/).fill("policy = exempt");
    await button("Preview and save…").click();
    await question().getByText("2 keys end earlier than before, 1 at once.").waitFor();
    const named = question().getByLabel("Keys that end earlier");
    await named.getByText("old-key").waitFor();
    await question().getByLabel("Executors that are online with them").getByText("old-host").waitFor();
    await question().getByText("1 key is exempt by the label.").waitFor();
    await question().getByLabel("Keys that are exempt").getByText("exempt-key").waitFor();
    await expectAccessible(page, "save the key policy");
    await question().getByRole("button", { name: "Save policy and end 1 key" }).click();
    await page.getByText("The key policy is saved.").waitFor();
    await page.goto(`${server.url}/keys/${old.id}`);
    await page.getByText("The organization’s policy lets no key live for longer.").waitFor();
  });

  it("fills in the default life of a new key, offers no key without an end, and says why more days are refused, unless a label exempts the key", async () => {
    await page.goto(`${server.url}/keys`);
    await button(/^New key/).click();
    const days = page.getByRole("dialog").getByRole("textbox", { name: "Expires in (days)" });
    await expect.poll(() => days.inputValue()).toBe("30");
    const choices = page.getByRole("group", { name: "Common choices" }).getByRole("button");
    expect(await choices.allTextContents()).toEqual(["30", "90"]);
    await days.fill("365");
    const reason = page.getByText("The organization's policy lets a key live for at most 90 days.");
    await reason.waitFor();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("too-long");
    await button("Create").click();
    await reason.waitFor();
    await days.fill("");
    await button("Create").click();
    await reason.waitFor();
    await days.fill("365");
    await page.getByRole("dialog").getByRole("textbox", { name: "Labels" }).fill("env=prod policy=exempt");
    await page.getByText(/policy=exempt exempts it from the key policy\.$/).waitFor();
    expect(await reason.count()).toBe(0);
    expect(await choices.allTextContents()).toEqual(["30", "90", "365", "Never"]);
    await button("Create").click();
    await button("I’ve stored this key").click();
  });

  it("is read by members, who can't change it", async () => {
    changeDatabase(server.dataFolder, (database) => {
      database.prepare("UPDATE member SET role = 'member'").run();
    });
    await page.goto(`${server.url}/policy`);
    await page.getByText("90 days").waitFor();
    await page.getByText("policy=exempt").waitFor();
    expect(await button("Preview and save…").count()).toBe(0);
    await expectAccessible(page, "key policy of a member");
  });
});
