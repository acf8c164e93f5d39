import { beginLogin } from "../support/begin-login.ts";
import { shownSecret } from "../support/secrets.ts";
import type { AppPage } from "../support/app-page.ts";

/** Creates a management key, has a program use it, and revokes it. */
export async function changeManagementKeys(app: AppPage): Promise<void> {
  const { page, actor, dialog } = app;
  await app.goTo("Management keys");
  await app.check("management keys");
  await confirmLogin(app);
  await app.press("New management key");
  await app.type("Name", "pipeline");
  await app.check("new management key");
  await actor.press(app.button("Create", dialog));
  await dialog.getByText("Choose at least one scope.").waitFor();
  await actor.press(dialog.getByRole("checkbox", { name: /^keys:read/ }));
  await actor.press(app.button("Create", dialog));
  await app.heading("Store the management key pipeline now");
  await app.check("one-time management key");
  const secret = await shownSecret(page);
  await app.press("Copy key");
  await app.confirm("I’ve stored this key");
  const list = () =>
    fetch(`${app.server.url}/trpc/apiKeys.list?input=${encodeURIComponent('{"json":{}}')}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
  const accepted = await list();
  if (accepted.status !== 200) throw new Error(`The new key was refused: ${await accepted.text()}`);
  await app.pick("Actions for pipeline", "Revoke…", { check: "menu of a management key" });
  await app.check("revoke a management key");
  await app.confirm("Revoke key");
  await page.getByRole("row").filter({ hasText: "pipeline" }).getByText("Revoked").waitFor();
  const refused = await list();
  if (refused.status !== 401) throw new Error(`The revoked key was accepted: ${refused.status}`);
}

/** Confirms what `excalibur login` asks for, by its code. */
async function confirmLogin(app: AppPage): Promise<void> {
  const { page, server } = app;
  const { userCode, status } = await beginLogin(server.url);
  await app.press("Confirm a login");
  await app.type("Code", userCode.toLowerCase());
  await app.check("confirm a login");
  await app.press("Continue");
  await app.heading("Give this command a management key?");
  await app.check("what a login asks for");
  await app.press("Confirm login");
  await page.getByRole("row").filter({ hasText: "ada@laptop" }).getByText("Active").waitFor();
  const answered = await status();
  if (answered !== "confirmed") throw new Error(`The command is told that its login is ${answered}`);
}
