import type { Page } from "playwright-core";
import { sync } from "../e2e/support/start-server.ts";
import type { Seeded } from "./seed-organization.ts";

interface Stage extends Seeded {
  page: Page;
  url: string;
  isNarrow: boolean;
}

/** What is on a picture: goes to it, and waits until it is there. */
type Scene = (stage: Stage) => Promise<void>;

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name }).first().waitFor();
const rows = (page: Page) => page.getByRole("table").getByRole("row").nth(3).waitFor();

/** The life of a key or an executor: it is read after the page is there. */
async function life(page: Page, row: RegExp): Promise<void> {
  await heading(page, /^Used from/);
  await page.getByText("Syncs per hour").first().waitFor();
  await page.getByText(row).first().waitFor();
}

async function list({ page, url }: Stage, path: string): Promise<void> {
  await page.goto(url + path);
  await rows(page);
}

async function newKey(stage: Stage, name: string): Promise<void> {
  await list(stage, "/keys");
  await stage.page.keyboard.press("n");
  await stage.page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
}

async function oneTimeSecret(stage: Stage): Promise<void> {
  await newKey(stage, "laptop");
  await stage.page.getByRole("button", { name: "Create", exact: true }).click();
  await stage.page.getByText("Waiting for an executor").waitFor();
}

async function connect({ page, url }: Stage, name: string): Promise<void> {
  await page.goto(`${url}/executors`);
  await rows(page);
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("button", { name: "Create and show commands" }).click();
  await heading(page, `Connect ${name}`);
}

async function newManagementKey(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New management key" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("deploy-pipeline");
  for (const scope of [/^keys:read/, /^keys:write/]) await page.getByRole("checkbox", { name: scope }).check();
  await page.getByRole("textbox", { name: "Address ranges" }).fill("203.0.113.0/24");
}

/** Opens the question of a row's action. */
async function ask(stage: Stage, path: string, action: string): Promise<void> {
  await stage.page.goto(stage.url + path);
  await stage.page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click();
  await stage.page.getByRole("menuitem", { name: action }).click();
  await stage.page.getByRole("dialog").or(stage.page.getByRole("alertdialog")).waitFor();
}

async function palette(stage: Stage, words: string): Promise<void> {
  await list(stage, "/keys");
  await stage.page.keyboard.press("ControlOrMeta+k");
  await stage.page.getByRole("combobox").fill(words);
  await stage.page.getByRole("option").nth(1).waitFor();
}

