import { expect } from "vitest";
import { shownSecret } from "../support/secrets.ts";
import { sync } from "../support/start-server.ts";
import type { Visit } from "../support/visit.ts";

const NAME = "edge-1";
const SECRET = /exc_[0-9A-Za-z]{49}/;

/** From the wizard's form over the commands to the first sync. */
export async function connectExecutor(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  await visit.goTo("Executors");
  await hand.pressOr(["n"], visit.button(/^Connect new executor/).first());
  await hand.press(page.getByRole("radio", { name: /^Docker/ }));
  await visit.type("Name", NAME);
  await visit.type("Expires in (days)", "30");
  await visit.press("Create and show commands");
  await page.getByText(`Waiting for the first sync of ${NAME}`).waitFor();
  const commands = await visit.shownCommands();
  expect(commands).toContain("docker run");
  await visit.press("Copy commands");
  await visit.button("Copied").waitFor();
  await visit.press("Copy the key alone");
  expect(await sync(visit.server.url, SECRET.exec(commands)?.[0] ?? "", NAME)).toBeNull();
  await page.getByText(`${NAME} is connected.`).waitFor();
  await visit.confirm("I’ve stored this key");
  await visit.press("Show 1 new executor");
  await visit.row(NAME).waitFor();
}

export async function lookThroughExecutors(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  await visit.goTo("Executors");
  const search = page.getByRole("searchbox");
  await hand.pressOr(["/"], search);
  await hand.type(search, NAME);
  await visit.row("prod-1").waitFor({ state: "detached" });
  await hand.type(search, "");
  await visit.row("prod-1").waitFor();
  await visit.pick(/^All/, /^Offline/, { check: "menu of presences" });
  await visit.row(NAME).waitFor({ state: "detached" });
  await visit.pick(/^Offline/, /^All/);
  await visit.row(NAME).waitFor();
}

/** Moves an executor to a key of its own, and shuts another one out that shares its key. */
export async function changeExecutors(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  await visit.goTo("Executors");
  await hand.press(visit.link(NAME, visit.row(NAME)));
  await visit.heading("Key history");
  await visit.press("New key for this executor");
  await hand.press(page.getByRole("checkbox", { name: /Revoke its previous key/ }));
  await visit.press("Create");
  expect(await sync(visit.server.url, await shownSecret(page), NAME)).toBeNull();
  await visit.dialog.getByText(`${NAME} syncs with this key.`).waitFor();
  await visit.confirm("I’ve stored this key");

  await visit.goTo("Executors");
  await visit.pick("Actions for prod-1", "Revoke access…");
  await visit.confirm("Revoke access");
  await visit.pick("Actions for prod-1", "Delete…");
  await visit.confirm("Delete executor");
  await visit.row("prod-1").waitFor({ state: "detached" });
}

/** Chooses an existing executor as a new key's target in the form itself. */
export async function createKeyForExecutor(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  await visit.goTo("API keys");
  await hand.pressOr(["n"], visit.button(/^New key/).first());
  await hand.press(page.getByRole("radio", { name: /^Existing executor/ }));
  await hand.type(visit.dialog.getByRole("combobox"), "prod-2");
  await hand.press(page.getByRole("option", { name: /prod-2/ }));
  await expect.poll(() => visit.field("Name").inputValue()).toBe("prod-2");
  await visit.press("Create");
  await visit.dialog.getByText(/its next sync binds it/).waitFor();
  await visit.confirm("I’ve stored this key");
}

/** Ends an executor for good, on its page. */
export async function removeExecutor(visit: Visit): Promise<void> {
  await visit.goTo("Executors");
  await visit.hand.press(visit.link(NAME, visit.row(NAME)));
  await visit.heading("Key history");
  await visit.press("Revoke executor access");
  await visit.confirm("Revoke access");
  await visit.press("Delete");
  await visit.confirm("Delete executor");
  await visit.heading("Executors");
}
