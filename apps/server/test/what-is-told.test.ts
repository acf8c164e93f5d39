import { describe, expect, onTestFinished, test } from "vitest";
import { copyRow } from "./harness/copy-rows.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveNotified } from "./harness/serve-notified.ts";
import { cookiesOf, sendPassword } from "./harness/sign-in-requests.ts";

const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];

describe.each(dialectsOfLane("postgresql"))("what channels are told on %s", (dialect) => {
  const served = serveNotified(dialect);

  // First: a session lasts for 7 days, and the tests below move the time by more.
  test("a sign-in of an owner from a device that is not known is told once, with its address; one of an admin is not", async () => {
    const scene = await served.open({ kinds: ["owner.new_device"] });
    const admin = await served.server.addMember(scene.tenant, "admin");
    const sender = { url: served.server.url };
    await sendPassword(sender, admin);
    const first = await sendPassword(sender, scene.tenant.owner);
    await served.server.tellChannels();
    expect(scene.titles()).toEqual([expect.stringMatching(/^Owner .+ signed in from a new device$/)]);
    for (const text of ["127.0.0.1", scene.tenant.owner.email]) expect(scene.messages()[0]?.body).toContain(text);
    const device = cookiesOf(first)
      .split("; ")
      .find((cookie) => cookie.includes(".device_"));
    await sendPassword({ ...sender, cookie: device ?? "" }, scene.tenant.owner);
    await served.server.tellChannels();
    expect(scene.titles()).toHaveLength(1);
  });

  test("each threshold of a key that is in use is told once, by any of two servers and across restarts", async () => {
    const scene = await served.open();
    const [used, idle, replaced] = [
      await scene.createKey("used", 40),
      await scene.createKey("idle", 40),
      await scene.createKey("replaced", 40),
    ];
    await scene.use(used.secret, "web-1");
    await scene.use(replaced.secret, "web-2");
    const successor = await scene.owner.trpc.apiKeys.rotate.mutate({
      id: replaced.id,
      oldKeyEnds: { kind: "whenMoved" },
    });
    await scene.use(successor.secret ?? "", "web-2");
    const second = await served.server.startAnother();
    onTestFinished(() => second.close());
    // What one of them writes the other may begin to send by itself. A day later it would count as a server that has ended.
    const { notificationChannel } = served.server.database.client;
    const sending = () => notificationChannel.count({ where: { leaseHolder: { not: null } } });
    for (let days = 0; days < 41; days++) {
      served.server.advanceClock(DAY_MS);
      if (days < 39) await scene.use(used.secret, "web-1");
      await Promise.all([served.server.tellChannels(), second.tellChannels()]);
      await expect.poll(sending).toBe(0);
      if (days === 20) {
        await served.server.restart();
        scene.owner = await served.signIn(scene.tenant.owner);
      }
    }
    const reminders = (await scene.log()).filter(({ kind }) => kind === "key.expiring" || kind === "key.expired");
    const about = (id: string) => reminders.filter(({ subject }) => subject.id === id);
    expect([about(idle.id), about(replaced.id)]).toEqual([[], []]);
    expect(about(used.id).map(({ state }) => state)).toEqual(["delivered", "delivered", "delivered", "delivered"]);
    expect(scene.titles().filter((title) => title.includes("“used” expire"))).toEqual([
      "API key “used” expires in 30 days",
      "API key “used” expires in 7 days",
      "API key “used” expires in 1 day",
      "API key “used” expired while it was in use",
    ]);
    const bodies = scene.messages().map(({ body }) => body);
    expect(bodies.find((body) => body.includes("30 days"))).toContain("web-1");
  });

  test("executors that are lost together are one message with their number; one that is back in time is none", async () => {
    const scene = await served.open({ kinds: ["executor.offline", "executor.back"] });
    const { secret } = await scene.createKey("fleet");
    await scene.use(secret, "web-0");
    const { items } = await scene.owner.trpc.executors.list.query({});
    const copy = async (first: number) => {
      const names = { name: `'web-' || (n + ${first})`, name_folded: `'web-' || (n + ${first})` };
      const silent = { disconnected_at: "NULL" };
      await copyRow(served.server, "executor", items[0]?.id ?? "", 30, {
        ...silent,
        id: `'exe_' || (n + ${first}) || organization_id`,
        ...names,
      });
      await served.server.noticeSilence();
    };
    served.server.advanceClock(MINUTE_MS);
    await copy(0);
    served.server.advanceClock(MINUTE_MS / 2);
    await copy(30);
    served.server.advanceClock(3.5 * MINUTE_MS);
    await served.server.tellChannels();
    expect(scene.titles()).toEqual([]);
    await scene.use(secret, "web-0");
    // The first of them are due, the others half a minute later.
    served.server.advanceClock(2.2 * MINUTE_MS);
    await served.server.tellChannels();
    expect(scene.titles()).toEqual(["60 executors are offline"]);
    await scene.use(secret, "web-1");
    served.server.advanceClock(2 * MINUTE_MS);
    await served.server.tellChannels();
    expect(scene.titles()).toEqual(["60 executors are offline", "Executor “web-1” is back"]);
  });

  test("a revoked key that is still presented an hour later is told once", async () => {
    const scene = await served.open({ kinds: ["key.refused_in_use"] });
    const { id, secret } = await scene.createKey("old");
    await scene.use(secret, "web-1");
    await scene.owner.trpc.apiKeys.revoke.mutate({ id });
    for (let hours = 0; hours < 4; hours++) {
      served.server.advanceClock(HOUR_MS);
      expect((await scene.owner.sync(secret, { name: "web-1" })).reason).toBe("key_revoked");
      await served.server.flushPresence();
      await served.server.tellChannels();
    }
    expect(scene.titles()).toEqual(["API key “old” is refused and still presented"]);
  });

  test("a broken audit log is told once, by its number", async () => {
    const scene = await served.open({ kinds: ["audit.broken"] });
    await scene.createKey("k");
    const { organizationId } = scene.tenant;
    await served.server.database.client.auditRow.updateMany({
      where: { organizationId, sequence: 1 },
      data: { actorName: "someone else" },
    });
    await scene.owner.trpc.audit.verify.query();
    await scene.owner.trpc.audit.verify.query();
    await served.server.tellChannels();
    expect(scene.titles()).toEqual(["The audit log is broken at number 1"]);
  });
});
