import { LIVE_LIMITS, type LiveAudience } from "@excalibur/api/server";
import { expect, test } from "vitest";
import { InProcessLiveBus } from "./in-process-live-bus.ts";

const ada = { organizationId: "org_1", userId: "usr_ada", sessionId: "ses_1", namesOrganization: true };
const adaElsewhere = { organizationId: "org_2", userId: "usr_ada", sessionId: "ses_2", namesOrganization: false };
const bob = { organizationId: "org_1", userId: "usr_bob", sessionId: "ses_3", namesOrganization: true };
const never = new AbortController().signal;

test.each([
  [{ sessionId: "ses_1" }, ["ses_1"]],
  [{ sessionId: "ses_1", namesOrganization: false }, []],
  [{ sessionId: "ses_2", namesOrganization: false }, ["ses_2"]],
  [{ userId: "usr_ada" }, ["ses_1", "ses_2"]],
  [{ userId: "usr_ada", organizationId: "org_2" }, ["ses_2"]],
  [{ organizationId: "org_1" }, ["ses_1", "ses_3"]],
  [{ userId: "usr_unknown" }, []],
])("ending for %j questions %j", async (audience, expected) => {
  const bus = new InProcessLiveBus();
  const feeds = [ada, adaElsewhere, bob].map((subscriber) => ({ subscriber, feed: bus.open(subscriber) }));
  for (const { organizationId } of [ada, adaElsewhere]) bus.publish({ organizationId, change: { kind: "audit" } });
  bus.recheckAccess(audience as LiveAudience);
  const rechecked = [];
  for (const { subscriber, feed } of feeds) {
    const { kind } = await feed.next(never);
    if (kind === "recheckAccess") rechecked.push(subscriber.sessionId);
  }
  expect(rechecked).toEqual(expected);
});

test("a reader that never reads holds no more than a bounded amount, and then learns to read again", async () => {
  const bus = new InProcessLiveBus();
  const feed = bus.open(ada);
  for (let change = 0; change < 100_000; change++) {
    bus.publish({ organizationId: "org_1", change: { kind: "keys", ids: [`key_${change}`] } });
  }
  expect(await feed.next(never)).toEqual({ kind: "changes", changes: [{ kind: "keys", ids: null }] });
});

test("a server that stops ends every subscription, also one that is opened too late to have been there", async () => {
  const bus = new InProcessLiveBus();
  const before = bus.open(ada);
  bus.stop();
  const ends = await Promise.all([before, bus.open(bob)].map((feed) => feed.next(never)));
  expect(ends).toEqual([{ kind: "stopping" }, { kind: "stopping" }]);
});

test("a waiting subscription gets a message at once, and stops waiting when its client disconnects", async () => {
  const bus = new InProcessLiveBus();
  const feed = bus.open(ada);
  const waiting = feed.next(never);
  bus.publish({ organizationId: "org_1", change: { kind: "organization" } });
  expect(await waiting).toEqual({ kind: "changes", changes: [{ kind: "organization" }] });

  const gone = new AbortController();
  const abandoned = feed.next(gone.signal);
  gone.abort();
  expect(await abandoned).toEqual({ kind: "quiet" });
  expect(bus.size).toBe(1);
  feed.close();
  feed.close();
  expect(bus.size).toBe(0);
});

test("a session, a user and the process hold so many subscriptions and no more, until one of them is closed", () => {
  const bus = new InProcessLiveBus();
  const refused = () => expect(() => bus.open({ ...ada, sessionId: `ses_${bus.size}` })).toThrow(/Too many windows/);
  const ofOneSession = Array.from({ length: LIVE_LIMITS.session }, () => bus.open(ada));
  expect(() => bus.open(ada)).toThrow(/Too many windows/);
  while (bus.size < LIVE_LIMITS.user) bus.open({ ...ada, sessionId: `ses_${bus.size}` });
  refused();
  ofOneSession[0]?.close();
  bus.open(ada);
  while (bus.size < LIVE_LIMITS.process) bus.open({ ...bob, userId: `usr_${bus.size}`, sessionId: `ses_${bus.size}` });
  refused();
  expect(() => bus.open(bob)).toThrow(/Too many windows/);
});

test("all waiting subscriptions get the same object, a few in each turn of the event loop", async () => {
  const bus = new InProcessLiveBus();
  const received: unknown[] = [];
  const feeds = Array.from({ length: 40 }, (_, n) => bus.open({ ...ada, userId: `usr_${n}`, sessionId: `ses_${n}` }));
  const all = feeds.map(async (feed) => {
    const news = await feed.next(never);
    received.push(news.kind === "changes" ? news.changes[0] : null);
  });
  bus.publish({ organizationId: "org_1", change: { kind: "keys", ids: ["key_1"] } });
  const afterTurns: number[] = [];
  while (received.length < 40) {
    await new Promise((resolve) => setImmediate(resolve));
    afterTurns.push(received.length);
  }
  expect(afterTurns.every((count, turn) => count - (afterTurns[turn - 1] ?? 0) <= 10)).toBe(true);
  expect(new Set(received).size).toBe(1);
  await Promise.all(all);
});
