import { expect, it } from "vitest";
import { changeInSlices } from "./change-in-slices.ts";
import { together } from "./keys-preview.ts";

it("previews of some keys each add up to one of all, without an executor whose own key is among them", () => {
  const executor = (name: string) => ({ id: name, name, lastSeenAt: new Date(0) });
  const moved = (name: string) => ({ name, keyId: `key_${name}` });
  const one = {
    ids: ["a", "b"],
    counts: { active: 1, expired: 1, revoked: 0 },
    online: { total: 1, executors: [executor("edge-1")] },
    followers: { unused: ["edge-3"], moved: [] },
  };
  const other = {
    ids: ["c"],
    counts: { active: 0, expired: 0, revoked: 1 },
    online: { total: 3, executors: [executor("edge-2")] },
    followers: { unused: ["edge-4"], moved: [moved("edge-5"), { name: "edge-6", keyId: "a" }] },
  };
  expect(together([one, other])).toEqual({
    ids: ["a", "b", "c"],
    counts: { active: 1, expired: 1, revoked: 1 },
    online: { total: 4, executors: [executor("edge-1"), executor("edge-2")] },
    followers: { unused: ["edge-3", "edge-4"], moved: [moved("edge-5")] },
  });
});

it("many keys are changed in parts, in their order, and each part is reported", async () => {
  const ids = Array.from({ length: 620 }, (_, index) => `key ${index}`);
  const done: number[] = [];
  const answers = await changeInSlices(
    { ids, filter: null },
    (some) => Promise.resolve(some),
    (count) => done.push(count),
  );
  expect(answers.flat()).toEqual(ids);
  expect(done).toEqual([250, 500, 620]);
});

it("what is left after a failure can be asked for again", async () => {
  let done = 0;
  const act = (some: string[]) => (done === 250 ? Promise.reject(new Error("away")) : Promise.resolve(some));
  const ids = Array.from({ length: 300 }, (_, index) => `key ${index}`);
  await expect(changeInSlices({ ids, filter: null }, act, (count) => (done = count))).rejects.toThrow("away");
  expect(done).toBe(250);
});
