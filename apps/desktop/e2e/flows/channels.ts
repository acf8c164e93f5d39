import type { AppPage } from "../support/app-page.ts";
import { NEVER_OFFLINE, SILENT_RECEIVER } from "../support/start-server.ts";

const INSIDE = "https://10.0.0.1/hook";

/** Makes a webhook and a calendar, sends a test, looks at the log, changes and deletes. */
export async function changeChannels(app: AppPage): Promise<void> {
  const { page, actor, dialog } = app;
  await app.goTo("Notifications");
  await app.check("notifications");
  await createWebhook(app);
  await app.pick("Actions for On call", "Send a test", { check: "menu of a channel" });
  await page.getByText(/^The test of On call was not delivered: The receiver refused the connection\./).waitFor();
  await app.pick("Actions for On call", "Messages…");
  const test = dialog.getByRole("listitem").filter({ hasText: "A test." });
  await test.getByText("Not delivered").waitFor();
  await app.check("messages of a channel");
  await actor.press(app.button(/^Send again/, test));
  await app.confirm("Close");
  await app.pick("Actions for On call", "Change…");
  await app.type("Minutes until an executor counts as offline", "0");
  await actor.press(app.button("Save", dialog));
  await dialog.getByText("An executor counts as offline after at least one minute.").waitFor();
  await app.check("change a channel");
  await app.type("Minutes until an executor counts as offline", "30");
  await app.confirm("Save");
  await app.pick("Actions for On call", "Rotate secret…");
  await app.check("rotate the secret of a channel");
  await actor.press(app.button("Rotate secret", dialog));
  await app.heading("Store the secret of On call now");
  await app.confirm("I’ve stored this secret");
  await subscribeToCalendar(app);
  await app.pick("Actions for On call", "Delete…");
  await app.check("delete a channel");
  await app.confirm("Delete channel");
  await page.getByRole("row").filter({ hasText: "On call" }).waitFor({ state: "detached" });
  await app.type("Time zone", "Europe/Berlin");
  await app.press("Save");
  // Nothing is left to save.
  await page.getByRole("button", { name: "Save", exact: true, disabled: true }).waitFor();
}

async function createWebhook(app: AppPage): Promise<void> {
  const { actor, dialog } = app;
  await app.press("New channel");
  await app.type("Name", "On call");
  await actor.press(dialog.getByRole("radio", { name: /^Webhook/ }));
  await app.type("Address", "hooks.example.com");
  await actor.press(app.button("Create", dialog));
  await dialog.getByText("This is not an address of the form https://…").waitFor();
  await app.check("new channel");
  await app.type("Address", INSIDE);
  await actor.press(app.button("Create", dialog));
  await dialog.getByText(/^The address leads to this machine, a private network/).waitFor();
  await app.type("Address", SILENT_RECEIVER);
  // The executors of the walk fall silent: the channel's messages are those that the walk asks for.
  await app.type("Minutes until an executor counts as offline", String(NEVER_OFFLINE.offlineMinutes));
  await actor.press(app.button("Create", dialog));
  await app.heading("Store the secret of On call now");
  await app.check("one-time secret of a channel");
  if (!(await shown(app, "secret")).startsWith("whsec_")) throw new Error("The secret of the webhook is not shown.");
  await app.confirm("I’ve stored this secret");
}

/** The address is read without a session, and by no other one once it is replaced. */
async function subscribeToCalendar(app: AppPage): Promise<void> {
  const { actor, dialog } = app;
  await app.press("New channel");
  await app.type("Name", "Expiries");
  await actor.press(dialog.getByRole("radio", { name: /^Calendar/ }));
  await actor.press(app.button("Create", dialog));
  await app.heading("Store the address of Expiries now");
  const address = await shown(app, "address");
  await app.confirm("I’ve stored this address");
  await app.pick("Actions for Expiries", "Replace address…");
  await actor.press(app.button("Replace address", dialog));
  await app.heading("Store the address of Expiries now");
  const next = await shown(app, "address");
  await app.confirm("I’ve stored this address");
  const statuses = await Promise.all([address, next].map(async (each) => (await fetch(each)).status));
  if (statuses.join() !== "404,200") throw new Error(`The addresses answer ${statuses.join()}.`);
}

/** What is shown once. */
function shown({ page }: AppPage, what: "secret" | "address"): Promise<string> {
  return page.getByLabel(`The new ${what}`, { exact: true }).innerText();
}
