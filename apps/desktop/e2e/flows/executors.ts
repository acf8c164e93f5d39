import { expect } from "vitest";
import { shownSecret } from "../support/secrets.ts";
import { sync } from "../support/start-server.ts";
import type { AppPage } from "../support/app-page.ts";

const NAME = "edge-1";
const SECRET = /exc_[0-9A-Za-z]{49}/;

/** From the wizard's form over the commands to the first sync. */
export async function connectExecutor(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.goTo("Executors");
  await actor.pressOr(["n"], app.button(/^Connect new executor/).first());
  await actor.press(page.getByRole("radio", { name: /^Docker/ }));
  await app.type("Name", NAME);
  await app.type("Expires in (days)", "30");
  await app.press("Create and show commands");
  await page.getByText(`Waiting for the first sync of ${NAME}`).waitFor();
  const commands = await app.shownCommands();
  expect(commands).toContain("docker run");
  await app.press("Copy commands");
  await app.button("Copied").waitFor();
  await app.press("Copy the key alone");
  expect(await sync(app.server.url, SECRET.exec(commands)?.[0] ?? "", NAME)).toBeNull();
  await page.getByText(`${NAME} is connected.`).waitFor();
  await app.confirm("I’ve stored this key");
  await app.press("Show 1 new executor");
  await app.row(NAME).waitFor();
}

export async function lookThroughExecutors(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.goTo("Executors");
  const search = page.getByRole("searchbox");
  await actor.pressOr(["/"], search);
  await actor.type(search, NAME);
  await app.row("prod-1").waitFor({ state: "detached" });
  await actor.type(search, "");
  await app.row("prod-1").waitFor();
  // Not by *Offline*, which each of them is 30 s after its only sync.
  await app.pick(/^All/, /^Refused/, { check: "menu of presences" });
  await app.row(NAME).waitFor({ state: "detached" });
  await app.pick(/^Refused/, /^All/);
  await app.row(NAME).waitFor();
}

/** Moves an executor to a key of its own, and shuts another one out that shares its key. */
export async function changeExecutors(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.goTo("Executors");
  await actor.press(app.link(NAME, app.row(NAME)));
  await app.heading("Key history");
  await app.press("New key for this executor");
  await actor.press(page.getByRole("checkbox", { name: /Revoke its previous key/ }));
  await app.press("Create");
  expect(await sync(app.server.url, await shownSecret(page), NAME)).toBeNull();
  await app.dialog.getByText(`${NAME} syncs with this key.`).waitFor();
  await app.confirm("I’ve stored this key");

  await app.goTo("Executors");
  await app.pick("Actions for prod-1", "Edit details…");
  await app.check("details of an executor");
  await app.type("Labels", "site=fra1");
  await app.confirm("Save details");
  await app.pick("Actions for prod-1", "Revoke access…");
  await app.confirm("Revoke access");
  await app.pick("Actions for prod-1", "Delete…");
  await app.confirm("Delete executor");
  await app.row("prod-1").waitFor({ state: "detached" });
}

/** Chooses an existing executor as a new key's target in the form itself. */
export async function createKeyForExecutor(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.goTo("API keys");
  await actor.pressOr(["n"], app.button(/^New key/).first());
  await actor.press(page.getByRole("radio", { name: /^Existing executor/ }));
  await actor.type(app.dialog.getByRole("combobox", { name: "Executors" }), "prod-2");
  await actor.press(page.getByRole("option", { name: /prod-2/ }));
  await expect.poll(() => app.field("Name").inputValue()).toBe("prod-2");
  await app.press("Create");
  await app.dialog.getByText(/its next sync binds it/).waitFor();
  await app.confirm("I’ve stored this key");
}

/** Ends an executor for good, on its page. */
export async function removeExecutor(app: AppPage): Promise<void> {
  await app.goTo("Executors");
  await app.actor.press(app.link(NAME, app.row(NAME)));
  await app.heading("Key history");
  await app.press("Revoke executor access");
  await app.confirm("Revoke access");
  await app.press("Delete");
  await app.confirm("Delete executor");
  await app.heading("Executors");
}
