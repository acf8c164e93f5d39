import { createTestDatabase, dialects } from "@excalibur/db/testing";
import { describe, expect, test } from "vitest";
import { forgetOldRows } from "./forget-old-rows.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const now = new Date("2026-06-01T12:00:00.000Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);

describe.each(dialects)("what is forgotten on %s", (dialect) => {
  test("events past their retention, sessions that have run out and requests of over 24 h ago go, in any number; the others stay", async () => {
    const { database, close } = await createTestDatabase(dialect);
    const { client } = database;
    await client.organization.create({ data: { id: "org_1", name: "Acme", slug: "acme", createdAt: now } });
    const event = (id: string, days: number) => ({
      id,
      organizationId: "org_1",
      executorId: "exe_1",
      executorName: "e",
      type: "executor.connected",
      level: "info",
      at: daysAgo(days),
      details: "{}",
    });
    const old = Array.from({ length: 2_500 }, (_, index) => event(`evt_old_${index}`, 31));
    await client.executorEvent.createMany({ data: [...old, event("evt_young", 29)] });
    const message = (messageId: string, days: number, state: string) => {
      const about = { organizationId: "org_1", channelId: "chn_1", kind: "key.created", level: 0, subjectName: "k" };
      return { ...about, messageId, at: daysAgo(days), details: "{}", state };
    };
    await client.notification.createMany({
      data: [message("sent", 31, "delivered"), message("unsent", 31, "waiting"), message("young", 29, "waiting")],
    });
    const user = { name: "Ada", email: "ada@acme.test", createdAt: now, updatedAt: now };
    await client.user.create({ data: { id: "usr_1", ...user } });
    const session = { userId: "usr_1", createdAt: now, updatedAt: now };
    await client.session.create({ data: { id: "ses_over", token: "a", expiresAt: daysAgo(1), ...session } });
    await client.session.create({ data: { id: "ses_open", token: "b", expiresAt: daysAgo(-1), ...session } });
    const request = { organizationId: "org_1", managementKeyId: "mgk_1", requestHash: "h", answer: null };
    const claimedAt = new Date(daysAgo(1).getTime() - 1);
    await client.idempotentRequest.create({ data: { ...request, keyHash: "old", claimedAt } });
    await client.idempotentRequest.create({ data: { ...request, keyHash: "young", claimedAt: daysAgo(1) } });

    const key = { name: "k", nameFolded: "k", secretHash: "h", hint: "exc_aaaa", createdAt: now };
    await client.apiKey.create({ data: { id: "key_1", organizationId: "org_1", ...key } });
    const of = { keyId: "key_1", organizationId: "org_1", executorName: "e" };
    for (const [address, days] of [
      ["192.0.2.1", 31],
      ["192.0.2.2", 29],
    ] as const) {
      const source = { ...of, address, network: "192.0.2.0/24", firstAt: daysAgo(90), uses: 1 };
      await client.keySource.create({ data: { ...source, lastAt: daysAgo(days) } });
      const tried = { ...of, address, reason: "key_revoked", version: "1", tries: 1 };
      await client.keyTry.create({ data: { ...tried, at: daysAgo(days) } });
    }
    const hours = { subjectId: "key_1", organizationId: "org_1", syncs: 1, refused: 0 };
    for (const days of [6, 8]) await client.hourCount.create({ data: { ...hours, at: daysAgo(days) } });

    expect(await forgetOldRows(database, { now, eventDays: 0, addressDays: 30 })).toBe(0);
    expect((await client.idempotentRequest.findMany()).map(({ keyHash }) => keyHash)).toEqual(["young"]);
    expect(await client.executorEvent.count()).toBe(2_501);
    expect(await forgetOldRows(database, { now, eventDays: 30, addressDays: 30 })).toBe(2_500);
    expect((await client.executorEvent.findMany()).map(({ id }) => id)).toEqual(["evt_young"]);
    expect((await client.session.findMany()).map(({ id }) => id)).toEqual(["ses_open"]);
    expect((await client.keySource.findMany()).map(({ address }) => address)).toEqual(["192.0.2.2"]);
    expect((await client.keyTry.findMany()).map(({ address }) => address)).toEqual(["192.0.2.2"]);
    expect((await client.notification.findMany()).map(({ messageId }) => messageId)).toEqual(["young"]);
    expect((await client.hourCount.findMany()).map(({ at }) => at)).toEqual([daysAgo(6)]);
    await close();
  });
});
