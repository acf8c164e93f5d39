import type { Page } from "playwright-core";
import { sync } from "../e2e/support/start-server.ts";
import type { Seeded } from "./seed-organization.ts";

interface Place extends Seeded {
  page: Page;
  url: string;
  isNarrow: boolean;
}

/** What is on a picture: goes to it, and waits until it is there. */
type Scene = (place: Place) => Promise<void>;

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name }).first().waitFor();
const rows = (page: Page) => page.getByRole("table").getByRole("row").nth(3).waitFor();

async function list({ page, url }: Place, path: string): Promise<void> {
  await page.goto(url + path);
  await rows(page);
}

async function newKey(place: Place, name: string): Promise<void> {
  await list(place, "/keys");
  await place.page.keyboard.press("n");
  await place.page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
}

async function oneTimeSecret(place: Place): Promise<void> {
  await newKey(place, "laptop");
  await place.page.getByRole("button", { name: "Create", exact: true }).click();
  await place.page.getByText("Waiting for an executor").waitFor();
}

async function connect({ page, url }: Place, name: string): Promise<void> {
  await page.goto(`${url}/executors`);
  await rows(page);
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("button", { name: "Create and show commands" }).click();
  await heading(page, `Connect ${name}`);
}

export const SCENES: Readonly<Record<string, Scene>> = {
  "api-keys-shared": async ({ page, url }) => {
    await page.goto(`${url}/keys?status=active&shared=true`);
    await page.getByText("Shared by several executors").waitFor();
    await page.getByRole("table").waitFor();
  },
  help: async (place) => {
    await list(place, "/keys");
    await place.page.keyboard.press("ControlOrMeta+k");
    await place.page.getByRole("combobox").fill("help");
    await place.page.keyboard.press("Enter");
    await heading(place.page, "What a refused executor says");
  },
  overview: async ({ page, url }) => {
    await page.goto(`${url}/overview`);
    await heading(page, "Keys never used");
  },
  "api-keys": (place) => list(place, "/keys"),
  key: async ({ page, url, keyId }) => {
    await page.goto(`${url}/keys/${keyId}`);
    await heading(page, "Audit log");
  },
  "key-menu": async (place) => {
    await list(place, "/keys");
    await place.page
      .getByRole("button", { name: /^Actions for/ })
      .first()
      .click();
    await place.page.getByRole("menu").waitFor();
  },
  executors: (place) => list(place, "/executors"),
  executor: async ({ page, url, executorId }) => {
    await page.goto(`${url}/executors/${executorId}`);
    await page.getByText("First seen").first().waitFor();
  },
  events: (place) => list(place, "/events"),
  "audit-log": (place) => list(place, "/audit"),
  "audit-row": async (place) => {
    await list(place, "/audit");
    await place.page
      .getByRole("button", { name: /^Key created/ })
      .first()
      .click();
    await place.page.getByRole("dialog").waitFor();
  },
  members: async ({ page, url }) => {
    await page.goto(`${url}/members`);
    await page.getByText("grace@acme.test").waitFor();
  },
  organization: async ({ page, url }) => {
    await page.goto(`${url}/organization`);
    await heading(page, "Organization");
  },
  "new-key": (place) => newKey(place, "laptop"),
  "one-time-secret": oneTimeSecret,
  "connect-executor": (place) => connect(place, "lab-1"),
  "connect-executor-other-name": async (place) => {
    await connect(place, `lab-${String(Date.now()).slice(-5)}`);
    const text = await place.page.getByRole("dialog").locator("pre").textContent();
    const [secret] = /exc_[0-9A-Za-z]{49}/.exec(text ?? "") ?? [];
    await sync(place.url, secret ?? "", "wrong-name");
    await place.page.getByText("connects with this key").or(place.page.getByText("was refused")).first().waitFor();
  },
  sidebar: async (place) => {
    await list(place, "/keys");
    if (!place.isNarrow) return;
    await place.page.getByRole("button", { name: "Open the sidebar" }).click();
    await place.page.getByRole("dialog").waitFor();
  },
};
