import type { Page } from "playwright-core";
import { beginLogin } from "../support/begin-login.ts";

export interface DialogStep {
  readonly at: string;
  /** Everything up to the last press. */
  readonly open: (page: Page) => Promise<void>;
  /** The last press. */
  readonly confirm: (page: Page) => Promise<void>;
}

const dialog = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));
export const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" }).first();
const item = (page: Page, name: string | RegExp) => page.getByRole("menuitem", { name });
const openMenu = (page: Page, who: string) => button(page, `Actions for ${who}`).click();
const choose = async (page: Page, who: string, action: string | RegExp) => {
  await openMenu(page, who);
  await item(page, action).click();
  await dialog(page).waitFor();
};
const press = (name: string | RegExp) => (page: Page) =>
  dialog(page)
    .getByRole("button", { name, exact: typeof name === "string" })
    .click();
const chosen = (at: string, who: string, action: string | RegExp, confirm: string): DialogStep => ({
  at,
  open: (page) => choose(page, who, action),
  confirm: press(confirm),
});

/** A command has begun to log in, and its code is typed. */
const openLogin = async (page: Page) => {
  const { userCode } = await beginLogin(new URL(page.url()).origin);
  await button(page, "Confirm a login").click();
  await dialog(page).getByLabel("Code", { exact: true }).fill(userCode);
  await press("Continue")(page);
  await dialog(page).getByRole("button", { name: "Confirm login" }).waitFor();
};

/** The public key of RFC 8032, 7.1, test 1, as a witness shows it. */
export const WITNESS_KEY = "w1.example.com+a7d18111+BNdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

const openWitnesses = async (page: Page) => {
  await button(page, "Verify chain").click();
  await press("Witnesses…")(page);
  await dialog(page).getByLabel("Key of a new witness").waitFor();
};

