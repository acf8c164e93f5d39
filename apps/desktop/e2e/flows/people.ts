import { adminCalls } from "../support/admin-calls.ts";
import { ADMIN } from "../support/start-server.ts";
import type { AppPage } from "../support/app-page.ts";
import { signOutAndIn } from "./first-start.ts";

const GRACE = { name: "Grace Hopper", email: "grace@acme.test", password: "a second long password" } as const;
const FIRST_PASSWORD = "a rather long password";

interface Members {
  items: { id: string; user: { email: string } }[];
}

export async function invite(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.goTo("Members");
  await app.press("Invite");
  await app.type("E-mail address", "ken@acme.test");
  await actor.press(app.dialog.getByRole("radio", { name: /^Admin/ }));
  await actor.press(app.button("Invite", app.dialog));
  await app.field("Link").waitFor();
  await app.press("Copy link");
  await app.confirm("Close");
  await app.pick("Actions for ken@acme.test", /^Send again/, { check: "menu of an invitation" });
  await app.field("Link").waitFor();
  await app.confirm("Close");
  await app.pick("Actions for ken@acme.test", "Cancel…");
  await app.confirm("Cancel invitation");
  await page.getByText("Cancelled", { exact: true }).waitFor();
}

/** Follows an invitation's link, as a person without an account. */
export async function joinByInvitation(app: AppPage): Promise<void> {
  const admin = await app.admin();
  const { link } = await admin.mutate<{ link: string }>("invitations.create", { email: GRACE.email, role: "member" });
  await app.pick(/^Account:/, "Sign out");
  await app.heading("Sign in to Excalibur");
  await app.open(link);
  await app.heading("Join Acme");
  await app.type("Your name", GRACE.name);
  await app.type("Password", FIRST_PASSWORD);
  await app.press("Create account and join");
  await app.button(new RegExp(`^Account: ${GRACE.name}`)).waitFor();
}

/** Follows the link that an owner has made for a member who has lost their password. */
export async function setNewPassword(app: AppPage): Promise<void> {
  const admin = await app.admin();
  const { items } = await admin.query<Members>("members.list", undefined);
  const id = items.find(({ user }) => user.email === GRACE.email)?.id;
  const { link } = await admin.mutate<{ link: string }>("members.resetPassword", { id });
  await app.open(link);
  await app.heading("Choose a new password");
  await app.type("New password", GRACE.password);
  await app.press("Set password and sign in");
  await app.button(new RegExp(`^Account: ${GRACE.name}`)).waitFor();
  await signOutAndIn(app);
}

/** Changes what another member may do, hands the organization over (and gets it back), and lets the member go. */
export async function changeMember(app: AppPage): Promise<void> {
  const { page } = app;
  await app.goTo("Members");
  const row = page.getByRole("row").filter({ hasText: GRACE.name });
  const actions = `Actions for ${GRACE.name}`;
  await app.pick(actions, "Make admin…", { check: "menu of a member" });
  await app.confirm("Make admin");
  await row.filter({ hasText: "Admin" }).waitFor();
  await app.pick(actions, "Reset password…");
  await app.check("reset password");
  await app.actor.press(app.button("Make link", app.dialog));
  await app.field("Link").waitFor();
  await app.confirm("Close");
  await app.pick(actions, "Transfer ownership…");
  await app.confirm("Transfer ownership");
  await row.filter({ hasText: "Owner" }).waitFor();
  await app.pick("Actions for Ada", /^Leave/);
  await app.check("leave organization");
  await app.confirm("Cancel");

  const owner = await adminCalls(app.server.url, GRACE);
  const { items } = await owner.query<Members>("members.list", undefined);
  const ada = items.find(({ user }) => user.email === ADMIN.email);
  await owner.mutate("organizations.transferOwnership", { memberId: ada?.id });
  await row.filter({ hasText: "Admin" }).waitFor();
  await app.pick(actions, "Remove…");
  await app.confirm("Remove member");
  await row.filter({ hasText: "Admin" }).waitFor({ state: "detached" });
}

export async function changeOrganization(app: AppPage): Promise<void> {
  const { page, actor } = app;
  await app.goTo("Organization");
  await app.type("Name", "Acme Labs");
  await app.press("Save");
  await app.button("Organization: Acme Labs").waitFor();
  await app.press("Deactivate organization…");
  await app.confirm("Deactivate organization");
  await page.getByText(/Acme Labs is deactivated since/).waitFor();
  await app.press("Reactivate organization…");
  await app.check("reactivate");
  await app.confirm("Reactivate organization");
  await app.pick(/^Organization:/, "New organization…", { check: "menu of organizations" });
  await actor.type(app.dialog.getByLabel("Name"), "Globex");
  await actor.press(app.button(/^Create/, app.dialog));
  await app.button("Organization: Globex").waitFor();
  await app.pick(/^Organization:/, /Acme Labs/);
  await app.button("Organization: Acme Labs").waitFor();
}
