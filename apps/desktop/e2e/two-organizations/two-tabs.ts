import type { Page } from "playwright-core";
import { adminCalls } from "../support/admin-calls.ts";
import { closePages, openPage, sharedBrowser } from "../support/browser.ts";
import { signInAsAdmin } from "../support/sign-in.ts";
import {
  ADMIN,
  NEVER_OFFLINE,
  SILENT_RECEIVER,
  startServer,
  sync,
  syncUnknown,
  type TestServer,
} from "../support/start-server.ts";
import { button } from "./dialogs.ts";

const PASSWORD = "a rather long password";

/** One of the two organizations. Both have records of the same names. */
export interface Tenant {
  readonly id: string;
  slug: string;
  readonly calls: Awaited<ReturnType<typeof adminCalls>>;
}

export interface TwoTabs {
  readonly server: TestServer;
  readonly acme: Tenant;
  readonly globex: Tenant;
  /** The tab that works in Acme. */
  readonly page: Page;
  /** The tab that works in Globex, with the same session. */
  readonly other: Page;
  readonly complaints: string[];
  address(tenant: Tenant, path: string): string;
  close(): Promise<void>;
}

/** A server with two organizations of one owner, who has signed in and has two tabs open. */
export async function openTwoTabs(executable: string): Promise<TwoTabs> {
  const server = await startServer({ withOwner: true });
  const admin = await adminCalls(server.url);
  const { items } = await admin.query<{ items: { id: string; slug: string }[] }>("organizations.list", undefined);
  const second = await admin.mutate<{ id: string; slug: string }>("organizations.create", { name: "Globex" });
  const acme = await fill(server, items[0]!.id, items[0]!.slug);
  const globex = await fill(server, second.id, second.slug);
  const browser = await sharedBrowser(executable);
  const { page, complaints } = await openPage(browser);
  const other = await page.context().newPage();
  await page.goto(server.url);
  await signInAsAdmin(page);
  await button(page, "Organization: Acme").waitFor();
  return {
    server,
    acme,
    globex,
    page,
    other,
    complaints,
    address: ({ slug }, path) => `${server.url}/o/${slug}${path}`,
    close: async () => {
      await closePages(browser);
      await server.dispose();
    },
  };
}

async function fill({ url }: TestServer, id: string, slug: string): Promise<Tenant> {
  const calls = await adminCalls(url, ADMIN, id);
  for (const name of ["prod", "spare", `only in ${slug}`]) await calls.createKey(name);
  const { secret } = await calls.createKey("edge key");
  const refusal = await sync(url, secret, "edge");
  if (refusal !== null) throw new Error(`The first sync was refused: ${refusal}.`);
  await syncUnknown(url, "locked-out", id);
  const both = [
    ["Grace Hopper", "grace@acme.test"],
    ["Eve", "eve@acme.test"],
  ] as const;
  // Without mail, an owner can't reset the password of a member of both organizations.
  const people = slug === "acme" ? [...both, ["Mary", "mary@acme.test"] as const] : both;
  for (const [name, email] of people) {
    const invited = await calls.mutate<{ link: string }>("invitations.create", { email, role: "member" });
    const token = new URL(invited.link).hash.slice(1);
    const isNew = slug === "acme";
    const joiner = await adminCalls(
      url,
      isNew ? { email: "absent@acme.test", password: "none" } : { email, password: PASSWORD },
    );
    await joiner.mutate("invitations.accept", { token, ...(isNew ? { name, password: PASSWORD } : {}) });
  }
  await calls.mutate("managementKeys.create", { name: "program", scopes: ["keys:read"], expiresInDays: 30 });
  const receiver = { kind: "webhook", url: SILENT_RECEIVER };
  await calls.mutate("channels.create", { name: "hook", receiver, ...NEVER_OFFLINE });
  await calls.mutate("invitations.create", { email: "ken@acme.test", role: "member" });
  return { id, slug, calls };
}
