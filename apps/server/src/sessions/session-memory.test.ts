import { expect, test } from "vitest";
import { SessionMemory } from "./session-memory.ts";

const found = (memory: SessionMemory, ...hashes: string[]) => hashes.filter((hash) => memory.find(hash) !== undefined);

test("a full memory lets go what was used longest ago, not what came first", () => {
  const memory = new SessionMemory(2);
  memory.remember("first", "ses_1");
  memory.remember("second", "ses_2");
  expect(memory.find("first")).toBe("ses_1");
  memory.remember("third", "ses_3");
  expect(found(memory, "first", "second", "third")).toEqual(["first", "third"]);
});

test("storing a known session again takes no room", () => {
  const memory = new SessionMemory(2);
  memory.remember("first", "ses_1");
  memory.remember("second", "ses_2");
  memory.remember("second", "ses_3");
  expect(memory.find("first")).toBe("ses_1");
  expect(memory.find("second")).toBe("ses_3");
});

test("what was forgotten is known no more, and makes room", () => {
  const memory = new SessionMemory(2);
  for (const hash of ["first", "second"]) memory.remember(hash, "ses_1");
  memory.forget("first");
  memory.remember("third", "ses_1");
  expect(found(memory, "first", "second", "third")).toEqual(["second", "third"]);
});
