import { expect } from "vitest";
import { sync } from "../support/start-server.ts";
import type { AppPage } from "../support/app-page.ts";

/** Selects keys in the list and revokes them by one question. */
export async function revokeManyKeys(app: AppPage): Promise<void> {
  const { page, actor } = app;
  const admin = await app.admin();
  await app.goTo("API keys");
  const made = [await admin.createKey("stale-1"), await admin.createKey("stale-2")];
  await app.press("Show 2 new keys");
  for (const name of ["stale-1", "stale-2"]) {
    await app.row(name).waitFor();
    await actor.press(page.getByRole("checkbox", { name: `Select ${name}` }));
  }
  await actor.press(app.button(/^Revoke…/, page.getByRole("group", { name: "Selected keys" })));
  await app.dialog.getByRole("textbox", { name: "Reason (optional)" }).waitFor();
  await app.confirm("Revoke 2 keys");
  await page.getByText("2 keys are revoked.").waitFor();
  for (const { secret } of made) expect(await sync(app.server.url, secret, "stale")).toBe("key_revoked");
}

/** Tells an executor, on the page of its key, to make itself a new one. */
export async function askForRenewal(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.goTo("API keys");
  const { secret } = await (await app.admin()).createKey("renewed");
  expect(await sync(app.server.url, secret, "renewing-1")).toBeNull();
  await app.press("Show 1 new key");
  await actor.press(app.link("renewed"));
  await page.getByText("Begins with").waitFor();
  await app.press("Renew now");
  await app.confirm("Renew key");
  await page.getByText(/^1 executor is told to renew its key/).waitFor();
}

/** Pastes a text with a key in it, and finds whose key it is. */
export async function lookForLeakedKey(app: AppPage): Promise<void> {
  const { page } = app;
  const { secret } = await (await app.admin()).createKey("leaked");
  expect(await sync(app.server.url, secret, "leaking-1")).toBeNull();
  await app.open(`${app.server.url}/incident`);
  await app.heading("A key leaked");
  await app.type("Text", `token=${secret}`);
  await app.press("Look for keys");
  await page.getByRole("listitem", { name: "leaked", exact: true }).getByText("leaking-1").waitFor();
  expect(await app.field("Text").inputValue()).toBe("");
}
