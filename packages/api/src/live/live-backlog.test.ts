import { describe, expect, it } from "vitest";
import type { EventView } from "../contract/events.ts";
import { LiveBacklog } from "./live-backlog.ts";
import { MAX_LIVE_IDS, type PublishedChange } from "../contract/live.ts";

const event: EventView = {
  id: "evt_1",
  type: "executor.connected",
  level: "info",
  at: new Date("2026-06-01T12:00:00.000Z"),
  executor: { id: "exe_1", name: "edge-1" },
  keyId: "key_1",
  details: {},
};
const ids = (count: number) => Array.from({ length: count }, (_, n) => `key_${n}`);

describe("changes that wait to be sent", () => {
  it.each<{ what: string; added: PublishedChange[]; received: PublishedChange[] }>([
    { what: "nothing", added: [], received: [] },
    {
      what: "several about one row become one",
      added: [
        { kind: "keys", ids: ["key_1"] },
        { kind: "keys", ids: ["key_2", "key_1"] },
      ],
      received: [{ kind: "keys", ids: ["key_1", "key_2"] }],
    },
    { what: "no id at all is no change", added: [{ kind: "executors", ids: [] }], received: [] },
    {
      what: "ids past the limit become: many",
      added: [
        { kind: "keys", ids: ids(MAX_LIVE_IDS) },
        { kind: "keys", ids: ["key_one_more"] },
        { kind: "keys", ids: ["key_after"] },
      ],
      received: [{ kind: "keys", ids: null }],
    },
    {
      what: "as many ids as the limit are named",
      added: [{ kind: "keys", ids: ids(MAX_LIVE_IDS) }],
      received: [{ kind: "keys", ids: ids(MAX_LIVE_IDS) }],
    },
    {
      what: "what is deleted is named, up to the limit",
      added: [
        { kind: "deleted", ids: ["key_0"] },
        { kind: "deleted", ids: ids(2 * MAX_LIVE_IDS) },
      ],
      received: [{ kind: "deleted", ids: ids(MAX_LIVE_IDS) }],
    },
    {
      what: "many and one are many",
      added: [
        { kind: "executors", ids: null },
        { kind: "executors", ids: ["exe_1"] },
      ],
      received: [{ kind: "executors", ids: null }],
    },
    {
      what: "events are received one by one, the rest once",
      added: [
        { kind: "audit" },
        { kind: "event", event },
        { kind: "organization" },
        { kind: "audit" },
        { kind: "event", event: { ...event, id: "evt_2" } },
      ],
      received: [
        { kind: "event", event },
        { kind: "event", event: { ...event, id: "evt_2" } },
        { kind: "audit" },
        { kind: "organization" },
      ],
    },
    {
      what: "a flood of events becomes one",
      added: Array.from({ length: 1_000 }, () => ({ kind: "event" as const, event })),
      received: [{ kind: "event", event: null }],
    },
  ])("$what", ({ added, received }) => {
    const backlog = new LiveBacklog();
    for (const change of added) backlog.add(change);
    expect(backlog.take()).toEqual(received);
    expect(backlog.take()).toEqual([]);
  });
});
