import { describe, expect, test } from "vitest";
import { errorData } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveNotified } from "./harness/serve-notified.ts";

const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];
const ANY = { kind: "newExecutor" } as const;

describe.each(dialectsOfLane("postgresql"))("notifications on %s", (dialect) => {
  const served = serveNotified(dialect);

  test("what a change tells is sent once it is committed, in order, and is in the channel's log", async () => {
    const scene = await served.open();
    const { id } = await scene.createKey("billing");
    await scene.owner.trpc.apiKeys.revoke.mutate({ id });
    await expect(scene.owner.trpc.apiKeys.revoke.mutate({ id })).rejects.toThrow();
    await served.server.tellChannels();
    expect(scene.titles()).toEqual(["API key “billing” was created", "API key “billing” was revoked"]);
    const log = await scene.log();
    expect(log.map(({ kind, state }) => [kind, state])).toEqual([
      ["key.revoked", "delivered"],
      ["key.created", "delivered"],
    ]);
    expect(log.map(({ messageId }) => messageId).toReversed()).toEqual(scene.messages().map(({ id }) => id));
  });

  test("a channel is told of the kinds and levels that it chose, and an organization without channels costs no row", async () => {
    const scene = await served.open({ kinds: ["key.revoked", "management_key.created"], leastLevel: "warning" });
    const other = await served.server.signIn((await served.server.addOrganization("Quiet")).owner);
    const program = { name: "program", scopes: ["keys:read" as const], expiresInDays: 1 };
    for (const { trpc } of [scene.owner, other]) {
      const { key } = await trpc.apiKeys.create.mutate({ name: "k", target: ANY });
      await trpc.apiKeys.revoke.mutate({ id: key.id });
      await trpc.managementKeys.create.mutate(program);
    }
    await served.server.tellChannels();
    expect(scene.titles()).toEqual(["Management key “program” was created"]);
    const { client } = served.server.database;
    const channelIds = new Set(
      (await client.notificationChannel.findMany({ select: { id: true } })).map(({ id }) => id),
    );
    const rows = await client.notification.findMany({ select: { channelId: true } });
    expect(rows.filter(({ channelId }) => !channelIds.has(channelId))).toEqual([]);
  });

  test("a receiver that is down loses nothing: the same message is tried for 24 h before the next, then people are told", async () => {
    const scene = await served.open();
    served.receiver.answer((response) => response.writeHead(500).end("down"));
    await scene.createKey("first");
    await served.server.tellChannels();
    const { id } = await scene.createKey("second");
    await served.server.tellChannels();
    for (let hours = 0; hours < 26; hours++) {
      served.server.advanceClock(HOUR_MS + 15 * MINUTE_MS);
      await served.server.tellChannels();
    }
    const tried = scene.messages();
    expect(tried.length).toBeGreaterThan(10);
    expect(new Set(tried.map(({ id }) => id)).size).toBe(1);
    const { items } = await scene.owner.trpc.channels.list.query();
    expect(items[0]?.failing?.why).toContain("500");
    const notices = await scene.owner.trpc.notices.list.query();
    expect(notices.items.map(({ type }) => type)).toContain("channel.failing");
    expect((await scene.log()).map(({ state }) => state)).toEqual(["waiting", "failed"]);

    served.receiver.answer((response) => response.writeHead(204).end());
    const { delivery } = await scene.owner.trpc.channels.test.mutate({ id: scene.channelId });
    expect(delivery).toMatchObject({ kind: "test", state: "delivered" });
    await scene.owner.trpc.apiKeys.revoke.mutate({ id });
    await served.server.tellChannels();
    const [test, ...after] = scene.titles().slice(tried.length);
    expect(test).toContain("Test of the notification channel");
    expect(after).toEqual(["API key “second” was created", "API key “second” was revoked"]);
    expect((await scene.owner.trpc.channels.list.query()).items[0]?.failing).toBeNull();

    const failed = (await scene.log()).find(({ state }) => state === "failed");
    const again = { id: scene.channelId, messageId: failed?.messageId ?? "" };
    expect((await scene.owner.trpc.channels.sendAgain.mutate(again)).delivery.state).toBe("delivered");
    expect(scene.messages().at(-1)?.id).toBe(tried[0]?.id);
  });

  test("a message that is refused ends at once and holds up no other; three in a row stop the channel", async () => {
    const scene = await served.open();
    served.receiver.answer((response) => response.writeHead(400).end("no"));
    for (const name of ["a", "b", "c", "d"]) {
      await scene.createKey(name);
      await served.server.tellChannels();
    }
    expect(scene.titles()).toHaveLength(3);
    expect((await scene.log()).map(({ state, tries }) => [state, tries])).toEqual([
      ["waiting", 0],
      ["failed", 1],
      ["failed", 1],
      ["failed", 1],
    ]);
    expect((await scene.owner.trpc.channels.list.query()).items[0]?.failing).not.toBeNull();
  });

  test("a daily digest tells everything in one message, at its time in the organization's time zone", async () => {
    const scene = await served.open({ digestAt: "08:00" });
    await scene.owner.trpc.organizations.setTimeZone.mutate({ timeZone: "Asia/Tokyo" });
    await scene.createKey("one");
    await scene.owner.trpc.managementKeys.create.mutate({ name: "p", scopes: ["keys:read"], expiresInDays: 1 });
    const { client } = served.server.database;
    const { digestDueAt } = await client.notificationChannel.findUniqueOrThrow({ where: { id: scene.channelId } });
    expect(digestDueAt?.toISOString().slice(11, 16)).toBe("23:00");
    await served.server.tellChannels();
    expect(scene.titles()).toEqual([]);
    served.server.advanceClock(DAY_MS);
    await served.server.tellChannels();
    await scene.createKey("two");
    await served.server.tellChannels();
    expect(scene.titles()).toEqual([expect.stringContaining("2 messages of")]);
  });

  test("nothing that is told holds a secret", async () => {
    const scene = await served.open();
    const { trpc } = scene.owner;
    const { id, secret } = await scene.createKey("planted");
    await scene.use(secret, "web-1");
    const rotated = await trpc.apiKeys.rotate.mutate({ id, reason: "it leaked" });
    const program = await trpc.managementKeys.create.mutate({ name: "p", scopes: ["keys:read"], expiresInDays: 1 });
    const code = await trpc.codes.create.mutate({ name: "edge-1" });
    const hook = await trpc.channels.rotateSecret.mutate({ id: scene.channelId });
    const feed = await trpc.channels.create.mutate({ name: "feed", receiver: { kind: "calendar" } });
    await trpc.channels.test.mutate({ id: scene.channelId });
    await served.server.tellChannels();
    expect(scene.titles().length).toBeGreaterThan(3);
    const { organizationId } = scene.tenant;
    const { client } = served.server.database;
    const told = JSON.stringify([
      scene.messages().map(({ body }) => body),
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

  test("a deactivated organization is told nothing; what waited then is sent when it is active again", async () => {
    const scene = await served.open({ kinds: ["key.created", "executor.refused"], leastLevel: "info" });
    const { trpc } = scene.owner;
    served.receiver.answer((response) => response.writeHead(500).end("down"));
    const { secret } = await scene.createKey("before");
    await scene.use(secret, "web-1");
    // Messages are sent in the background too: this one has been tried, and waits to be tried again.
    await served.server.tellChannels();
    await expect
      .poll(async () => (await scene.log()).map(({ answer }) => answer))
      .toEqual(["500 Internal Server Error"]);
    served.receiver.answer((response) => response.writeHead(204).end());
    await trpc.organizations.deactivate.mutate();
    await served.server.tellChannels();
    expect((await scene.owner.sync(secret, { name: "web-1" })).reason).toBe("organization_inactive");
    await served.server.flushPresence();
    served.server.advanceClock(HOUR_MS);
    await served.server.tellChannels();
    expect(scene.messages()).toHaveLength(1);
    await trpc.organizations.reactivate.mutate();
    await served.server.tellChannels();
    await expect.poll(() => scene.titles()).toEqual(Array(2).fill("API key “before” was created"));
    expect(new Set(scene.messages().map(({ id }) => id)).size).toBe(1);
  });

  test.each([
    ["https://10.0.0.1/hook", /^The address leads to this machine, a private network/],
    ["https://169.254.169.254/latest", /^The address leads to this machine, a private network/],
    ["http://93.184.215.14/hook", /^The address begins with http:/],
    ["https://user:pass@hooks.example/hook", /^The address holds a user name or password/],
  ])("%s is refused when it is saved, in words beside its field", async (url, problem) => {
    const scene = await served.open();
    const { channels } = scene.owner.trpc;
    for (const kind of ["webhook", "chat"] as const) {
      const created = channels.create.mutate({ name: "inside", receiver: { kind, url } });
      expect(await created.catch(errorData)).toMatchObject({
        fieldErrors: { "receiver.url": [expect.stringMatching(problem)] },
      });
    }
    const updated = channels.update.mutate({ id: scene.channelId, url });
    expect(await updated.catch(errorData)).toMatchObject({ fieldErrors: { url: [expect.stringMatching(problem)] } });
    expect((await channels.list.query()).items.map(({ name }) => name)).toEqual(["hook"]);
  });

  test("notices name each delivered message once, with the channels that delivered it", async () => {
    const scene = await served.open({ kinds: ["key.created"] });
    const url = `http://127.0.0.1:${served.receiver.port}/second`;
    const second = { name: "second", receiver: { kind: "webhook", url }, leastLevel: "info" } as const;
    await scene.owner.trpc.channels.create.mutate(second);
    const { id } = await scene.createKey("billing");
    const member = await served.signIn(await served.server.addMember(scene.tenant, "member"));
    const toldNow = async () => (await member.trpc.notices.list.query()).told;
    expect(await toldNow()).toEqual([]);
    await served.server.tellChannels();
    await scene.owner.trpc.channels.test.mutate({ id: scene.channelId });
    const subject = { id, name: "billing" };
    expect(await toldNow()).toMatchObject([{ kind: "key.created", subject, channels: ["hook", "second"] }]);
    const other = await served.signIn((await served.server.addOrganization("Other")).owner);
    expect((await other.trpc.notices.list.query()).told).toEqual([]);
  });

  test("members see which channels there are and how they are, not where they lead", async () => {
    const scene = await served.open();
    const member = await served.signIn(await served.server.addMember(scene.tenant, "member"));
    const { items } = await member.trpc.channels.list.query();
    expect(items).toEqual([{ id: scene.channelId, name: "hook", kind: "webhook", failing: null, settings: null }]);
    const shown = JSON.stringify(await scene.owner.trpc.channels.list.query());
    expect(shown).not.toMatch(/whsec_|127\.0\.0\.1:\d+\//);
  });
});
