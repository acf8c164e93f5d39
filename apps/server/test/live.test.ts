import { OFFLINE_AFTER_MS } from "@excalibur/api/contract";
import { LIVE_LIMITS } from "@excalibur/api/server";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import type { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { LiveSubscription } from "./harness/live-subscription.ts";
import type { Person } from "./harness/people.ts";
import { serveAcme } from "./harness/serve-acme.ts";
import { startTestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

describe.each(dialectsAboveStores)("a live subscription on %s", (dialect) => {
  const acme = serveAcme(dialect);

  const newKey = (name: string) => acme.owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR });
  const openSubscriptions = async () => {
    const metrics = await (await fetch(`${acme.server.url}/metrics`)).text();
    return Number(/^excalibur_live_subscriptions (\d+)$/m.exec(metrics)?.[1]);
  };

  test("starts with the server's time, then names the rows that each change touched", async () => {
    const live = await acme.owner.watch();
    expect(live.changes[0]).toEqual({ kind: "ready", serverTime: expect.any(Date) });

    const { key, secret } = await newKey("told");
    await live.names("keys", key.id);
    await live.tells({ kind: "audit" });

    await acme.owner.sync(secret, { name: "told-1" });
    const { items } = await acme.owner.trpc.events.list.query({ limit: 1 });
    await live.tells({ kind: "event", event: items[0] });
    await live.names("executors", items[0]?.executor.id ?? "");

    await acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    await live.tells({ kind: "executors", ids: null });
  });

  test("beyond what a session may hold open it is refused with 429, and opens again when another is closed", async () => {
    const person = await acme.server.addMember(acme.tenant, "member");
    const client = await acme.server.signIn(person);
    const open = () => LiveSubscription.open(`${client.url}/trpc/live.subscribe`, { cookie: client.cookie });
    const before = await openSubscriptions();
    const all = await Promise.all(Array.from({ length: 60 }, open));
    onTestFinished(() => all.forEach((subscription) => subscription.close()));
    await eventually(async () => {
      const answered = all.filter(({ changes, refusedWith }) => changes.length > 0 || refusedWith === 429);
      expect(answered).toHaveLength(60);
    });
    const refused = all.filter(({ refusedWith }) => refusedWith === 429);
    expect(refused).toHaveLength(60 - LIVE_LIMITS.session);
    expect(await refused[0]?.ended).toBe("too_many_subscriptions");
    expect((await openSubscriptions()) - before).toBe(LIVE_LIMITS.session);
    all.find(({ refusedWith }) => refusedWith !== 429)?.close();
    await eventually(async () => expect(await openSubscriptions()).toBe(before + LIVE_LIMITS.session - 1));
    await (await client.watch()).tells({ kind: "ready" });
  });

  test("sends changes of last used and last seen", async () => {
    const { key, secret } = await newKey("moving");
    await acme.owner.sync(secret, { name: "moving-1" });
    await acme.server.flushPresence();
    const live = await acme.owner.watch();
    acme.server.advanceClock(6_000);
    await acme.owner.sync(secret, { name: "moving-1" });
    await acme.server.flushPresence();
    await live.names("keys", key.id);
  });

  test("sends changes of the organization and of its members", async () => {
    const live = await acme.owner.watch();
    await acme.owner.trpc.organizations.update.mutate({ name: "Acme & Sons" });
    await live.tells({ kind: "organization" });
    const other = await acme.owner.watch();
    await acme.owner.trpc.invitations.create.mutate({ email: "bob@example.com", role: "member" });
    await other.tells({ kind: "organization" });
  });

  test("sends that an executor went silent", async () => {
    const { secret } = await newKey("silent");
    await acme.owner.sync(secret, { name: "silent-1" });
    const live = await acme.owner.watch();
    acme.server.advanceClock(OFFLINE_AFTER_MS + 1_000);
    await acme.server.noticeSilence();
    await eventually(async () => {
      const received = live.changes.map((change) => (change.kind === "event" ? change.event?.type : change.kind));
      expect(received).toContain("executor.disconnected");
    });
  });

  test("sends nothing of another organization, and nothing of a change that was rolled back", async () => {
    const stranger = await acme.server.signIn((await acme.server.addOrganization("Evil")).owner);
    const live = await stranger.watch();
    const { key } = await newKey("private");
    await expect(acme.owner.trpc.apiKeys.delete.mutate({ id: key.id })).rejects.toThrow();
    const own = await stranger.trpc.apiKeys.create.mutate({ name: "own", target: NEW_EXECUTOR });
    await live.names("keys", own.key.id);
    expect(live.text).not.toContain(key.id);
  });

  test("is counted while it is open, and closed on the acme.server when its client goes away, 3 of 3", async () => {
    await eventually(async () => expect(await openSubscriptions()).toBe(0));
    const open = await Promise.all([acme.owner.watch(), acme.owner.watch(), acme.owner.watch()]);
    expect(await openSubscriptions()).toBe(3);
    for (const [index, live] of open.entries()) {
      live.close();
      await eventually(async () => expect(await openSubscriptions()).toBe(2 - index));
    }
  });

  describe("ends at once", () => {
    let person: Person;
    let client: Client;
    beforeAll(async () => {
      person = await acme.server.addMember(acme.tenant, "admin");
      client = await acme.server.signIn(person);
    });

    test("when its session is signed out, with the reason", async () => {
      const other = await acme.server.signIn(person);
      const [ending, staying] = await Promise.all([other.watch(), client.watch()]);
      await fetch(`${acme.server.url}/api/auth/sign-out`, { method: "POST", headers: { cookie: other.cookie } });
      expect(await ending.ended).toBe("not_signed_in");
      await newKey("still told");
      await staying.tells({ kind: "audit" });
    });

    test("when the session switches to another organization, so that it starts again there", async () => {
      const elsewhere = await acme.server.addOrganization("Elsewhere");
      await acme.server.database.client.member.create({
        data: {
          id: `mem_${elsewhere.organizationId}`,
          organizationId: elsewhere.organizationId,
          userId: person.userId,
          role: "member",
          createdAt: new Date(),
        },
      });
      const live = await client.watch();
      await client.trpc.organizations.setActive.mutate({ id: elsewhere.organizationId });
      expect(await live.ended).toBe("finished");
      await client.trpc.organizations.setActive.mutate({ id: acme.tenant.organizationId });
    });
  });

  test("ends within half a minute of its server's time when no message told it to end", async () => {
    const person = await acme.server.addMember(acme.tenant, "member");
    const live = await (await acme.server.signIn(person)).watch();
    await acme.server.database.client.member.deleteMany({ where: { userId: person.userId } });
    acme.server.advanceClock(30_000);
    await newKey("the next change");
    expect(await live.ended).toBe("no_organization");
    expect(live.changes.filter(({ kind }) => kind !== "ready")).toEqual([]);
  });

  test("a role that changes ends it too", async () => {
    const person = await acme.server.addMember(acme.tenant, "member");
    const live = await (await acme.server.signIn(person)).watch();
    await acme.server.database.client.member.updateMany({ where: { userId: person.userId }, data: { role: "admin" } });
    acme.server.advanceClock(30_000);
    await newKey("one more change");
    expect(await live.ended).toBe("finished");
  });

  test("is refused in its stream without a session", async () => {
    const live = await LiveSubscription.open(`${acme.server.url}/trpc/live.subscribe`, {});
    expect(await live.ended).toBe("not_signed_in");
  });
});

test("a server that stops ends its subscriptions as unavailable, so that clients come back, and does not wait for them", async () => {
  const server = await startTestServer("sqlite");
  const owner = await server.signIn((await server.addOrganization("Acme")).owner);
  const open = await Promise.all([owner.watch(), owner.watch()]);
  await server.close();
  expect(await Promise.all(open.map(({ ended }) => ended))).toEqual(["unavailable", "unavailable"]);
});
