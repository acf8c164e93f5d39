import { expect } from "vitest";
import { findSecret, shownSecret } from "../support/secrets.ts";
import { sync } from "../support/start-server.ts";
import type { AppPage } from "../support/app-page.ts";

const NAME = "prod-cluster-1";

const stored = (app: AppPage) => app.confirm("I’ve stored this key");

/** From the form to the secret, which is taken along in every way there is, to an executor that syncs with it. */
export async function createKey(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.goTo("API keys");
  await actor.pressOr(["n"], app.button(/^New key/).first());
  await app.type("Name", NAME);
  await app.press("90");
  await page.getByText(/^Expires \d/).waitFor();
  await app.press("Create");
  const secret = await shownSecret(page);
  await app.press("Copy key");
  await app.button("Copied").waitFor();
  for (const place of ["Kubernetes", "Docker", "Environment", "Bare metal"]) {
    await actor.press(page.getByRole("tab", { name: place }));
    await expect.poll(() => app.shownCommands()).toContain(secret);
  }
  await app.press("Copy commands");
  await app.button("Copied", page.getByRole("tabpanel")).waitFor();
  for (const name of ["prod-1", "prod-2", "prod-3"]) expect(await sync(app.server.url, secret, name)).toBeNull();
  await app.dialog.getByText(/syncs? with this key/).waitFor();
  await stored(app);
  expect(await findSecret(page, secret)).toEqual([]);
}

export async function lookThroughKeys(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.goTo("API keys");
  await actor.press(app.button("+1 more", app.row(NAME)));
  await page.getByText("Used by 3 executors").waitFor();
  await app.leave();
  await actor.reach(app.row(NAME).getByRole("link"));
  await actor.press(app.button(/^Copy the id/, app.row(NAME)));
  await app.button("Copied", app.row(NAME)).waitFor();

  const search = page.getByRole("searchbox");
  await actor.pressOr(["/"], search);
  await actor.type(search, "no such key");
  await app.heading("No key matches");
  await app.press("Show all keys");
  await app.row(NAME).waitFor();
  await app.pick(/^Label/, /^Any/, { check: "values of a facet" });
  await app.press(/^Owner/);
  await page.getByRole("option", { name: /^No owner/ }).waitFor();
  await app.check("people of a facet");
  await actor.type(page.getByRole("combobox", { name: "Owner" }), "no owner");
  await page.getByRole("option", { name: "Anyone" }).waitFor({ state: "detached" });
  await actor.press(page.getByRole("option", { name: /^No owner/ }));
  await app.row(NAME).waitFor({ state: "detached" });
  await app.press("Owner: No owner");
  await actor.press(page.getByRole("option", { name: "Anyone" }));
  await app.row(NAME).waitFor();
  await app.pick(/^All/, /^Revoked/, { check: "menu of statuses" });
  await app.row(NAME).waitFor({ state: "detached" });
  await app.pick(/^Revoked/, /^All/);
  await actor.press(page.getByRole("columnheader", { name: /^Name/ }).getByRole("button"));
  await expect
    .poll(() => page.getByRole("columnheader", { name: /^Name/ }).getAttribute("aria-sort"))
    .toBe("ascending");
}

/** All that becomes of a key, by its menu in the list. */
export async function rotateAndRevokeByMenu(app: AppPage): Promise<void> {
  // No executor syncs with it.
  const name = "prod-2";
  const note = "for the load tests";
  await app.goTo("API keys");
  await app.pick(`Actions for ${name}`, "Edit details…");
  await app.check("details of a key");
  await app.type("Note", note);
  await app.type("Labels", "env=load-test");
  await app.confirm("Save details");
  await app.row(name).getByText(note).waitFor();
  await app.pick(`Actions for ${name}`, "Rotate…");
  await app.actor.press(app.button("Rotate key", app.dialog));
  await shownSecret(app.page);
  await stored(app);
  await app.row(name).getByText("Revoked").waitFor();
  // The successor has it too.
  await app.page.getByText(note).nth(1).waitFor();
  await app.pick(new RegExp(`^Actions for ${name} \\d{6}$`), "Revoke…");
  await app.confirm("Revoke key");
  await app.pick(`Actions for ${name}`, "Delete…");
  await app.confirm("Delete key");
  await app.row(name).waitFor({ state: "detached" });
}

/** The same by the key's own page, along its lineage. */
export async function rotateAndRevokeOnPage(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.goTo("API keys");
  await actor.pressOr(["n"], app.button(/^New key/).first());
  await app.type("Name", "paged");
  await app.press("Create");
  await shownSecret(page);
  await stored(app);
  await actor.press(app.link("paged"));
  await page.getByText("Begins with").waitFor();
  await app.press("Rotate");
  await actor.press(app.button("Rotate key", app.dialog));
  await shownSecret(page);
  await stored(app);
  await page.getByText("Replaced by", { exact: true }).waitFor();
  await actor.press(app.link(/^paged \d{6}$/, page.getByRole("main")));
  await page.getByText("Replaces", { exact: true }).waitFor();
  await app.press("Revoke");
  await app.confirm("Revoke key");
  await app.press("Delete");
  await app.confirm("Delete key");
  await app.heading("API keys");
}
