import type { Page } from "playwright-core";
import { ADMIN } from "./start-server.ts";

/** Fills in the sign-in screen and sends it off. */
export async function signInAsAdmin(page: Page, password: string = ADMIN.password): Promise<void> {
  await page.getByRole("textbox", { name: "E-mail address" }).fill(ADMIN.email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
