import type { Locator, Page } from "playwright-core";
import type { adminCalls } from "../support/admin-calls.ts";
import { openPage, sharedBrowser } from "../support/browser.ts";
import type { TestServer } from "../support/start-server.ts";

export const GRACE = { name: "Grace Hopper", email: "grace@acme.test", password: "a rather long password" } as const;
export const NEW_PASSWORD = "a second long password";

export interface OrganizationWalk {
  server: TestServer;
  /** The owner's page. */
  page: Page;
  admin: Awaited<ReturnType<typeof adminCalls>>;
  /** The page of another user. */
  other: Page;
  /** Of the last invitation. */
  link: string;
  readonly button: (name: string | RegExp) => Locator;
  readonly dialog: () => Locator;
  readonly rowOf: (...texts: string[]) => Locator;
  readonly field: (name: string) => Locator;
  readonly screenLink: (on: Page, name: string) => Locator;
  readonly dialogClosed: () => Promise<void>;
  readonly choose: (who: string, action: string | RegExp) => Promise<void>;
  /** @returns the link of the invitation */
  readonly invite: (email: string) => Promise<string>;
  readonly openAnother: () => Promise<Page>;
}

/** What the parts of the walk share. The test file fills in server, pages and calls before the first part. */
export function createWalk(executable: string): OrganizationWalk {
  const walk = { link: "" } as OrganizationWalk;
  const button = (name: string | RegExp) => walk.page.getByRole("button", { name, exact: typeof name === "string" });
  const dialog = () => walk.page.getByRole("dialog").or(walk.page.getByRole("alertdialog"));
  const field = (name: string) => walk.page.getByRole("textbox", { name, exact: true });
  const dialogClosed = () => dialog().waitFor({ state: "detached" });
  return Object.assign(walk, {
    button,
    dialog,
    field,
    dialogClosed,
    rowOf: (...texts: string[]) =>
      texts.reduce((rows, text) => rows.filter({ hasText: text }), walk.page.getByRole("row")),
    // Some say how many there are: "API keys 2".
    screenLink: (on: Page, name: string) =>
      on.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: new RegExp(`^${name}`) }),
    choose: async (who: string, action: string | RegExp) => {
      await button(`Actions for ${who}`).click();
      await walk.page.getByRole("menuitem", { name: action }).click();
    },
    invite: async (email: string) => {
      await button("Invite").click();
      await field("E-mail address").fill(email);
      await dialog().getByRole("button", { name: "Invite" }).click();
      const made = await field("Link").inputValue();
      await button("Close").click();
      await dialogClosed();
      return made;
    },
    openAnother: async () => (await openPage(await sharedBrowser(executable))).page,
  });
}
