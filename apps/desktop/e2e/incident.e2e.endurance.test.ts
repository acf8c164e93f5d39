import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HIDING_PLACES, hideSecret } from "@excalibur/api/testing/hide-secret";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inGroups } from "../../../scripts/testing/in-groups.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { adminCalls } from "./support/admin-calls.ts";
import { closePages, findBrowser, openPage, sharedBrowser } from "./support/browser.ts";
import { isProvided } from "./support/requirement.ts";
import { findSecret } from "./support/secrets.ts";
import { signInAsAdmin } from "./support/sign-in.ts";
import { ADMIN, startServer, sync, type TestServer } from "./support/start-server.ts";
import { stopAtFirstFailure } from "./support/walk.ts";

const PHONE = { width: 360, height: 740 };

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))("a key that leaked", () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let calls: Awaited<ReturnType<typeof adminCalls>>;
  let leaked: { key: { id: string }; secret: string };
  /** What the page has sent: address and body. */
  const sent: string[] = [];

  stopAtFirstFailure();

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const dialog = () => page.getByRole("dialog").or(page.getByRole("alertdialog"));
  const card = (name: string) => page.getByRole("listitem", { name, exact: true });
  const look = async (text: string) => {
    await page.getByLabel("Text", { exact: true }).fill(text);
    await button("Look for keys").click();
  };

  beforeAll(async () => {
    server = await startServer({ withOwner: true, logLevel: "debug" });
    calls = await adminCalls(server.url);
    leaked = await calls.createKey("leaked");
    expect(await sync(server.url, leaked.secret, "edge-1")).toBeNull();
    browser = await sharedBrowser(executable ?? "");
    ({ page } = await openPage(browser));
    page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
    await page.goto(`${server.url}/incident`);
    await signInAsAdmin(page);
    await page.getByRole("heading", { name: "A key leaked" }).waitFor();
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.dispose();
  });

  it("is found in what is pasted, with who uses it from where; with a wrong character it is not one of yours", async () => {
    await expectAccessible(page, "a key leaked");
    const { secret } = leaked;
    await look(`the key is ${secret.slice(0, -1)}${secret.endsWith("a") ? "b" : "a"}`);
    await page.getByText("it is not one of your keys").waitFor();
    await look(`fixed in staging:\n${hideSecret(secret, "in base64 in JSON")}`);
    await card("leaked").getByText("edge-1").waitFor();
    await card("leaked").getByText("127.0.0.1").waitFor();
    expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe("");
    await expectAccessible(page, "a key leaked, found");
  });

  it("is paused, then revoked with a reason; the page says since when it is dead, and who has tried since", async () => {
    await card("leaked").getByRole("button", { name: "Pause…" }).click();
    await dialog().getByRole("button", { name: "Pause key" }).click();
    await dialog().waitFor({ state: "detached" });
    await card("leaked")
      .getByText(/^Paused until \d\d:\d\d:\d\d/)
      .waitFor();
    expect(await sync(server.url, leaked.secret, "edge-1")).toBe("key_paused");
    await card("leaked").getByRole("button", { name: "Revoke…" }).click();
    await dialog().getByLabel("Reason (optional)").fill("found in a ticket");
    await dialog().getByRole("button", { name: "Revoke key" }).click();
    await dialog().waitFor({ state: "detached" });
    await card("leaked")
      .getByText(/^Dead since \d\d:\d\d:\d\d; no try since/)
      .waitFor();
    expect(await sync(server.url, leaked.secret, "edge-1")).toBe("key_revoked");
    await card("leaked")
      .getByText(/; 1 try since, from 127\.0\.0\.1/)
      .waitFor();
  });

  it("leaves an executor that is Refused, in its list, on its page and as an event, until it has a new key", async () => {
    await page.goto(`${server.url}/executors`);
    await page
      .getByRole("row", { name: /edge-1/ })
      .getByText("Refused")
      .waitFor();
    await page.getByRole("link", { name: "edge-1" }).click();
    await page.getByRole("heading", { name: "edge-1" }).waitFor();
    await page.getByRole("img", { name: /Syncs per hour over the last 7 days/ }).waitFor();
    await page
      .getByText(/revoked/)
      .first()
      .waitFor();
    await page.goto(`${server.url}/events`);
    await page.getByText("Refused", { exact: true }).first().waitFor();
    const next = await calls.createKey("next");
    expect(await sync(server.url, next.secret, "edge-1")).toBeNull();
    await page.goto(`${server.url}/executors`);
    await page
      .getByRole("row", { name: /edge-1/ })
      .getByText("Online")
      .waitFor();
  });

  it("is one of 100 planted in 1,000 files: all are found, no other, and the page answers meanwhile", async () => {
    const planted = await inGroups(100, (index) => calls.createKey(`planted-${index}`));
    const files = Array.from({ length: 1_000 }, (_, index) => {
      const key = index % 10 === 0 ? planted[index / 10] : undefined;
      const place = HIDING_PLACES[(index / 10) % HIDING_PLACES.length] ?? "plain";
      const text = key === undefined ? `line ${index}\nexc_${"0".repeat(49)}\n` : hideSecret(key.secret, place);
      return { name: `file-${index}.txt`, mimeType: "text/plain", buffer: Buffer.from(`before\n${text}\nafter`) };
    });
    await page.goto(`${server.url}/incident`);
    await page.getByRole("heading", { name: "A key leaked" }).waitFor();
    await page.setViewportSize(PHONE);
    await expectAccessible(page, "a key leaked, on a phone");
    await page.locator('input[type="file"]:not([webkitdirectory])').setInputFiles(files);
    const found = page.getByRole("list", { name: "Keys that were found" });
    await found.waitFor();
    await expect.poll(() => found.getByRole("listitem", { name: /^planted-\d+$/ }).count()).toBe(100);
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it("is found in a folder that is dropped, also where it is of another organization that the user manages", async () => {
    const globex = await calls.mutate<{ id: string }>("organizations.create", { name: "Globex" });
    const there = await adminCalls(server.url, ADMIN, globex.id);
    const elsewhere = await there.createKey("elsewhere");
    expect(await sync(server.url, elsewhere.secret, "globex-1")).toBeNull();
    const activity = () => there.query<{ sources: object[] }>("apiKeys.activity", { id: elsewhere.key.id });
    await expect.poll(async () => (await activity()).sources).toHaveLength(1);
    const folder = await mkdtemp(join(tmpdir(), "excalibur-leak-"));
    await mkdir(join(folder, "nested"));
    await writeFile(join(folder, "nested", "values.yaml"), `key: ${elsewhere.secret}\n`);
    await writeFile(join(folder, "readme.txt"), "nothing");
    const session = await page.context().newCDPSession(page);
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      const data = { items: [], files: [folder], dragOperationsMask: 1 };
      await session.send("Input.dispatchDragEvent", { type, x: 100, y: 300, data });
    }
    await session.detach();
    await card("elsewhere").getByText("globex-1").waitFor();
    await card("elsewhere").getByText("127.0.0.1").waitFor();
    await card("elsewhere").getByText("Active").waitFor();
    await expectAccessible(page, "a key of another organization");
    await rm(folder, { recursive: true });
    const [beside] = await Promise.all([
      page.context().waitForEvent("page"),
      card("elsewhere").getByRole("link", { name: "Pause, rotate or revoke it in Globex" }).click(),
    ]);
    await beside.getByRole("button", { name: /^Revoke/ }).waitFor();
    expect(beside.url()).toContain("/o/globex/keys/");
    await beside.close();
    // What else was found stays where it was.
    await card("elsewhere").getByText("globex-1").waitFor();
  });

  it("leaves no secret in what was sent, stored or logged, and its whole hash in no address and no log", async () => {
    const hash = createHash("sha256").update(leaked.secret).digest("hex");
    expect(server.output()).toContain("Excalibur is ready");
    for (const text of [leaked.secret, hash]) expect(server.output()).not.toContain(text);
    expect(sent.filter((each) => each.includes(leaked.secret))).toEqual([]);
    expect(sent.filter((each) => each.split(" ")[0]?.includes(hash))).toEqual([]);
    expect(sent.some((each) => each.includes(hash))).toBe(true);
    expect(await findSecret(page, leaked.secret, hash)).toEqual([]);
  });
});
