import { expect } from "vitest";
import { ADMIN } from "../support/start-server.ts";
import { totp } from "../support/totp.ts";
import type { Visit } from "../support/visit.ts";

export async function changeAccount(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  // Another session, to end.
  await visit.admin();
  await visit.pick(/^Account:/, "Account");
  await visit.heading("Sessions");
  await visit.type("Name", "Ada Lovelace");
  await visit.press("Save");
  await visit.button(/^Account: Ada Lovelace/).waitFor();

  const light = await ground();
  await hand.press(page.getByRole("radio", { name: /^Dark/ }));
  await expect.poll(ground).not.toBe(light);
  await hand.press(page.getByRole("radio", { name: /^System/ }));
  await expect.poll(ground).toBe(light);

  await visit.press("End session…");
  await visit.confirm("End session");
  await visit.type("Current password", visit.password);
  visit.password = "another horse battery staple";
  await visit.type("New password", visit.password);
  await visit.press("Change password");
  await page.getByText(/Your password is changed/).waitFor();
}

/** Sets an authenticator app up, signs in with it, and turns it off again. */
export async function useSecondStep(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  await visit.press("Set up…");
  await visit.type("Your password", visit.password);
  await visit.press("Continue");
  const shown = visit.dialog.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/);
  const appSecret = (await shown.innerText()).trim();
  await hand.type(visit.dialog.getByRole("textbox", { name: "Code" }), totp(appSecret));
  await hand.press(visit.button("Turn on", visit.dialog));
  await visit.heading("Store your recovery codes");
  await visit.press("Copy codes");
  await visit.confirm("I’ve stored these codes");

  await visit.pick(/^Account:/, "Sign out");
  await visit.heading("Sign in to Excalibur");
  await visit.type("E-mail address", ADMIN.email);
  await visit.type("Password", visit.password);
  await visit.press("Sign in");
  await hand.type(page.getByRole("textbox", { name: "Code of your authenticator app" }), totp(appSecret));
  await visit.press("Sign in");
  await visit.pick(/^Account:/, "Account");
  await visit.press("Turn off…");
  await visit.type("Your password", visit.password);
  await visit.confirm("Turn off");
}
