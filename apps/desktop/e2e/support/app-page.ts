import type { Locator, Page } from "playwright-core";
import type { Actor } from "./actor.ts";
import { SIDEBAR_SCREENS } from "../../src/shared/screens.ts";
import { expectAccessible } from "./accessibility.ts";
import { adminCalls } from "./admin-calls.ts";
import type { Download } from "./downloads.ts";
import { ADMIN, type TestServer } from "./start-server.ts";

const COMMANDS = "The commands, with the new key in them";

type Screen = (typeof SIDEBAR_SCREENS)[number]["name"];

/** The page object of the app: finds its parts by their names, and uses them through an actor. */
export class AppPage {
  readonly page: Page;
  readonly actor: Actor;
  readonly server: TestServer;
  /** Does what leads to a download, and waits for the file. */
  readonly download: Download;
  #admin: ReturnType<typeof adminCalls> | null = null;
  /** The one in force: a flow changes it. */
  password: string = ADMIN.password;
  /** Whether axe looks at what is on screen. Its result depends neither on the actor nor on the engine: once in a lane is enough. */
  isChecked = false;

  constructor(page: Page, actor: Actor, server: TestServer, download: Download) {
    this.page = page;
    this.actor = actor;
    this.server = server;
    this.download = download;
  }

  /** Calls procedures as the signed-in admin, from outside the browser. */
  admin(): ReturnType<typeof adminCalls> {
    this.#admin ??= adminCalls(this.server.url);
    return this.#admin;
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog").or(this.page.getByRole("alertdialog"));
  }

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole("button", { name, exact: typeof name === "string" });
  }

  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  link(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole("link", { name, exact: typeof name === "string" }).first();
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.actor.press(this.button(name).first());
  }

  /** Opens the page that a link leads to, in this browser or this app. */
  async open(link: string): Promise<void> {
    const { pathname, hash } = new URL(link);
    await this.page.goto(new URL(pathname + hash, this.page.url()).href);
  }

  /** Presses a button of the dialog and waits until the dialog is gone. */
  async confirm(name: string): Promise<void> {
    await this.actor.press(this.button(name, this.dialog));
    await this.dialog.waitFor({ state: "detached" });
  }

  async type(field: string, text: string): Promise<void> {
    await this.actor.type(this.field(field), text);
  }

  /** Runs axe where `isChecked`. */
  async check(what: string): Promise<void> {
    if (this.isChecked) await expectAccessible(this.page, what);
  }

  /** Opens a menu and picks from it. @param check what axe calls the open menu, if it is to look at it. */
  async pick(menu: string | RegExp, item: string | RegExp, { check }: { check?: string } = {}): Promise<void> {
    await this.press(menu);
    await this.page.getByRole("menu").waitFor();
    if (check !== undefined) await this.check(check);
    await this.actor.press(
      this.page.getByRole("menuitem", { name: item }).or(this.page.getByRole("menuitemradio", { name: item })),
    );
    await this.page.getByRole("menu").waitFor({ state: "detached" });
  }

  async goTo(screen: Screen): Promise<void> {
    // Some say how many there are: "API keys 2".
    const link = this.link(new RegExp(`^${screen}`), this.page.getByRole("navigation", { name: "Screens" }));
    const { key } = SIDEBAR_SCREENS.find(({ name }) => name === screen) ?? { key: "" };
    await this.actor.pressOr(["g", key], link);
    await this.heading(screen);
  }

  async heading(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole("heading", { name, exact: typeof name === "string" })
      .first()
      .waitFor();
  }

  async leave(): Promise<void> {
    await this.actor.leave();
    await this.dialog.waitFor({ state: "detached" });
  }

  /** The commands that give an executor its key, as they are shown. */
  async shownCommands(): Promise<string> {
    return (await this.page.getByLabel(COMMANDS).locator("pre").textContent()) ?? "";
  }
}