/** How a person makes each change of an organization, in an order in which each finds what it needs. */
export const DIALOGS: Record<string, DialogStep> = {
  "apiKeys.create": {
    at: "/keys",
    open: async (page) => {
      await button(page, /^New key/).click();
      await dialog(page).getByLabel("Name", { exact: true }).fill("made in a dialog");
    },
    confirm: press("Create"),
  },
  "apiKeys.rotateMany": {
    at: "/keys",
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select made in a dialog" }).click();
      await button(page, /^Rotate…/).click();
      await dialog(page).waitFor();
    },
    confirm: press("Rotate 1 key"),
  },
  "apiKeys.renew": chosen("/keys", "edge key", "Renew now…", "Renew key"),
  "apiKeys.renewMany": {
    at: "/keys",
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select edge key" }).click();
      await button(page, /^Renew…/).click();
      await dialog(page).waitFor();
    },
    confirm: press("Renew 1 key"),
  },
  "apiKeys.labelMany": {
    at: "/keys",
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select edge key" }).click();
      await button(page, /^Label…/).click();
      await dialog(page).getByRole("textbox", { name: "Set labels" }).fill("env=prod");
    },
    confirm: press("Label 1 key"),
  },
  "apiKeys.update": {
    at: "/keys",
    open: async (page) => {
      await choose(page, "prod", "Edit details…");
      await dialog(page).getByLabel("Note", { exact: true }).fill("written in a dialog");
    },
    confirm: press("Save details"),
  },
  "apiKeys.pause": chosen("/keys", "prod", "Pause…", "Pause key"),
  "apiKeys.resume": chosen("/keys", "prod", "Resume now…", "Resume key"),
  "apiKeys.rotate": chosen("/keys", "prod", "Rotate…", "Rotate key"),
  "apiKeys.revoke": chosen("/keys", "spare", "Revoke…", "Revoke key"),
  "apiKeys.delete": chosen("/keys", "spare", "Delete…", "Delete key"),
  "apiKeys.revokeMany": {
    at: "/keys",
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select a new one" }).click();
      await button(page, /^Revoke…/).click();
      await dialog(page).waitFor();
    },
    confirm: press("Revoke 1 key"),
  },
  "apiKeys.deleteMany": {
    at: "/keys",
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select a new one" }).click();
      await button(page, /^Delete…/).click();
      await dialog(page).waitFor();
    },
    confirm: press("Delete 1 key"),
  },
  "notices.markRead": {
    at: "/keys",
    open: (page) => button(page, /^Notices/).waitFor(),
    confirm: (page) => button(page, /^Notices/).click(),
  },
  "executors.connect": {
    at: "/executors",
    open: async (page) => {
      await button(page, /^Connect new executor/).click();
      await dialog(page).getByLabel("Name", { exact: true }).fill("made-in-a-dialog");
    },
    confirm: press("Create and show commands"),
  },
  "codes.create": {
    at: "/executors",
    open: async (page) => {
      await button(page, /^Connect new executor/).click();
      await dialog(page).getByLabel("Name", { exact: true }).fill("enrolled-by-a-code");
      await dialog(page).getByText("Enrolment code", { exact: true }).click();
    },
    confirm: press("Create code"),
  },
  "codes.revoke": {
    at: "/organization",
    open: (page) => page.getByText("enrolled-by-a-code").waitFor(),
    confirm: (page) =>
      page.getByRole("region", { name: "Enrolment codes" }).getByRole("button", { name: "Revoke" }).click(),
  },
  "codes.createForLockedOut": {
    at: "/executors",
    open: (page) => button(page, "Show them…").click(),
    confirm: press("Make a code for it"),
  },
  "executors.renew": chosen("/executors", "edge", "Renew key now…", "Renew key"),
  "executors.update": {
    at: "/executors",
    open: async (page) => {
      await choose(page, "edge", "Edit details…");
      await dialog(page).getByLabel("Note", { exact: true }).fill("written in a dialog");
    },
    confirm: press("Save details"),
  },
  "executors.revokeAccess": chosen("/executors", "edge", "Revoke access…", "Revoke access"),
  "executors.delete": chosen("/executors", "edge", "Delete…", "Delete executor"),
  "logins.confirm": { at: "/management-keys", open: openLogin, confirm: press("Confirm login") },
  "logins.refuse": { at: "/management-keys", open: openLogin, confirm: press("Refuse") },
  "managementKeys.create": {
    at: "/management-keys",
    open: async (page) => {
      await button(page, "New management key").click();
      await dialog(page).getByLabel("Name", { exact: true }).fill("made in a dialog");
      await dialog(page)
        .getByRole("checkbox", { name: /^keys:read/ })
        .check();
    },
    confirm: press("Create"),
  },
  "managementKeys.revoke": chosen("/management-keys", "program", "Revoke…", "Revoke key"),
  "witnesses.add": {
    at: "/audit",
    open: async (page) => {
      await openWitnesses(page);
      await dialog(page).getByLabel("Key of a new witness").fill(WITNESS_KEY);
    },
    confirm: press("Register witness"),
  },
  "witnesses.remove": {
    at: "/audit",
    open: async (page) => {
      await openWitnesses(page);
      await dialog(page)
        .getByRole("button", { name: /^Remove/ })
        .click();
      await dialog(page).getByRole("button", { name: "Remove witness" }).waitFor();
    },
    confirm: press("Remove witness"),
  },
  "channels.create": {
    at: "/notifications",
    open: async (page) => {
      await button(page, "New channel").click();
      await dialog(page).getByLabel("Name", { exact: true }).fill("made in a dialog");
      await dialog(page)
        .getByRole("radio", { name: /^Calendar/ })
        .check();
    },
    confirm: press("Create"),
  },
  "channels.test": {
    at: "/notifications",
    open: (page) => openMenu(page, "hook"),
    confirm: (page) => item(page, "Send a test").click(),
  },
  "channels.sendAgain": {
    at: "/notifications",
    open: (page) => choose(page, "hook", "Messages…"),
    confirm: press(/^Send again: A test/),
  },
  "channels.update": {
    at: "/notifications",
    open: async (page) => {
      await choose(page, "hook", "Change…");
      await dialog(page)
        .getByRole("textbox", { name: /^Minutes/ })
        .fill("30");
    },
    confirm: press("Save"),
  },
  "channels.rotateSecret": chosen("/notifications", "hook", "Rotate secret…", "Rotate secret"),
  "channels.delete": chosen("/notifications", "hook", "Delete…", "Delete channel"),
  "organizations.setTimeZone": {
    at: "/notifications",
    open: (page) => page.getByLabel("Time zone", { exact: true }).fill("Europe/Berlin"),
    confirm: (page) => button(page, "Save").click(),
  },
  "invitations.create": {
    at: "/members",
    open: async (page) => {
      await button(page, "Invite").click();
      await dialog(page).getByRole("textbox", { name: "E-mail address" }).fill("new@acme.test");
    },
    confirm: press("Invite"),
  },
  "invitations.resend": {
    at: "/members",
    open: (page) => openMenu(page, "ken@acme.test"),
    confirm: (page) => item(page, /^Send again/).click(),
  },
  "invitations.cancel": chosen("/members", "ken@acme.test", "Cancel…", "Cancel invitation"),
  "members.resetPassword": chosen("/members", "Mary", "Reset password…", "Make link"),
  "members.changeRole": chosen("/members", "Grace Hopper", "Make admin…", "Make admin"),
  "members.remove": chosen("/members", "Eve", "Remove…", "Remove member"),
  "policies.update": {
    at: "/policy",
    open: async (page) => {
      await page.getByRole("textbox", { name: /^Longest life/ }).fill("3650");
      await button(page, "Preview and save…").click();
      await dialog(page).waitFor();
    },
    confirm: press("Save policy"),
  },
  "organizations.update": {
    at: "/organization",
    open: (page) => page.getByRole("textbox", { name: "Name", exact: true }).fill("Renamed in a form"),
    confirm: (page) => button(page, "Save").click(),
  },
  "organizations.deactivate": {
    at: "/organization",
    open: (page) => button(page, "Deactivate organization…").click(),
    confirm: press("Deactivate organization"),
  },
  "organizations.reactivate": {
    at: "/organization",
    open: (page) => button(page, "Reactivate organization…").click(),
    confirm: press("Reactivate organization"),
  },
  "organizations.transferOwnership": chosen("/members", "Grace Hopper", "Transfer ownership…", "Transfer ownership"),
  "members.leave": chosen("/members", "Owner", /^Leave/, "Leave organization"),
};
