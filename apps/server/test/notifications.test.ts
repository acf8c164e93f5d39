import { dialects } from "@excalibur/db/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { copyRow } from "./harness/copy-rows.ts";
import type { Tenant } from "./harness/people.ts";
import { startTestReceiver, type TestReceiver } from "./harness/test-receiver.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const ANY = { kind: "newExecutor" } as const;
const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];

describe.each(dialects)("notifications on %s", (dialect) => {
  let server: TestServer;
  let receiver: TestReceiver;
  beforeAll(async () => {
    server = await startTestServer(dialect, { EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1" });
    receiver = await startTestReceiver();
  });
  afterAll(async () => {
    await server.close();
    await receiver.close();
  });

  interface Scene {
    readonly tenant: Tenant;
    owner: Client;
    readonly channelId: string;
    /** The messages that came to the channel, in order. */
    readonly messages: () => { id: string; title: string; type: string }[];
    readonly log: () => Promise<Awaited<ReturnType<Client["trpc"]["channels"]["deliveries"]["query"]>>["items"]>;
  }
  type Choices = Partial<Parameters<Client["trpc"]["channels"]["create"]["mutate"]>[0]>;

  /** An organization of its own with one webhook, told of everything at once. */
  const open = async (choices: Choices = {}): Promise<Scene> => {
    receiver.answer((response) => response.writeHead(204).end());
    const tenant = await server.addOrganization("Acme");
    const owner = await server.signIn(tenant.owner);
    // The tests move the time by more than a session lasts.
    await server.database.client.session.updateMany({ data: { expiresAt: new Date("2100-01-01") } });
    const path = `/${tenant.slug}`;
    const url = `http://127.0.0.1:${receiver.port}${path}`;
    const { channel } = await owner.trpc.channels.create.mutate({
      name: "hook",
      receiver: { kind: "webhook", url },
      leastLevel: "info",
      ...choices,
    });
    const messages = () =>
      receiver.received
        .filter((one) => one.path === path)
        .map(({ headers, body }) => {
          const { type, data } = JSON.parse(body) as { type: string; data: { title: string } };
          return { id: headers["webhook-id"] ?? "", type, title: data.title };
        });
    const scene: Scene = {
      tenant,
      owner,
      channelId: channel.id,
      messages,
      log: async () => (await scene.owner.trpc.channels.deliveries.query({ id: channel.id, limit: 200 })).items,
    };
    return scene;
  };
  const titlesOf = (scene: Scene) => scene.messages().map(({ title }) => title);
  const createKey = async ({ owner }: Scene, name: string, expiresInDays: number | null = null) => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name, target: ANY, expiresInDays });
    if (secret === null) throw new Error("The server makes the secret");
    return { key, secret };
  };
  const use = async ({ owner }: Scene, secret: string, name: string) => {
    expect((await owner.sync(secret, { name })).reason).toBeNull();
    await server.flushPresence();
  };

  test("what a change tells is sent once it is committed, in order, and is in the channel's log", async () => {
    const scene = await open();
    const { key } = await createKey(scene, "billing");
    await scene.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    await expect(scene.owner.trpc.apiKeys.revoke.mutate({ id: key.id })).rejects.toThrow();
    await server.tellChannels();
    expect(titlesOf(scene)).toEqual(["API key “billing” was created", "API key “billing” was revoked"]);
    const log = await scene.log();
    expect(log.map(({ kind, state }) => [kind, state])).toEqual([
      ["key.revoked", "delivered"],
      ["key.created", "delivered"],
    ]);
    expect(log.map(({ messageId }) => messageId).toReversed()).toEqual(scene.messages().map(({ id }) => id));
  });

  test("a channel is told of the kinds and levels that it chose, and an organization without channels costs no row", async () => {
    const scene = await open({ kinds: ["key.revoked", "management_key.created"], leastLevel: "warning" });
    const other = await server.signIn((await server.addOrganization("Quiet")).owner);
    const program = { name: "program", scopes: ["keys:read" as const], expiresInDays: 1 };
    for (const { trpc } of [scene.owner, other]) {
      const { key } = await trpc.apiKeys.create.mutate({ name: "k", target: ANY });
      await trpc.apiKeys.revoke.mutate({ id: key.id });
      await trpc.managementKeys.create.mutate(program);
    }
    await server.tellChannels();
    expect(titlesOf(scene)).toEqual(["Management key “program” was created"]);
    const { client } = server.database;
    const channelIds = new Set(
      (await client.notificationChannel.findMany({ select: { id: true } })).map(({ id }) => id),
    );
    const rows = await client.notification.findMany({ select: { channelId: true } });
    expect(rows.filter(({ channelId }) => !channelIds.has(channelId))).toEqual([]);
  });

  test("a receiver that is down loses nothing: the same message is tried for 24 h before the next, then people are told", async () => {
    const scene = await open();
    receiver.answer((response) => response.writeHead(500).end("down"));
    await createKey(scene, "first");
    await server.tellChannels();
    const { key } = await createKey(scene, "second");
    await server.tellChannels();
    for (let hours = 0; hours < 26; hours++) {
      server.advanceClock(HOUR_MS + 15 * MINUTE_MS);
      await server.tellChannels();
    }
    const tried = scene.messages();
    expect(tried.length).toBeGreaterThan(10);
    expect(new Set(tried.map(({ id }) => id)).size).toBe(1);
    const { items } = await scene.owner.trpc.channels.list.query();
    expect(items[0]?.failing?.why).toContain("500");
    const notices = await scene.owner.trpc.notices.list.query();
    expect(notices.items.map(({ type }) => type)).toContain("channel.failing");
    expect((await scene.log()).map(({ state }) => state)).toEqual(["waiting", "failed"]);

    receiver.answer((response) => response.writeHead(204).end());
    const { delivery } = await scene.owner.trpc.channels.test.mutate({ id: scene.channelId });
    expect(delivery).toMatchObject({ kind: "test", state: "delivered" });
    await scene.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    await server.tellChannels();
    const [test, ...after] = titlesOf(scene).slice(tried.length);
    expect(test).toContain("Test of the notification channel");
    expect(after).toEqual(["API key “second” was created", "API key “second” was revoked"]);
    expect((await scene.owner.trpc.channels.list.query()).items[0]?.failing).toBeNull();

    const failed = (await scene.log()).find(({ state }) => state === "failed");
    const again = { id: scene.channelId, messageId: failed?.messageId ?? "" };
    expect((await scene.owner.trpc.channels.sendAgain.mutate(again)).delivery.state).toBe("delivered");
    expect(scene.messages().at(-1)?.id).toBe(tried[0]?.id);
  });

  test("a message that is refused ends at once and holds up no other; three in a row stop the channel", async () => {
    const scene = await open();
    receiver.answer((response) => response.writeHead(400).end("no"));
    for (const name of ["a", "b", "c", "d"]) {
      await createKey(scene, name);
      await server.tellChannels();
    }
    expect(titlesOf(scene)).toHaveLength(3);
    expect((await scene.log()).map(({ state, tries }) => [state, tries])).toEqual([
      ["waiting", 0],
      ["failed", 1],
      ["failed", 1],
      ["failed", 1],
    ]);
    expect((await scene.owner.trpc.channels.list.query()).items[0]?.failing).not.toBeNull();
  });

  test("each threshold of a key that is in use is told once, by any of two servers and across restarts", async () => {
    const scene = await open();
    const [used, idle, replaced] = [
      await createKey(scene, "used", 40),
      await createKey(scene, "idle", 40),
      await createKey(scene, "replaced", 40),
    ];
    await use(scene, used.secret, "web-1");
    await use(scene, replaced.secret, "web-2");
    const successor = await scene.owner.trpc.apiKeys.rotate.mutate({
      id: replaced.key.id,
      oldKeyEnds: { kind: "whenMoved" },
    });
    await use(scene, successor.secret ?? "", "web-2");
    const second = await server.startAnother();
    onTestFinished(() => second.close());
    for (let days = 0; days < 41; days++) {
      server.advanceClock(DAY_MS);
      if (days < 39) await use(scene, used.secret, "web-1");
      await Promise.all([server.tellChannels(), second.tellChannels()]);
      if (days === 20) {
        await server.restart();
        scene.owner = await server.signIn(scene.tenant.owner);
        await server.database.client.session.updateMany({ data: { expiresAt: new Date("2100-01-01") } });
      }
    }
    const reminders = (await scene.log()).filter(({ kind }) => kind === "key.expiring" || kind === "key.expired");
    expect(reminders.map(({ subject }) => subject.name)).toEqual(["used", "used", "used", "used"]);
    const told = scene.messages().filter(({ type }) => type === "key.expiring" || type === "key.expired");
    expect(told.map(({ title }) => title)).toEqual([
      "API key “used” expires in 30 days",
      "API key “used” expires in 7 days",
      "API key “used” expires in 1 day",
      "API key “used” expired while it was in use",
    ]);
    const bodies = receiver.received.filter(({ path }) => path === `/${scene.tenant.slug}`).map(({ body }) => body);
    expect(bodies.find((body) => body.includes("30 days"))).toContain("web-1");
    expect(idle.key.name).toBe("idle");
  });

  test("executors that are lost together are one message with their number; one that is back in time is none", async () => {
    const scene = await open({ kinds: ["executor.offline", "executor.back"] });
    const { secret } = await createKey(scene, "fleet");
    await use(scene, secret, "web-0");
    const { items } = await scene.owner.trpc.executors.list.query({});
    const copies = { id: "'exe_' || n || organization_id", name: "'web-' || n", name_folded: "'web-' || n" };
    await copyRow(server, "executor", items[0]?.id ?? "", 60, copies);
    server.advanceClock(MINUTE_MS);
    await server.noticeSilence();
    server.advanceClock(4 * MINUTE_MS);
    await server.tellChannels();
    expect(titlesOf(scene)).toEqual([]);
    await use(scene, secret, "web-0");
    server.advanceClock(3 * MINUTE_MS);
    await server.tellChannels();
    expect(titlesOf(scene)).toEqual(["60 executors are offline"]);
    await use(scene, secret, "web-1");
    server.advanceClock(2 * MINUTE_MS);
    await server.tellChannels();
    expect(titlesOf(scene)).toEqual(["60 executors are offline", "Executor “web-1” is back"]);
  });

  test("a daily digest tells everything in one message, at its time in the organization's time zone", async () => {
    const scene = await open({ digestAt: "08:00" });
    await scene.owner.trpc.organizations.setTimeZone.mutate({ timeZone: "Asia/Tokyo" });
    await createKey(scene, "one");
    await scene.owner.trpc.managementKeys.create.mutate({ name: "p", scopes: ["keys:read"], expiresInDays: 1 });
    const { client } = server.database;
    const { digestDueAt } = await client.notificationChannel.findUniqueOrThrow({ where: { id: scene.channelId } });
    expect(digestDueAt?.toISOString().slice(11, 16)).toBe("23:00");
    await server.tellChannels();
    expect(titlesOf(scene)).toEqual([]);
    server.advanceClock(DAY_MS);
    await server.tellChannels();
    await createKey(scene, "two");
    await server.tellChannels();
    expect(titlesOf(scene)).toEqual([expect.stringContaining("2 messages of")]);
  });

  test("a revoked key that is still presented an hour later is told once", async () => {
    const scene = await open({ kinds: ["key.refused_in_use"] });
    const { key, secret } = await createKey(scene, "old");
    await use(scene, secret, "web-1");
    await scene.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    for (let hours = 0; hours < 4; hours++) {
      server.advanceClock(HOUR_MS);
      expect((await scene.owner.sync(secret, { name: "web-1" })).reason).toBe("key_revoked");
      await server.flushPresence();
      await server.tellChannels();
    }
    expect(titlesOf(scene)).toEqual(["API key “old” is refused and still presented"]);
  });

  test("a broken audit log is told once, by its number", async () => {
    const scene = await open({ kinds: ["audit.broken"] });
    await createKey(scene, "k");
    const { organizationId } = scene.tenant;
    await server.database.client.auditRow.updateMany({
      where: { organizationId, sequence: 1 },
      data: { actorName: "someone else" },
    });
    await scene.owner.trpc.audit.verify.query();
    await scene.owner.trpc.audit.verify.query();
    await server.tellChannels();
    expect(titlesOf(scene)).toEqual(["The audit log is broken at number 1"]);
  });

  test("nothing that is told holds a secret", async () => {
    const scene = await open();
    const { trpc } = scene.owner;
    const { key, secret } = await createKey(scene, "planted");
    await use(scene, secret, "web-1");
    const rotated = await trpc.apiKeys.rotate.mutate({ id: key.id, reason: "it leaked" });
    const program = await trpc.managementKeys.create.mutate({ name: "p", scopes: ["keys:read"], expiresInDays: 1 });
    const code = await trpc.codes.create.mutate({ name: "edge-1" });
    const hook = await trpc.channels.rotateSecret.mutate({ id: scene.channelId });
    const feed = await trpc.channels.create.mutate({ name: "feed", receiver: { kind: "calendar" } });
    await trpc.channels.test.mutate({ id: scene.channelId });
    await server.tellChannels();
    expect(titlesOf(scene).length).toBeGreaterThan(3);
    const { organizationId } = scene.tenant;
    const { client } = server.database;
    const told = JSON.stringify([
      receiver.received.filter(({ path }) => path === `/${scene.tenant.slug}`).map(({ body }) => body),
      await client.notification.findMany({ where: { organizationId } }),
      await trpc.audit.list.query({}),
      await trpc.channels.list.query(),
      await client.notificationChannel.findMany({ where: { organizationId } }),
    ]);
    const planted = [secret, rotated.secret, program.secret, code.secret, hook.secret, feed.address?.split("/").at(-1)];
    for (const text of planted) {
      expect(text?.length).toBeGreaterThan(8);
      expect(told).not.toContain(text?.replace(/\.ics$/, ""));
    }
    expect(told).not.toMatch(/(exc|exm)_[0-9A-Za-z]{49}|whsec_/);
  });

  test("members see which channels there are and how they are, not where they lead", async () => {
    const scene = await open();
    const member = await server.signIn(await server.addMember(scene.tenant, "member"));
    const { items } = await member.trpc.channels.list.query();
    expect(items).toEqual([{ id: scene.channelId, name: "hook", kind: "webhook", failing: null, settings: null }]);
    const shown = JSON.stringify(await scene.owner.trpc.channels.list.query());
    expect(shown).not.toMatch(/whsec_|127\.0\.0\.1:\d+\//);
  });
});
