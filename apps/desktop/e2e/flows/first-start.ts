import { ADMIN } from "../support/start-server.ts";
import type { Visit } from "../support/visit.ts";

/** Tells the app where its server is. */
export async function chooseServer(visit: Visit): Promise<void> {
  await visit.heading("Connect to your server");
  await visit.type("Server address", visit.server.url);
  await visit.page.getByText(/Excalibur .* answers in \d+ ms/).waitFor();
  await visit.press("Continue");
}

export async function createFirstOwner(visit: Visit): Promise<void> {
  await visit.heading("Create the first owner");
  await visit.type("Setup code", visit.server.setupCode ?? "");
  await visit.type("Organization", ADMIN.organization);
  await visit.type("Your name", "Ada");
  await visit.type("E-mail address", ADMIN.email);
  await visit.type("Password", ADMIN.password);
  await visit.press("Create owner and sign in");
  await visit.heading("Connect your first executor");
}

export async function signOutAndIn(visit: Visit): Promise<void> {
  await visit.pick(/^Account:/, "Sign out");
  await visit.heading("Sign in to Excalibur");
  await visit.type("E-mail address", ADMIN.email);
  await visit.type("Password", visit.password);
  await visit.press("Sign in");
  await visit.heading("Overview");
}

/** Adds a second server, goes back to the first one, whose session is kept, and forgets the second. */
export async function workWithSeveralServers(visit: Visit): Promise<void> {
  const other = visit.server.url.replace("127.0.0.1", "localhost");
  await visit.pick(/^Account:/, "Servers…");
  await visit.type("Another server’s address", other);
  await visit.page.getByText(/Excalibur .* answers in/).waitFor();
  await visit.check("servers");
  await visit.press("Continue");
  await visit.heading("Sign in to Excalibur");
  await visit.hand.press(visit.link("Change server"));
  await visit.press(`Forget ${other}`);
  await visit.button(`Forget ${other}`).waitFor({ state: "detached" });
  await visit.press(`Switch to ${visit.server.url}`);
  await visit.heading("Overview");
}
