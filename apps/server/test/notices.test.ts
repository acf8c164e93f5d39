import { describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveAcme } from "./harness/serve-acme.ts";

const HOUR_MS = 60 * 60 * 1_000;

describe.each(dialectsOfLane("sqlite"))("notices on %s", (dialect) => {
  const acme = serveAcme(dialect);
  const noticesOf = (client: Client) => client.trpc.notices.list.query();

  /** An executor that is refused from now on: one warning. */
  const refuseOne = async (name: string) => {
    const { key, secret } = await acme.owner.trpc.apiKeys.create.mutate({ name, target: { kind: "newExecutor" } });
    await acme.owner.sync(secret, { name });
    await acme.server.flushPresence();
    await acme.owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    acme.server.advanceClock(1_000);
    await acme.owner.sync(secret, { name });
    await acme.server.flushPresence();
  };

  test("are unread for each member until that member has read them, also in another session, and once more when news comes", async () => {
    const person = await acme.server.addMember(acme.tenant, "member");
    const member = await acme.server.signIn(person);
    acme.server.advanceClock(1_000);
    await refuseOne("first");
    const before = await noticesOf(member);
    expect(before).toMatchObject({
      items: [{ type: "executor.refused", executor: { name: "first" } }],
      unread: 1,
    });
    const until = before.items[0]!.at;
    await member.trpc.notices.markRead.mutate({ until });
    const elsewhere = await acme.server.signIn(person);
    expect(await noticesOf(elsewhere)).toMatchObject({ unread: 0, readUntil: until });
    expect(await noticesOf(acme.owner)).toMatchObject({ unread: 1 });

    acme.server.advanceClock(1_000);
    await refuseOne("second");
    const after = await noticesOf(member);
    expect([after.unread, after.items.map(({ executor }) => executor.name)]).toEqual([1, ["second", "first"]]);
  });

  test("that were read stay read: neither an earlier instant nor one that lies ahead changes that", async () => {
    const { trpc } = acme.owner;
    const { items } = await noticesOf(acme.owner);
    const latest = items[0]!.at;
    const { readUntil } = await trpc.notices.markRead.mutate({ until: latest });
    expect(readUntil).toEqual(latest);
    expect(await trpc.notices.markRead.mutate({ until: new Date(latest.getTime() - HOUR_MS) })).toEqual({ readUntil });
    const ahead = await trpc.notices.markRead.mutate({ until: new Date(latest.getTime() + 24 * HOUR_MS) });
    expect(ahead.readUntil.getTime()).toBeLessThan(latest.getTime() + HOUR_MS);
    acme.server.advanceClock(1_000);
    await refuseOne("third");
    expect(await noticesOf(acme.owner)).toMatchObject({ unread: 1 });
  });

  test("are bounded in number and in days, and none is of another organization or from before a member joined", async () => {
    const tenant = await acme.server.addOrganization("Flapping");
    await acme.server.database.client.executorEvent.createMany({
      data: Array.from({ length: 80 }, (_, index) => ({
        id: `evt_${String(index).padStart(26, "0")}`,
        organizationId: tenant.organizationId,
        executorId: "exe_1",
        executorName: `flapping-${index}`,
        type: "executor.disconnected",
        level: "warning",
        // The last ten are too old.
        at: new Date(Date.now() - (index < 70 ? HOUR_MS : 31 * 24 * HOUR_MS)),
        details: "{}",
      })),
    });
    const newcomer = await acme.server.signIn(await acme.server.addMember(tenant, "admin"));
    const { items, unread } = await noticesOf(newcomer);
    expect([items.length, unread]).toEqual([50, 0]);
    const others = (await noticesOf(acme.owner)).items.map(({ executor }) => executor.name);
    expect(others.filter((name) => name.startsWith("flapping"))).toEqual([]);
    await acme.server.database.client.executorEvent.deleteMany({
      where: { organizationId: tenant.organizationId, at: { gt: new Date(Date.now() - 2 * HOUR_MS) } },
    });
    expect((await noticesOf(newcomer)).items).toEqual([]);
  });
});
