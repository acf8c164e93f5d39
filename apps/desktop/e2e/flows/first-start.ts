import { ADMIN } from "../support/start-server.ts";
import type { AppPage } from "../support/app-page.ts";

/** Tells the app where its server is. */
export async function chooseServer(app: AppPage): Promise<void> {
  await app.heading("Connect to your server");
  await app.type("Server address", app.server.url);
  await app.page.getByText(/Excalibur .* answers in \d+ ms/).waitFor();
  await app.press("Continue");
}

export async function createFirstOwner(app: AppPage): Promise<void> {
  await app.heading("Create the first owner");
  await app.type("Setup code", app.server.setupCode ?? "");
  await app.type("Organization", ADMIN.organization);
  await app.type("Your name", "Ada");
  await app.type("E-mail address", ADMIN.email);
  await app.type("Password", ADMIN.password);
  await app.press("Create owner and sign in");
  await app.heading("Connect your first executor");
}

export async function signOutAndIn(app: AppPage): Promise<void> {
  await app.pick(/^Account:/, "Sign out");
  await app.heading("Sign in to Excalibur");
  await app.type("E-mail address", ADMIN.email);
  await app.type("Password", app.password);
  await app.press("Sign in");
  await app.heading("Overview");
}

/** Adds a second server, goes back to the first one, whose session is kept, and forgets the second. */
export async function workWithSeveralServers(app: AppPage): Promise<void> {
  const other = app.server.url.replace("127.0.0.1", "localhost");
  await app.pick(/^Account:/, "Servers…");
  await app.type("Another server’s address", other);
  await app.page.getByText(/Excalibur .* answers in/).waitFor();
  await app.check("servers");
  await app.press("Continue");
  await app.heading("Sign in to Excalibur");
  await app.actor.press(app.link("Change server"));
  await app.press(`Forget ${other}`);
  await app.button(`Forget ${other}`).waitFor({ state: "detached" });
  await app.press(`Switch to ${app.server.url}`);
  await app.heading("Overview");
}
