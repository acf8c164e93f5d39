import { adminCalls } from "../support/admin-calls.ts";
import { ADMIN } from "../support/start-server.ts";
import type { Visit } from "../support/visit.ts";
import { signOutAndIn } from "./first-start.ts";

const GRACE = { name: "Grace Hopper", email: "grace@acme.test", password: "a second long password" } as const;
const FIRST_PASSWORD = "a rather long password";

interface Members {
  items: { id: string; user: { email: string } }[];
}

export async function invite(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  await visit.goTo("Members");
  await visit.press("Invite");
  await visit.type("E-mail address", "ken@acme.test");
  await hand.press(visit.dialog.getByRole("radio", { name: /^Admin/ }));
  await hand.press(visit.button("Invite", visit.dialog));
  await visit.field("Link").waitFor();
  await visit.press("Copy link");
  await visit.confirm("Close");
  await visit.pick("Actions for ken@acme.test", /^Send again/, { check: "menu of an invitation" });
  await visit.field("Link").waitFor();
  await visit.confirm("Close");
  await visit.pick("Actions for ken@acme.test", "Cancel…");
  await visit.confirm("Cancel invitation");
  await page.getByText("Cancelled", { exact: true }).waitFor();
}

/** Follows an invitation's link, as somebody who has no account yet. */
export async function joinByInvitation(visit: Visit): Promise<void> {
  const admin = await visit.admin();
  const { link } = await admin.mutate<{ link: string }>("invitations.create", { email: GRACE.email, role: "member" });
  await visit.pick(/^Account:/, "Sign out");
  await visit.heading("Sign in to Excalibur");
  await visit.open(link);
  await visit.heading("Join Acme");
  await visit.type("Your name", GRACE.name);
  await visit.type("Password", FIRST_PASSWORD);
  await visit.press("Create account and join");
  await visit.button(new RegExp(`^Account: ${GRACE.name}`)).waitFor();
}

/** Follows the link that an owner has made for somebody who has lost their password. */
export async function setNewPassword(visit: Visit): Promise<void> {
  const admin = await visit.admin();
  const { items } = await admin.query<Members>("members.list", undefined);
  const id = items.find(({ user }) => user.email === GRACE.email)?.id;
  const { link } = await admin.mutate<{ link: string }>("members.resetPassword", { id });
  await visit.open(link);
  await visit.heading("Choose a new password");
  await visit.type("New password", GRACE.password);
  await visit.press("Set password and sign in");
  await visit.button(new RegExp(`^Account: ${GRACE.name}`)).waitFor();
  await signOutAndIn(visit);
}

/** Changes what another member may do, hands the organization over (and gets it back), and lets the member go. */
export async function changeMember(visit: Visit): Promise<void> {
  const { page } = visit;
  await visit.goTo("Members");
  const row = page.getByRole("row").filter({ hasText: GRACE.name });
  const actions = `Actions for ${GRACE.name}`;
  await visit.pick(actions, "Make admin…", { check: "menu of a member" });
  await visit.confirm("Make admin");
  await row.filter({ hasText: "Admin" }).waitFor();
  await visit.pick(actions, "Reset password…");
  await visit.check("reset password");
  await visit.hand.press(visit.button("Make link", visit.dialog));
  await visit.field("Link").waitFor();
  await visit.confirm("Close");
  await visit.pick(actions, "Transfer ownership…");
  await visit.confirm("Transfer ownership");
  await row.filter({ hasText: "Owner" }).waitFor();
  await visit.pick("Actions for Ada", /^Leave/);
  await visit.check("leave organization");
  await visit.confirm("Cancel");

  const owner = await adminCalls(visit.server.url, GRACE);
  const { items } = await owner.query<Members>("members.list", undefined);
  const ada = items.find(({ user }) => user.email === ADMIN.email);
  await owner.mutate("organizations.transferOwnership", { memberId: ada?.id });
  await row.filter({ hasText: "Admin" }).waitFor();
  await visit.pick(actions, "Remove…");
  await visit.confirm("Remove member");
  await row.filter({ hasText: "Admin" }).waitFor({ state: "detached" });
}

export async function changeOrganization(visit: Visit): Promise<void> {
  const { page, hand } = visit;
  await visit.goTo("Organization");
  await visit.type("Name", "Acme Labs");
  await visit.press("Save");
  await visit.button("Organization: Acme Labs").waitFor();
  await visit.press("Deactivate organization…");
  await visit.confirm("Deactivate organization");
  await page.getByText(/Acme Labs is deactivated since/).waitFor();
  await visit.press("Reactivate organization…");
  await visit.check("reactivate");
  await visit.confirm("Reactivate organization");
  await visit.pick(/^Organization:/, "New organization…", { check: "menu of organizations" });
  await hand.type(visit.dialog.getByLabel("Name"), "Globex");
  await hand.press(visit.button(/^Create/, visit.dialog));
  await visit.button("Organization: Globex").waitFor();
  await visit.pick(/^Organization:/, /Acme Labs/);
  await visit.button("Organization: Acme Labs").waitFor();
}
