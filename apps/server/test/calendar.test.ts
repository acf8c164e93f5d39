import ICAL from "ical.js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

let server: TestServer;
let tenant: Tenant;
let owner: Client;
beforeAll(async () => {
  server = await startTestServer("sqlite");
});
afterAll(() => server.close());
beforeEach(async () => {
  tenant = await server.addOrganization("Acme, Inc.");
  owner = await server.signIn(tenant.owner);
});

const createCalendar = async () =>
  (await owner.trpc.channels.create.mutate({ name: "Expiries", receiver: { kind: "calendar" } })) as {
    channel: { id: string };
    address: string;
  };

const createKey = (name: string, expiresInDays: number | null) =>
  owner.trpc.apiKeys.create.mutate({ name, target: { kind: "newExecutor" }, expiresInDays });

async function read(address: string) {
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  const text = await answer.text();
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
  return { text, events: events.map((each) => new ICAL.Event(each)) };
}

test("a calendar holds exactly the keys of its organization that will expire", async () => {
  const { address } = await createCalendar();
  const later = await createKey("later", 90);
  const sooner = await createKey("sooner", 7);
  await createKey("endless", null);
  const revoked = await createKey("revoked", 30);
  await owner.trpc.apiKeys.revoke.mutate({ id: revoked.key.id });
  const elsewhere = await server.signIn((await server.addOrganization("Elsewhere")).owner);
  await elsewhere.trpc.apiKeys.create.mutate({ name: "theirs", target: { kind: "newExecutor" }, expiresInDays: 7 });

  const { text, events } = await read(address);
  expect(events.map(({ uid, summary, startDate }) => ({ uid, summary, at: startDate.toJSDate().getTime() }))).toEqual(
    [sooner, later].map(({ key }) => ({
      uid: `${key.id}@127.0.0.1`,
      summary: `${key.name} expires`,
      at: Math.floor(key.expiresAt!.getTime() / 1_000) * 1_000,
    })),
  );
  const { secretHash } = await server.database.client.apiKey.findFirstOrThrow({ where: { id: later.key.id } });
  for (const secret of [later.secret, later.key.hint, secretHash]) expect(text).not.toContain(secret);
});

test("a calendar of more keys than a page of the database holds each once", async () => {
  const { address } = await createCalendar();
  const { id } = (await createKey("one", 7)).key;
  const row = await server.database.client.apiKey.findFirstOrThrow({ where: { id } });
  const copies = Array.from({ length: 550 }, (_, number) => ({
    ...row,
    id: `key_${String(number).padStart(26, "0")}`,
    secretHash: `hash ${tenant.organizationId} ${number}`,
  }));
  await server.database.client.apiKey.createMany({ data: copies });
  const { events } = await read(address);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(551);
  expect(events).toHaveLength(551);
});

describe("an address leads nowhere", () => {
  const statusOf = async (address: string) => (await fetch(address)).status;

  test("once its calendar was deleted, or has another address", async () => {
    const { channel, address } = await createCalendar();
    const { address: next } = await owner.trpc.channels.rotateSecret.mutate({ id: channel.id });
    expect([await statusOf(address), await statusOf(next!)]).toEqual([404, 200]);
    await owner.trpc.channels.delete.mutate({ id: channel.id });
    expect(await statusOf(next!)).toBe(404);
  });

  test.each(["", "x.ics", `${"x".repeat(43)}.ics`, "x".repeat(43)])("with the token %j", async (file) => {
    expect(await statusOf(`${server.url}/calendar/${file}`)).toBe(404);
  });
});

test("a calendar that is read too often is refused for a while", async () => {
  const { address } = await createCalendar();
  const answers = await Promise.all(Array.from({ length: 80 }, () => fetch(address)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(60);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(20);
  expect(Number(refused[0]!.headers.get("retry-after"))).toBeGreaterThan(0);
});
