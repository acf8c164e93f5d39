import PostalMime from "postal-mime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createUnsubscribeLinks } from "../src/notifications/senders/unsubscribe-links.ts";
import type { Client } from "./harness/client.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestServer, TEST_AUTH_SECRET, type TestServer } from "./harness/test-server.ts";
import { startTestSmtpServer, type TestSmtpServer } from "./harness/test-smtp-server.ts";

const [ADA, GRACE] = ["ada@example.com", "grace@example.com"];

let smtp: TestSmtpServer;
let server: TestServer;
let tenant: Tenant;
let owner: Client;
beforeAll(async () => {
  smtp = await startTestSmtpServer();
  server = await startTestServer("sqlite", { EXCALIBUR_SMTP_URL: smtp.url });
  tenant = await server.addOrganization("Acme");
  owner = await server.signIn(tenant.owner);
});
afterAll(async () => {
  await server.close();
  await smtp.close();
});

async function createChannel() {
  const receiver = { kind: "email" as const, addresses: [ADA, GRACE] };
  const { channel } = await owner.trpc.channels.create.mutate({ name: "On call", receiver });
  const addresses = async () => {
    const { items } = await owner.trpc.channels.list.query();
    return items.find(({ id }) => id === channel.id)!.settings!.addresses;
  };
  const { organizationId } = tenant;
  const links = createUnsubscribeLinks(TEST_AUTH_SECRET, () => server.url);
  return {
    id: channel.id,
    addresses,
    linkOf: (address: string) => links.write({ organizationId, channelId: channel.id }, address),
  };
}

const click = (link: string, body = "List-Unsubscribe=One-Click") =>
  fetch(link, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } });

test("the link in a mail ends the mails to its receiver, by one click in a mail program", async () => {
  const { id, addresses, linkOf } = await createChannel();
  await owner.trpc.channels.test.mutate({ id });
  const toGrace = smtp.mails.find((mail) => mail.includes(`To: ${GRACE}`))!;
  const { headers } = await PostalMime.parse(toGrace);
  const link = headers.find(({ key }) => key === "list-unsubscribe")!.value.slice(1, -1);
  expect(link).toBe(linkOf(GRACE));
  expect(link).not.toContain("grace");
  expect((await click(link)).status).toBe(200);
  expect(await addresses()).toEqual([ADA]);
  expect((await click(link)).status).toBe(404);
  const { items } = await owner.trpc.audit.list.query({ action: "channel.updated" });
  expect(items[0]).toMatchObject({ actor: { kind: "system", name: "unsubscribe" }, target: { id } });
});

test("opening the link changes nothing: it shows a button that does", async () => {
  const { addresses, linkOf } = await createChannel();
  const page = await fetch(linkOf(ADA));
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await page.text()).toContain('<form method="post"><button>Unsubscribe</button></form>');
  expect(await addresses()).toEqual([ADA, GRACE]);
  const done = await click(linkOf(ADA), "");
  expect(await done.text()).toContain("You get no more mails of this channel.");
});

test("a link of another channel, of another organization or with another token ends nothing", async () => {
  const [one, other] = [await createChannel(), await createChannel()];
  const token = one.linkOf(ADA).split("/").at(-1)!;
  const elsewhere = (await server.addOrganization("Elsewhere")).organizationId;
  for (const link of [
    one.linkOf("eve@example.com"),
    one.linkOf(ADA).replace(one.id, other.id),
    `${server.url}/unsubscribe/${elsewhere}/${one.id}/${token}`,
    `${server.url}/unsubscribe/${tenant.organizationId}/${one.id}/`,
    `${server.url}/unsubscribe/x/y/z`,
  ]) {
    expect((await click(link)).status).toBe(404);
  }
  expect([await one.addresses(), await other.addresses()]).toEqual([
    [ADA, GRACE],
    [ADA, GRACE],
  ]);
});
