import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("guesses at one subject are judged one after the other, in the order in which they came; those at others meanwhile", async () => {
  const turns = new Turns(10);
  const seen: string[] = [];
  let release = () => {};
  const blocked = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = turns.run("one", async () => {
    await blocked;
    seen.push("first");
    throw new Error("failed");
  });
  const second = turns.run("one", async () => void seen.push("second"));
  await turns.run("other", async () => void seen.push("other"));
  release();
  await expect(first).rejects.toThrow("failed");
  await second;
  expect(seen).toEqual(["other", "first", "second"]);
});

test("a line that is full refuses, and takes others again once it has moved on", async () => {
  const turns = new Turns(1);
  let release = () => {};
  const first = turns.run(
    "one",
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
  const second = turns.run("one", async () => "second");
  await expect(turns.run("one", async () => "third")).rejects.toMatchObject({ reason: "busy" });
  release();
  await first;
  expect(await second).toBe("second");
  expect(await turns.run("one", async () => "fourth")).toBe("fourth");
});
