import { describe, expect, it } from "vitest";
import { followersOf, followersOfAll, MAX_FOLLOWERS_NAMED } from "./key-followers.ts";

const moved = (name: string) => ({ name, keyId: `key_${name}` });

describe("the followers of several keys", () => {
  it("are those of each, by name, without one whose own key is revoked too", () => {
    const parts = [
      { unused: ["web-4"], moved: [moved("web-3"), moved("web-1")] },
      { unused: ["web-2"], moved: [moved("web-5")] },
    ];
    expect(followersOfAll(parts, ["key_web-3", "key_other"])).toEqual({
      unused: ["web-2", "web-4"],
      moved: [moved("web-1"), moved("web-5")],
    });
  });

  it("come in natural order of their names", () => {
    const names = ["web-10", "web-2"];
    const parts = [{ unused: names, moved: names.map(moved) }];
    expect(followersOfAll(parts, [])).toEqual({ unused: ["web-2", "web-10"], moved: ["web-2", "web-10"].map(moved) });
  });

  it("are not more than a person reads", () => {
    const names = Array.from({ length: 90 }, (_, at) => `web-${at}`);
    const half = { unused: names, moved: names.map(moved) };
    const { unused, moved: named } = followersOfAll([half, half], []);
    expect([unused.length, named.length]).toEqual([MAX_FOLLOWERS_NAMED, MAX_FOLLOWERS_NAMED]);
  });

  it("of locked keys are those that have not used their successors, and those that have moved and whose own keys stay", () => {
    const keys = [
      { id: "key_a", pendingSuccessors: [{ executorName: "web-10" }, { executorName: "web-2" }] },
      { id: "key_b", pendingSuccessors: [] },
    ];
    const moved = [
      { name: "web-3", keyId: "key_c" },
      { name: "web-4", keyId: "key_b" },
    ];
    expect(followersOf(keys, moved)).toEqual({ unused: ["web-2", "web-10"], moved: [moved[0]] });
  });
});
