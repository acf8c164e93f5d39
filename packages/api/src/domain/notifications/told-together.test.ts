import { expect, it } from "vitest";
import { nextTogether } from "./told-together.ts";

const rows = (...kinds: Parameters<typeof nextTogether>[0][number]["kind"][]) =>
  kinds.map((kind, index) => ({ kind, messageId: `msg_${index}` }));
const idsOf = (together: ReturnType<typeof rows>) => together.map(({ messageId }) => messageId);

it("makes one message of a thousand executors that are lost together", () => {
  const lost = rows(...Array.from({ length: 1_000 }, () => "executor.offline" as const));
  expect(nextTogether(lost, false)).toHaveLength(1_000);
});

it("sends what is first, with all of its kind and nothing else", () => {
  const due = rows("executor.offline", "key.created", "executor.offline");
  expect(idsOf(nextTogether(due, false))).toEqual(["msg_0", "msg_2"]);
  expect(idsOf(nextTogether(due, true))).toEqual(["msg_0", "msg_1", "msg_2"]);
});

it("keeps a few reminders apart, and puts many together", () => {
  const reminders = (count: number) => rows(...Array.from({ length: count }, () => "key.expiring" as const));
  expect(nextTogether(reminders(9), false)).toHaveLength(1);
  expect(nextTogether(reminders(10), false)).toHaveLength(10);
});

it("sends a test by itself, also on a day with a digest", () => {
  expect(idsOf(nextTogether(rows("test", "key.created"), true))).toEqual(["msg_0"]);
  expect(nextTogether([], true)).toEqual([]);
});