export const SCENES: Readonly<Record<string, Scene>> = {
  "api-keys-shared": async ({ page, url }) => {
    await page.goto(`${url}/keys?status=active&shared=true`);
    await page.getByText("Shared by several executors").waitFor();
    await page.getByRole("table").waitFor();
  },
  "selected-keys": async (stage) => {
    await list(stage, "/keys");
    for (const index of [1, 2, 3]) await stage.page.getByRole("checkbox").nth(index).click();
    await stage.page.getByRole("group", { name: "Selected keys" }).waitFor();
  },
  "revoke-many": async (stage) => {
    await list(stage, "/keys?status=active");
    await stage.page.getByRole("checkbox").first().click();
    await stage.page.getByRole("button", { name: /^Revoke…/ }).click();
    await stage.page.getByRole("textbox", { name: "Reason (optional)" }).fill("Ada left the company");
  },
  help: async (stage) => {
    await list(stage, "/keys");
    await stage.page.keyboard.press("ControlOrMeta+k");
    await stage.page.getByRole("combobox").fill("help");
    await stage.page.keyboard.press("Enter");
    await heading(stage.page, "What a refused executor says");
  },
  overview: async ({ page, url }) => {
    await page.goto(`${url}/overview`);
    await heading(page, "Keys never used");
  },
  "api-keys": (stage) => list(stage, "/keys"),
  key: async ({ page, url, keyId }) => {
    await page.goto(`${url}/keys/${keyId}`);
    await life(page, /^Key created/);
  },
  "key-menu": async (stage) => {
    await list(stage, "/keys");
    await stage.page
      .getByRole("button", { name: /^Actions for/ })
      .first()
      .click();
    await stage.page.getByRole("menu").waitFor();
  },
  rotate: (stage) => ask(stage, "/keys?status=active", "Rotate…"),
  pause: (stage) => ask(stage, "/keys?status=active", "Pause…"),
  revoke: (stage) => ask(stage, "/keys?status=active", "Revoke…"),
  delete: (stage) => ask(stage, "/keys?status=revoked", "Delete…"),
  renew: async ({ page, url, keyId }) => {
    await page.goto(`${url}/keys/${keyId}`);
    await page.getByRole("button", { name: "Renew now" }).click();
    await page.getByRole("alertdialog").waitFor();
  },
  incident: async ({ page, url, secret }) => {
    await page.goto(`${url}/incident`);
    await page.getByLabel("Text", { exact: true }).fill(`export EXCALIBUR_API_KEY=${secret}`);
    await page.getByRole("button", { name: "Look for keys" }).click();
    await page.getByRole("listitem", { name: "golden-image", exact: true }).getByText("127.0.0.1").first().waitFor();
  },
  policy: async ({ page, url }) => {
    await page.goto(`${url}/policy`);
    await heading(page, "Key policy");
    await page.getByRole("textbox", { name: /^Longest life/ }).fill("90");
  },
  notifications: async ({ page, url }) => {
    await page.goto(`${url}/notifications`);
    await page.getByText("On call").first().waitFor();
  },
  "new-channel": async ({ page, url }) => {
    await page.goto(`${url}/notifications`);
    await page.getByRole("button", { name: "New channel" }).click();
    await page.getByRole("dialog").waitFor();
  },
  palette: (stage) => palette(stage, "payments"),
  "palette-act": (stage) => palette(stage, "revoke payments"),
  notices: async (stage) => {
    await list(stage, "/keys");
    if (stage.isNarrow) await stage.page.getByRole("button", { name: "Open the sidebar" }).click();
    await stage.page.getByRole("button", { name: /^Notices/ }).click();
    await stage.page.getByLabel("What happened").waitFor();
  },
  shortcuts: async (stage) => {
    await list(stage, "/keys");
    await stage.page.keyboard.press("?");
    await stage.page.getByRole("dialog").waitFor();
  },
  account: async ({ page, url }) => {
    await page.goto(`${url}/account`);
    await heading(page, "Account");
  },
  executors: (stage) => list(stage, "/executors"),
  "executors-refused": async ({ page, url }) => {
    await page.goto(`${url}/executors?state=refused`);
    await page.getByRole("table").getByText("Refused").first().waitFor();
  },
  executor: async ({ page, url, executorId }) => {
    await page.goto(`${url}/executors/${executorId}`);
    await life(page, /its first sync/);
  },
  "executor-duplicated": async ({ page, url, duplicatedId }) => {
    await page.goto(`${url}/executors/${duplicatedId}`);
    await page.getByText("Duplicated").first().waitFor();
    await page.getByText("vm-17-clone.internal").first().waitFor();
  },
  events: (stage) => list(stage, "/events"),
  "audit-log": (stage) => list(stage, "/audit"),
  "audit-row": async (stage) => {
    await list(stage, "/audit");
    await stage.page
      .getByRole("button", { name: /^Key created/ })
      .first()
      .click();
    await stage.page.getByRole("dialog").waitFor();
  },
  members: async ({ page, url }) => {
    await page.goto(`${url}/members`);
    await page.getByText("grace@acme.test").waitFor();
  },
  organization: async ({ page, url }) => {
    await page.goto(`${url}/organization`);
    await heading(page, "Organization");
  },
  "management-keys": async ({ page, url }) => {
    await page.goto(`${url}/management-keys`);
    await page.getByText("There is no management key yet.").or(page.getByRole("table")).waitFor();
    await newManagementKey(page);
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("button", { name: "I’ve stored this key" }).click();
    await page.getByRole("table").getByText("deploy-pipeline").first().waitFor();
  },
  "new-management-key": async ({ page, url }) => {
    await page.goto(`${url}/management-keys`);
    await newManagementKey(page);
  },
  "new-key": (stage) => newKey(stage, "laptop"),
  "one-time-secret": oneTimeSecret,
  "connect-executor": (stage) => connect(stage, "lab-1"),
  "connect-executor-other-name": async (stage) => {
    await connect(stage, `lab-${String(Date.now()).slice(-5)}`);
    const text = await stage.page.getByRole("dialog").locator("pre").textContent();
    const [secret] = /exc_[0-9A-Za-z]{49}/.exec(text ?? "") ?? [];
    await sync(stage.url, secret ?? "", "wrong-name");
    await stage.page.getByText("connects with this key").or(stage.page.getByText("was refused")).first().waitFor();
  },
  sidebar: async (stage) => {
    await list(stage, "/keys");
    if (!stage.isNarrow) return;
    await stage.page.getByRole("button", { name: "Open the sidebar" }).click();
    await stage.page.getByRole("dialog").waitFor();
  },
};
