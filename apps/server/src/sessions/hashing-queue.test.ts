import { expect, test } from "vitest";
import { HashingQueue, type Asker } from "./hashing-queue.ts";

/** Work that lasts until `end` is called. */
function startWork(queue: HashingQueue, asker: Asker, name: string, log: string[]) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const done = queue.run(asker, () => {
    log.push(name);
    return ended;
  });
  return { done, end };
}

test("no more passwords are hashed at once than allowed, and known callers go first", async () => {
  const queue = new HashingQueue(1);
  const log: string[] = [];
  const works = [
    startWork(queue, "unknown", "first", log),
    startWork(queue, "unknown", "second", log),
    startWork(queue, "known", "third", log),
  ];
  await Promise.resolve();
  expect(log).toEqual(["first"]);
  for (const { end } of works) end();
  await Promise.all(works.map(({ done }) => done));
  expect(log).toEqual(["first", "third", "second"]);
});

test("twenty wait at most; beyond them it refuses unknown callers with a time to retry, but not known ones", async () => {
  const queue = new HashingQueue(2);
  const works = Array.from({ length: 22 }, (_, index) => startWork(queue, "unknown", String(index), []));
  await expect(queue.run("unknown", async () => {})).rejects.toMatchObject({
    reason: "busy",
    details: { retryAfterMs: expect.any(Number) },
  });
  // `requireRoom` refuses the same way.
  expect(() => queue.requireRoom("unknown")).toThrow(expect.objectContaining({ reason: "busy" }));
  queue.requireRoom("known");
  const known = startWork(queue, "known", "known", []);
  for (const { end } of [...works, known]) end();
  await Promise.all([...works, known].map(({ done }) => done));
  expect(await queue.run("unknown", async () => "again")).toBe("again");
});

test("a hash that fails gives its place to the next", async () => {
  const queue = new HashingQueue(1);
  const failing = queue.run("unknown", () => Promise.reject(new Error("failed")));
  const next = queue.run("unknown", async () => "next");
  await expect(failing).rejects.toThrow("failed");
  expect(await next).toBe("next");
});
