import { expect } from "vitest";
import { ADMIN } from "../support/start-server.ts";
import { totp } from "../support/totp.ts";
import type { AppPage } from "../support/app-page.ts";

export async function changeAccount(app: AppPage): Promise<void> {
  const { page, actor } = app;
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  // Another session, to end.
  await app.admin();
  await app.pick(/^Account:/, "Account");
  await app.heading("Sessions");
  await app.type("Name", "Ada Lovelace");
  await app.press("Save");
  await app.button(/^Account: Ada Lovelace/).waitFor();

  const light = await ground();
  await actor.press(page.getByRole("radio", { name: /^Dark/ }));
  await expect.poll(ground).not.toBe(light);
  await actor.press(page.getByRole("radio", { name: /^System/ }));
  await expect.poll(ground).toBe(light);

  await app.press(/^End session…/);
  await app.confirm("End session");
  await app.type("Current password", app.password);
  app.password = "another horse battery staple";
  await app.type("New password", app.password);
  await app.press("Change password");
  await page.getByText(/Your password is changed/).waitFor();
}

/** Sets an authenticator app up, signs in with it, and turns it off again. */
export async function useSecondStep(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.press("Set up…");
  await app.type("Your password", app.password);
  await app.press("Continue");
  const shown = app.dialog.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/);
  const appSecret = (await shown.innerText()).trim();
  await actor.type(app.dialog.getByRole("textbox", { name: "Code" }), totp(appSecret));
  await actor.press(app.button("Turn on", app.dialog));
  await app.heading("Store your recovery codes");
  await app.press("Copy codes");
  await app.confirm("I’ve stored these codes");

  await app.pick(/^Account:/, "Sign out");
  await app.heading("Sign in to Excalibur");
  await app.type("E-mail address", ADMIN.email);
  await app.type("Password", app.password);
  await app.press("Sign in");
  await actor.type(page.getByRole("textbox", { name: "Code of your authenticator app" }), totp(appSecret));
  await app.press("Sign in");
  await app.pick(/^Account:/, "Account");
  await app.press("Turn off…");
  await app.type("Your password", app.password);
  await app.confirm("Turn off");
}
