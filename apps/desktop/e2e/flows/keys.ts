import { expect } from "vitest";
import { shownSecret } from "../support/secrets.ts";
import { sync } from "../support/start-server.ts";
import type { Visit } from "../support/visit.ts";

const NAME = "prod-cluster-1";

const stored = (visit: Visit) => visit.confirm("I’ve stored this key");

/** From the form to the secret, which is taken along in every way there is, to an executor that syncs with it. */
export async function createKey(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  await visit.goTo("API keys");
  await hand.pressOr(["n"], visit.button(/^New key/).first());
  await visit.type("Name", NAME);
  await visit.press("90");
  await page.getByText(/^Expires \d/).waitFor();
  await visit.press("Create");
  const secret = await shownSecret(page);
  await visit.press("Copy key");
  await visit.button("Copied").waitFor();
  for (const place of ["Kubernetes", "Docker", "Environment", "Bare metal"]) {
    await hand.press(page.getByRole("tab", { name: place }));
    await expect.poll(() => visit.shownCommands()).toContain(secret);
  }
  await visit.press("Copy commands");
  await visit.button("Copied", page.getByRole("tabpanel")).waitFor();
  for (const name of ["prod-1", "prod-2", "prod-3"]) expect(await sync(visit.server.url, secret, name)).toBeNull();
  await visit.dialog.getByText(/syncs? with this key/).waitFor();
  await stored(visit);
}

export async function lookThroughKeys(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  await visit.goTo("API keys");
  await hand.press(visit.button("+1 more", visit.row(NAME)));
  await page.getByText("Used by 3 executors").waitFor();
  await visit.leave();
  await hand.reach(visit.row(NAME).getByRole("link"));
  await hand.press(visit.button(/^Copy the id/, visit.row(NAME)));
  await visit.button("Copied", visit.row(NAME)).waitFor();

  const search = page.getByRole("searchbox");
  await hand.pressOr(["/"], search);
  await hand.type(search, "no such key");
  await visit.heading("No key matches");
  await visit.press("Show all keys");
  await visit.row(NAME).waitFor();
  await visit.pick(/^All/, /^Revoked/, { check: "menu of statuses" });
  await visit.row(NAME).waitFor({ state: "detached" });
  await visit.pick(/^Revoked/, /^All/);
  await hand.press(page.getByRole("columnheader", { name: /^Name/ }).getByRole("button"));
  await expect
    .poll(() => page.getByRole("columnheader", { name: /^Name/ }).getAttribute("aria-sort"))
    .toBe("ascending");
}

/** All that becomes of a key, by its menu in the list. */
export async function rotateAndRevokeByMenu(visit: Visit): Promise<void> {
  // Nobody syncs with it.
  const name = "prod-2";
  await visit.goTo("API keys");
  await visit.pick(`Actions for ${name}`, "Rotate…");
  await visit.hand.press(visit.button("Rotate key", visit.dialog));
  await shownSecret(visit.page);
  await stored(visit);
  await visit.row(name).getByText("Revoked").waitFor();
  await visit.pick(new RegExp(`^Actions for ${name} \\d{6}$`), "Revoke…");
  await visit.confirm("Revoke key");
  await visit.pick(`Actions for ${name}`, "Delete…");
  await visit.confirm("Delete key");
  await visit.row(name).waitFor({ state: "detached" });
}

/** The same by the key's own page, along its lineage. */
export async function rotateAndRevokeOnPage(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  await visit.goTo("API keys");
  await hand.pressOr(["n"], visit.button(/^New key/).first());
  await visit.type("Name", "paged");
  await visit.press("Create");
  await shownSecret(page);
  await stored(visit);
  await hand.press(visit.link("paged"));
  await page.getByText("Begins with").waitFor();
  await visit.press("Rotate");
  await hand.press(visit.button("Rotate key", visit.dialog));
  await shownSecret(page);
  await stored(visit);
  await page.getByText("Replaced by", { exact: true }).waitFor();
  await hand.press(visit.link(/^paged \d{6}$/, page.getByRole("main")));
  await page.getByText("Replaces", { exact: true }).waitFor();
  await visit.press("Revoke");
  await visit.confirm("Revoke key");
  await visit.press("Delete");
  await visit.confirm("Delete key");
  await visit.heading("API keys");
}
