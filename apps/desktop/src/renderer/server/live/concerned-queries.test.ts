import { ANY_CHANGE, type PublishedChange } from "@excalibur/api/contract";
import { describe, expect, it } from "vitest";
import { isConcerned, LIVE_COUNTS, LIVE_LISTS } from "./concerned-queries.ts";

const query = (resource: string, procedure: string, input?: unknown) => [
  [resource, procedure],
  { input, type: "query" },
];
const pages = (resource: string) => [[resource, "list"], { input: {}, type: "infinite" }];
const after = (...changes: PublishedChange[]) => changes;

const key = after({ kind: "keys", ids: ["key_1"] });
const executor = after({ kind: "executors", ids: ["exe_1"] });
const many = after({ kind: "keys", ids: null });
const event = after({ kind: "event", event: null });

describe("a change", () => {
  it.each([
    ["a changed key", query("apiKeys", "get", { id: "key_1" }), key, true],
    ["another key", query("apiKeys", "get", { id: "key_2" }), key, false],
    ["any key once many changed", query("apiKeys", "get", { id: "key_2" }), many, true],
    ["the lists of keys", query("apiKeys", "list", {}), key, true],
    ["a key when only an executor changed", query("apiKeys", "get", { id: "key_1" }), executor, false],
    ["a changed executor", query("executors", "get", { id: "exe_1" }), executor, true],
    ["another executor", query("executors", "get", { id: "exe_2" }), executor, false],
    ["an executor whose key may have changed", query("executors", "get", { id: "exe_2" }), key, true],
    ["an executor's keys", query("executors", "keyHistory", { id: "exe_2" }), event, true],
    ["an executor's keys when it was only seen", query("executors", "keyHistory", { id: "exe_1" }), executor, false],
    ["the events", query("events", "list", {}), event, true],
    ["the events when only a key changed", query("events", "list", {}), key, false],
    ["the overview", query("overview", "get"), event, true],
    ["the overview when an executor was only seen", query("overview", "get"), executor, false],
    ["who one is", query("account", "get"), after({ kind: "organization" }), true],
    ["who one is when only a key changed", query("account", "get"), key, false],
    ["the audit log", query("audit", "list", {}), after({ kind: "audit" }), true],
    ["what is counted", [...LIVE_COUNTS, "/keys"], event, true],
    ["counts when a key was only used", [...LIVE_COUNTS, "/keys"], key, false],
    ["a query that no message concerns", query("server", "info"), ANY_CHANGE, false],
    ["what is no procedure", ["server-url"], ANY_CHANGE, false],
  ])("concerns %s: %j", (_, queryKey, changes, expected) => {
    expect(isConcerned(queryKey, changes)).toBe(expected);
  });

  it("never has the pages of a list read again, only what keeps them up to date", () => {
    expect(isConcerned(pages("apiKeys"), ANY_CHANGE)).toBe(false);
    expect(isConcerned([...LIVE_LISTS, pages("apiKeys")], key)).toBe(true);
    expect(isConcerned([...LIVE_LISTS, pages("executors")], executor)).toBe(true);
    expect(isConcerned([...LIVE_LISTS, pages("events")], key)).toBe(false);
    expect(isConcerned([...LIVE_LISTS, pages("audit")], after({ kind: "audit" }))).toBe(true);
  });
});
